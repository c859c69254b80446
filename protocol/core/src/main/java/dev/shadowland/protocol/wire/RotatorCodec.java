package dev.shadowland.protocol.wire;

/**
 * A rotation in degrees with a step per axis (the seed's {@code WriteFRotator}): pitch, yaw, roll,
 * then up to a whole byte. A turn has {@code n = ceil(360 / step)} codes of 360 / n degrees each,
 * in as many bits as n − 1 needs, so that the error is at most half a step on the circle; a code of
 * n or more is malformed. Any number of turns encodes; NaN and infinities encode as 0; what is
 * decoded is 0 up to but not including 360. A step of 0 leaves the axis out: it decodes as 0.
 * Immutable.
 */
public final class RotatorCodec {
    private static final double TURN = 360;

    private final long[] codes = new long[3];

    /**
     * Steps in degrees, 0 or 360/2³¹ up to 180.
     *
     * @param pitchStep 0 for a rotation without pitch
     * @param yawStep 0 for a rotation without yaw
     * @param rollStep 0 for a rotation without roll
     */
    public RotatorCodec(double pitchStep, double yawStep, double rollStep) {
        codes[0] = codes(pitchStep);
        codes[1] = codes(yawStep);
        codes[2] = codes(rollStep);
    }

    /** Yaw alone, u16: the form that snapshots use. */
    public static RotatorCodec yawOnly() {
        return new RotatorCodec(0, TURN / 65536, 0);
    }

    private static long codes(double step) {
        if (step == 0) {
            return 0;
        }
        double needed = Math.ceil(TURN / step);
        if (!(needed >= 2) || needed > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a step of " + step + " degrees");
        }
        return (long) needed;
    }

    /** Bytes of every rotation of this form. */
    public int size() {
        return (bits(codes[0]) + bits(codes[1]) + bits(codes[2]) + 7) / 8;
    }

    /** Writes a rotation in degrees. */
    public void write(WireWriter writer, double pitch, double yaw, double roll) {
        writer.align();
        axis(writer, codes[0], pitch);
        axis(writer, codes[1], yaw);
        axis(writer, codes[2], roll);
        writer.align();
    }

    /** Reads pitch, yaw and roll in degrees into the target; 0s when the reader fails. */
    public void read(WireReader reader, double[] target) {
        reader.align();
        for (int i = 0; i < codes.length; i++) {
            target[i] = axis(reader, codes[i]);
        }
        reader.align();
        for (int i = 0; i < codes.length && reader.failed(); i++) {
            target[i] = 0;
        }
    }

    private static void axis(WireWriter writer, long codes, double degrees) {
        if (codes > 0) {
            double turns = Double.isFinite(degrees) ? degrees % TURN / TURN : 0;
            writer.bits((int) Math.floorMod(Math.round(turns * codes), codes), bits(codes));
        }
    }

    private static double axis(WireReader reader, long codes) {
        if (codes == 0) {
            return 0;
        }
        int code = reader.bits(bits(codes));
        if (code < 0 || code >= codes) {
            reader.fail();
            return 0;
        }
        return code * TURN / codes;
    }

    private static int bits(long codes) {
        return codes == 0 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(codes - 1);
    }
}
