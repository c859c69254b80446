package dev.shadowland.protocol.wire;

/**
 * One number as a count of steps (seed 2.2): {@code round((value − origin) / step)}, half steps up,
 * so that what is decoded is at most half a step away. Immutable; the unit of step and range is the
 * value's.
 *
 * <p>{@link #ranged}: origin = lowest value, a fixed number of bits, values outside the range give
 * its nearest edge, a code above the highest is malformed. {@link #unbounded}: origin = 0, a ZigZag
 * varint, steps beyond ±(2³¹ − 1) give the nearest of these.
 *
 * <p>NaN is sent as the value nearest to 0; infinities as the edges. What is decoded is always
 * finite and in the range.
 */
public final class StepCodec {
    /** {@link #bits} of a codec that writes varints. */
    public static final int VARINT = 0;

    private final double lowest;
    private final double highest;
    private final double origin;
    private final double step;
    private final long lowestCode;
    private final int highestCode;
    private final int bits;

    private StepCodec(double lowest, double highest, double origin, double step, int bits) {
        this.lowest = lowest;
        this.highest = highest;
        this.origin = origin;
        this.step = step;
        this.bits = bits;
        highestCode =
                bits == VARINT ? Integer.MAX_VALUE : (int) Math.ceil((highest - lowest) / step);
        lowestCode = bits == VARINT ? -Integer.MAX_VALUE : 0;
    }

    /**
     * Any value in ZigZag varints: one byte up to 63 steps.
     *
     * @param step above 0
     */
    public static StepCodec unbounded(double step) {
        requireStep(step);
        double reach = step * Integer.MAX_VALUE;
        return new StepCodec(-reach, reach, 0, step, VARINT);
    }

    /**
     * Values of a range in as many bits as its steps need, 1..31.
     *
     * @param step above 0 and at most the range
     */
    public static StepCodec ranged(double lowest, double highest, double step) {
        requireStep(step);
        double steps = Math.ceil((highest - lowest) / step);
        if (!(lowest < highest) || !(steps >= 1) || steps > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "range %s..%s in steps of %s".formatted(lowest, highest, step));
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros((int) steps);
        return new StepCodec(lowest, highest, lowest, step, bits);
    }

    private static void requireStep(double step) {
        if (!(step > 0) || !Double.isFinite(step * Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("a step of " + step);
        }
    }

    /** Units per step: what is decoded is at most half of it off. */
    public double step() {
        return step;
    }

    /** Bits on the wire, or {@link #VARINT}. */
    public int bits() {
        return bits;
    }

    /** The code of a value; equal codes are equal on the wire, so compare these. */
    public int encode(double value) {
        double sent = Double.isNaN(value) ? 0 : value;
        double inRange = Math.clamp(sent, lowest, highest);
        return (int) Math.clamp(Math.round((inRange - origin) / step), lowestCode, highestCode);
    }

    /** The value of a code. */
    public double decode(int code) {
        return Math.clamp(origin + code * step, lowest, highest);
    }

    /** Writes the code of a value; a run of bits is the caller's to {@link WireWriter#align}. */
    public void write(WireWriter writer, double value) {
        if (bits == VARINT) {
            writer.varInt(encode(value));
        } else {
            writer.bits(encode(value), bits);
        }
    }

    /** Reads a value; a code beyond the range fails the reader and gives 0. */
    public double read(WireReader reader) {
        int code = bits == VARINT ? reader.varInt() : reader.bits(bits);
        if (code < lowestCode || code > highestCode) {
            reader.fail();
        }
        return reader.failed() ? 0 : decode(code);
    }
}
