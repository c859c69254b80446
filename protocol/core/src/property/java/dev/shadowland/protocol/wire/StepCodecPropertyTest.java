package dev.shadowland.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import org.agrona.concurrent.UnsafeBuffer;

class StepCodecPropertyTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final WireWriter writer = new WireWriter();
    private final WireReader reader = new WireReader();

    @Property(tries = 1000)
    void shouldBeAtMostHalfAStepOffInsideOfTheRange(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double lowest,
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double extent,
            @ForAll @IntRange(min = 1, max = 100_000) int steps,
            @ForAll @IntRange(max = 1 << 30) int place) {
        double highest = lowest + extent;
        double step = (highest - lowest) / steps * 0.999;
        double value = Math.min(highest, lowest + place / (double) (1 << 30) * extent);
        StepCodec codec = StepCodec.ranged(lowest, highest, step);
        writer.wrap(buffer, 0, 64);
        codec.write(writer, value);
        writer.align();

        double read = codec.read(reader.wrap(buffer, 0, writer.length()));

        assertThat(writer.length()).isEqualTo((codec.bits() + 7) / 8);
        assertThat(reader.finished()).isTrue();
        assertThat(read).isBetween(lowest, highest);
        assertThat(Math.abs(read - value)).isLessThanOrEqualTo(step / 2 + slack(value));
        assertThat(codec.encode(read)).isEqualTo(codec.encode(value));
    }

    @Property(tries = 1000)
    void shouldBeAtMostHalfAStepOffOnEveryAxis(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double x,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double y,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double z,
            @ForAll @DoubleRange(min = 0.01, max = 1000) double step) {
        VectorCodec codec =
                new VectorCodec(
                        StepCodec.unbounded(step),
                        StepCodec.ranged(-1e6, 1e6, Math.max(step, 0.01)),
                        StepCodec.unbounded(step * 3));
        writer.wrap(buffer, 0, 64);
        codec.write(writer, x, y, z);
        double[] read = new double[3];

        codec.read(reader.wrap(buffer, 0, writer.length()), read);

        assertThat(reader.finished()).isTrue();
        assertThat(Math.abs(read[0] - x)).isLessThanOrEqualTo(step / 2 + slack(x));
        assertThat(Math.abs(read[1] - y)).isLessThanOrEqualTo(codec.y().step() / 2 + slack(y));
        assertThat(Math.abs(read[2] - z)).isLessThanOrEqualTo(step * 1.5 + slack(z));
    }

    @Property(tries = 1000)
    void shouldBeAtMostHalfAStepOffOnTheCircle(
            @ForAll @DoubleRange(min = -1000, max = 1000) double pitch,
            @ForAll @DoubleRange(min = -1000, max = 1000) double yaw,
            @ForAll @DoubleRange(min = -1000, max = 1000) double roll,
            @ForAll @DoubleRange(min = 0.01, max = 180) double step) {
        RotatorCodec codec = new RotatorCodec(step, step / 2, step / 3);
        writer.wrap(buffer, 0, 64);
        codec.write(writer, pitch, yaw, roll);
        double[] read = new double[3];

        codec.read(reader.wrap(buffer, 0, writer.length()), read);

        assertThat(writer.length()).isEqualTo(codec.size());
        assertThat(reader.finished()).isTrue();
        assertAngles(read);
        assertThat(onCircle(read[0], pitch)).isLessThanOrEqualTo(step / 2 + 1e-9);
        assertThat(onCircle(read[1], yaw)).isLessThanOrEqualTo(step / 4 + 1e-9);
        assertThat(onCircle(read[2], roll)).isLessThanOrEqualTo(step / 6 + 1e-9);
    }

    @Property(tries = 500)
    void shouldDecodeNothingButFiniteNumbersOfTheRangeFromAnyBytes(
            @ForAll byte[] bytes, @ForAll @DoubleRange(min = 0.01, max = 100) double step) {
        UnsafeBuffer any = new UnsafeBuffer(bytes);
        double[] read = new double[3];
        StepCodec axis = StepCodec.ranged(-100, 100, step);
        new VectorCodec(axis, StepCodec.unbounded(step), axis)
                .read(reader.wrap(any, 0, bytes.length), read);
        assertThat(read[0]).isBetween(-100.0, 100.0);
        assertThat(read[1]).isFinite();
        assertThat(read[2]).isBetween(-100.0, 100.0);

        new RotatorCodec(step, step, step).read(reader.wrap(any, 0, bytes.length), read);
        assertAngles(read);
    }

    private static void assertAngles(double[] angles) {
        for (double angle : angles) {
            assertThat(angle).isGreaterThanOrEqualTo(0).isLessThan(360);
        }
    }

    private static double onCircle(double one, double other) {
        double distance = Math.abs(one - other) % 360;
        return Math.min(distance, 360 - distance);
    }

    private static double slack(double value) {
        return Math.ulp(value) * 8 + 1e-9;
    }
}
