package dev.shadowland.protocol.wire;

/**
 * A vector with a step per axis (the seed's {@code WriteFVector}): X, Y, Z, each as its {@link
 * StepCodec} writes it, then up to a whole byte. Units are the axes' (centimetres for places,
 * centimetres per second for velocities). Immutable.
 *
 * @param x codec of the X axis
 * @param y codec of the Y axis
 * @param z codec of the Z axis
 */
public record VectorCodec(StepCodec x, StepCodec y, StepCodec z) {
    /** Any vector, in varints, with one step for all axes. */
    public static VectorCodec unbounded(double step) {
        StepCodec axis = StepCodec.unbounded(step);
        return new VectorCodec(axis, axis, axis);
    }

    /** Writes a vector. */
    public void write(WireWriter writer, double vectorX, double vectorY, double vectorZ) {
        writer.align();
        x.write(writer, vectorX);
        y.write(writer, vectorY);
        z.write(writer, vectorZ);
        writer.align();
    }

    /** Reads a vector into the first three of the target; 0s when the reader fails. */
    public void read(WireReader reader, double[] target) {
        reader.align();
        target[0] = x.read(reader);
        target[1] = y.read(reader);
        target[2] = z.read(reader);
        reader.align();
        if (reader.failed()) {
            target[0] = 0;
            target[1] = 0;
        }
    }
}
