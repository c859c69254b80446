package dev.shadowland.protocol.wire;

/**
 * Positions as quadrant and offset, the wire's form. Immutable; one per map, shared by any number
 * of threads.
 *
 * <p>Along X and Y a quadrant is the square of {@code quadrantSize} units whose index is {@code
 * floor(value / quadrantSize)}, counted from the world's origin, negatives included. The offset is
 * a u16 counted from the quadrant's minimum corner in steps of {@code quadrantSize / 65536}: floor
 * to encode, the step's centre to decode, so that the error is at most half a step. Heights have no
 * quadrant: their offset counts the same steps from the map's lowest height.
 */
public final class PositionQuantizer {
    /** Offsets per quadrant edge. */
    public static final int STEPS = 1 << 16;

    private final double quadrantSize;
    private final double step;
    private final double stepsPerUnit;
    private final double minZ;

    /**
     * Creates the quantizer of one map.
     *
     * @param quadrantSize edge of a quadrant in units, above 0
     * @param minZ lowest height in units
     */
    public PositionQuantizer(double quadrantSize, double minZ) {
        if (!(quadrantSize > 0) || !Double.isFinite(quadrantSize) || !Double.isFinite(minZ)) {
            throw new IllegalArgumentException(
                    "quadrant size %s, lowest height %s".formatted(quadrantSize, minZ));
        }
        this.quadrantSize = quadrantSize;
        this.minZ = minZ;
        this.step = quadrantSize / STEPS;
        this.stepsPerUnit = STEPS / quadrantSize;
    }

    /** Units per step; a decoded coordinate is at most half of it away from the encoded one. */
    public double step() {
        return step;
    }

    /** Edge of a quadrant in units. */
    public double quadrantSize() {
        return quadrantSize;
    }

    /** Quadrant index of an X or Y coordinate, clamped to the i16 range. */
    public int quadrant(double value) {
        return Math.clamp(
                (long) Math.floor(value / quadrantSize), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /**
     * Offset (u16) of an X or Y coordinate in its quadrant; coordinates outside it give the nearest
     * edge.
     */
    public int offset(double value, int quadrant) {
        return steps(value - quadrant * quadrantSize);
    }

    /** Centre of the step, in units. */
    public double decode(int quadrant, int offset) {
        return quadrant * quadrantSize + (offset + 0.5) * step;
    }

    /**
     * Offset (u16) of a height above the lowest one; heights outside the range give its nearest
     * edge.
     */
    public int height(double z) {
        return steps(z - minZ);
    }

    /** Centre of the height's step, in units. */
    public double decodeHeight(int offset) {
        return minZ + (offset + 0.5) * step;
    }

    private int steps(double distance) {
        return Math.clamp((long) Math.floor(distance * stepsPerUnit), 0, STEPS - 1);
    }
}
