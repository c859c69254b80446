package dev.shadowland.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepCodecTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final WireWriter writer = new WireWriter().wrap(buffer, 0, 64);

    @ParameterizedTest
    @CsvSource({
        "0,1,1,1",
        "0,2,1,2",
        "0,3,1,2",
        "0,4,1,3",
        "-10,10,0.1,8",
        "0,255,1,8",
        "0,256,1,9",
        "0,2147483647,1,31",
        "0,10,3,3"
    })
    void shouldTakeAsManyBitsAsTheStepsOfTheRangeNeed(
            double lowest, double highest, double step, int bits) {
        assertThat(StepCodec.ranged(lowest, highest, step).bits()).isEqualTo(bits);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,1",
        "1,0,1",
        "0,1,0",
        "0,1,-1",
        "0,1,NaN",
        "NaN,1,1",
        "0,Infinity,1",
        "0,2147483648,1",
        "0,1,1e-10",
        "0,1,Infinity"
    })
    void shouldRefuseARangeWithoutSteps(double lowest, double highest, double step) {
        assertThatThrownBy(() -> StepCodec.ranged(lowest, highest, step))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "-10,-10",
        "-10.1,-10",
        "-Infinity,-10",
        "10,10",
        "10.1,10",
        "Infinity,10",
        "NaN,0",
        "9.75,10",
        "9.74,9.5",
        "0.24,0",
        "0.25,0.5",
        "-0.25,0"
    })
    void shouldClampToTheRangeAndRoundHalfStepsUp(double value, double decoded) {
        StepCodec codec = StepCodec.ranged(-10, 10, 0.5);

        assertThat(codec.decode(codec.encode(value))).isEqualTo(decoded);
    }

    @Test
    void shouldSendNotANumberAsTheEdgeNearestToZero() {
        assertThat(StepCodec.ranged(5, 9, 1).decode(StepCodec.ranged(5, 9, 1).encode(Double.NaN)))
                .isEqualTo(5);
        assertThat(StepCodec.unbounded(2).encode(Double.NaN)).isZero();
    }

    @Test
    void shouldClampUnboundedStepsTo31Bits() {
        StepCodec codec = StepCodec.unbounded(0.5);

        assertThat(codec.encode(Double.POSITIVE_INFINITY)).isEqualTo(Integer.MAX_VALUE);
        assertThat(codec.encode(Double.NEGATIVE_INFINITY)).isEqualTo(-Integer.MAX_VALUE);
        assertThat(codec.encode(1e300)).isEqualTo(Integer.MAX_VALUE);
        assertThat(codec.encode(-0.5)).isEqualTo(-1);
    }

    @Test
    void shouldRefuseACodeAboveTheHighest() {
        StepCodec codec = StepCodec.ranged(0, 10, 1);
        writer.bits(10, 4).bits(11, 4);
        WireReader reader = new WireReader().wrap(buffer, 0, 1);

        assertThat(codec.read(reader)).isEqualTo(10);
        assertThat(reader.failed()).isFalse();
        assertThat(codec.read(reader)).isZero();
        assertThat(reader.failed()).isTrue();
    }

    @Test
    void shouldRefuseTheOneVarIntThatNoSenderWrites() {
        writer.varInt(Integer.MIN_VALUE);
        WireReader reader = new WireReader().wrap(buffer, 0, 5);

        assertThat(StepCodec.unbounded(1).read(reader)).isZero();
        assertThat(reader.failed()).isTrue();
    }

    @Test
    void shouldLeaveOutAnAxisWithoutAStep() {
        RotatorCodec yaw = RotatorCodec.yawOnly();
        yaw.write(writer, 45, -90, 12);
        double[] read = {1, 1, 1};
        yaw.read(new WireReader().wrap(buffer, 0, 2), read);

        assertThat(yaw.size()).isEqualTo(2);
        assertThat(writer.length()).isEqualTo(2);
        assertThat(read).containsExactly(0, 270, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "360,0",
        "-360,0",
        "720.5,0",
        "359.9,0",
        "179,180",
        "181,180",
        "NaN,0",
        "Infinity,0",
        "-Infinity,0",
        "-1,0",
        "-3,356"
    })
    void shouldTakeAnyTurnAndNoNumberAsNone(double degrees, double decoded) {
        new RotatorCodec(4, 4, 4).write(writer, degrees, degrees, degrees);
        double[] read = new double[3];
        new RotatorCodec(4, 4, 4).read(new WireReader().wrap(buffer, 0, writer.length()), read);

        assertThat(read).containsOnly(decoded);
    }

    @Test
    void shouldRefuseACodeBeyondTheTurn() {
        RotatorCodec codec = new RotatorCodec(4, 0, 0);
        double[] read = {1, 1, 1};
        WireReader reader = new WireReader();
        writer.u8(89).u8(90);

        codec.read(reader.wrap(buffer, 0, 1), read);
        assertThat(read).containsExactly(356, 0, 0);
        codec.read(reader.wrap(buffer, 1, 1), read);
        assertThat(reader.failed()).isTrue();
        assertThat(read).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({"-1", "360", "NaN", "1e-7"})
    void shouldRefuseAStepThatNoTurnHas(double step) {
        assertThatThrownBy(() -> new RotatorCodec(0, step, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldGiveNoVectorWhenAnAxisIsMissing() {
        VectorCodec codec = VectorCodec.unbounded(1);
        codec.write(writer, 1, 2, 3);
        double[] read = {9, 9, 9};
        WireReader reader = new WireReader().wrap(buffer, 0, writer.length() - 1);
        codec.read(reader, read);

        assertThat(reader.failed()).isTrue();
        assertThat(read).containsOnly(0);
    }
}
