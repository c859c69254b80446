package dev.shadowland.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;

/** Faults of earlier implementations, each with the test that would have found it: numbers. */
class EarlierNumberFaultsTest {
    private static final double QUADRANT = 102_400;

    private final PositionQuantizer quantizer = new PositionQuantizer(QUADRANT, 0);

    @Test
    void shouldNotTakeASixthByteOfAVarInt() {
        byte[] six = HexFormat.of().parseHex("808080808001");
        WireReader reader = new WireReader().wrap(new UnsafeBuffer(six), 0, six.length);

        assertThat(reader.varUInt()).isZero();
        assertThat(reader.failed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-0.001,-1", "-102400,-1", "-102400.001,-2", "0,0", "102399.999,0", "102400,1"})
    void shouldNotFindTheQuadrantByTruncationTowardZero(double value, int quadrant) {
        assertThat(quantizer.quadrant(value)).isEqualTo(quadrant);
        int offset = quantizer.offset(value, quadrant);
        assertThat(quantizer.decode(quadrant, offset)).isCloseTo(value, Offset.offset(0.79));
    }

    @ParameterizedTest
    @CsvSource({"32767", "32768", "32769", "-32768", "-32769", "65536", "1000000", "-1000000"})
    void shouldNotWrapPositionsAt327Metres(double value) {
        int quadrant = quantizer.quadrant(value);
        double decoded = quantizer.decode(quadrant, quantizer.offset(value, quadrant));

        assertThat(decoded).isCloseTo(value, Offset.offset(0.79));
    }

    @Test
    void shouldNotCallStepsOfAMetreACentimetre() {
        assertThat(quantizer.step()).isEqualTo(1.5625);
        double worst = 0;
        for (double value = -3 * QUADRANT; value < 3 * QUADRANT; value += 37.77) {
            int quadrant = quantizer.quadrant(value);
            double decoded = quantizer.decode(quadrant, quantizer.offset(value, quadrant));
            worst = Math.max(worst, Math.abs(decoded - value));
        }
        assertThat(worst).isGreaterThan(0.5).isLessThanOrEqualTo(0.79);
    }
}
