package dev.shadowland.protocol.golden;

import dev.shadowland.protocol.snapshot.Quantizers;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.protocol.wire.RotatorCodec;
import dev.shadowland.protocol.wire.StepCodec;
import dev.shadowland.protocol.wire.VectorCodec;

import org.agrona.concurrent.UnsafeBuffer;

/** Sections 2, 3 and 16 of the document. */
final class NumberVectors {
    private NumberVectors() {}

    static void addTo(VectorFile file) {
        for (int value : new int[] {0, 1, 127, 128, 300, 16383, 16384, 1 << 28, -1}) {
            file.vector("varint " + Integer.toUnsignedString(value), "varint")
                    .written(writer -> writer.varUInt(value))
                    .expect("value", Integer.toUnsignedString(value));
        }
        for (int value : new int[] {0, -1, 63, -64, 64, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            file.vector("zigzag " + value, "zigzag")
                    .written(writer -> writer.varInt(value))
                    .expect("value", value);
        }
        file.vector("bits across bytes", "bits")
                .given("widths", "1,3,13,32,1")
                .written(
                        writer ->
                                writer.bits(1, 1).bits(5, 3).bits(4711, 13).bits(-2, 32).bits(1, 1))
                .expect("value[0]", 1)
                .expect("value[1]", 5)
                .expect("value[2]", 4711)
                .expect("value[3]", 4294967294L)
                .expect("value[4]", 1);
        header(file);
        positions(file);
        scalars(file);
        vectors(file);
    }

    private static void header(VectorFile file) {
        byte[] header = new byte[PacketHeader.LENGTH];
        int flags = PacketHeader.SEALED | PacketHeader.REKEY | PacketHeader.ACKNOWLEDGMENT;
        PacketHeader.write(
                new UnsafeBuffer(header), 0, 0xC400_0001, 2, flags, 0x0123_4567_89AB_CDEFL);
        file.vector("header", "header")
                .bytes(header)
                .expect("connectionId", 0xC400_0001L)
                .expect("channel", 2)
                .expect("flags", flags)
                .expect("sequence", 0x0123_4567_89AB_CDEFL);
    }

    private static void positions(VectorFile file) {
        double[][] places = {
            {0, 0, 0},
            {-0.5, 102_399.999, 50},
            {-102_400, 102_400, -1000},
            {6_500_000, -6_500_000, 1e9},
            {1.5625, 1.5624, 1.5626}
        };
        PositionQuantizer quantizer = new PositionQuantizer(102_400, -500);
        for (double[] at : places) {
            int quadrantX = quantizer.quadrant(at[0]);
            int quadrantY = quantizer.quadrant(at[1]);
            file.vector("position %s, %s, %s".formatted(at[0], at[1], at[2]), "position")
                    .given("quadrantSize", 102_400)
                    .given("minZ", -500)
                    .given("x", at[0])
                    .given("y", at[1])
                    .given("z", at[2])
                    .written(
                            writer ->
                                    writer.varInt(quadrantX)
                                            .varInt(quadrantY)
                                            .u16(quantizer.offset(at[0], quadrantX))
                                            .u16(quantizer.offset(at[1], quadrantY))
                                            .u16(quantizer.height(at[2])));
        }
    }

    private static void scalars(VectorFile file) {
        for (double degrees : new double[] {0, 90, -90, 359.999, 720.1}) {
            file.vector("yaw " + degrees, "yaw")
                    .given("degrees", degrees)
                    .written(writer -> writer.u16(Quantizers.yaw(degrees)));
        }
        for (double value : new double[] {0, 0.5, -0.5, 32_767.4, 32_768, -40_000}) {
            file.vector("velocity " + value, "velocity")
                    .given("value", value)
                    .written(writer -> writer.u16(Quantizers.velocity(value)));
        }
        for (double value : new double[] {-1, 0, 0.001, 1, 500, 999.999, 1000, 1001}) {
            file.vector("vital " + value + " of 1000", "vital")
                    .given("value", value)
                    .given("max", 1000)
                    .written(writer -> writer.u8(Quantizers.vital(value, 1000)));
        }
    }

    private static void vectors(VectorFile file) {
        double[][] values = {{1.25, -1.25, 0.75}, {1e12, -1e12, 3}, {Double.NaN, Double.NaN, 99}};
        VectorCodec varints =
                new VectorCodec(
                        StepCodec.unbounded(0.5),
                        StepCodec.unbounded(0.01),
                        StepCodec.unbounded(2));
        VectorCodec ranged =
                new VectorCodec(
                        StepCodec.ranged(-10, 10, 0.1),
                        StepCodec.ranged(-1000, 0, 3),
                        StepCodec.ranged(0, 65_535, 1));
        for (double[] v : values) {
            String name = "vector %s, %s, %s".formatted(v[0], v[1], v[2]);
            xyz(file.vector(name + " in varints", "vector"), v)
                    .given("xForm", "0.5")
                    .given("yForm", "0.01")
                    .given("zForm", "2")
                    .written(writer -> varints.write(writer, v[0], v[1], v[2]));
            xyz(file.vector(name + " in bits", "vector"), v)
                    .given("xForm", "-10 10 0.1")
                    .given("yForm", "-1000 0 3")
                    .given("zForm", "0 65535 1")
                    .written(writer -> ranged.write(writer, v[0], v[1], v[2]));
            file.vector("rotator %s, %s, %s".formatted(v[0], v[1], v[2]), "rotator")
                    .given("pitchStep", 0.5)
                    .given("yawStep", 0.01)
                    .given("rollStep", 0)
                    .given("pitch", v[0])
                    .given("yaw", v[1])
                    .given("roll", v[2])
                    .written(
                            writer ->
                                    new RotatorCodec(0.5, 0.01, 0).write(writer, v[0], v[1], v[2]));
        }
    }

    private static VectorFile.Vector xyz(VectorFile.Vector vector, double[] v) {
        return vector.given("x", v[0]).given("y", v[1]).given("z", v[2]);
    }
}
