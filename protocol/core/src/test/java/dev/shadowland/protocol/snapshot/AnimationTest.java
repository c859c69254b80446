package dev.shadowland.protocol.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnimationTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0",
        "100, 0, 0, 0, 0",
        "100.1, 0, 0, 0, 1",
        "-80, 80, 0, 0, 1",
        "0, -500, 0, 0, 1",
        "354, 354, 0, 0, 1",
        "354.1, -353.9, 0, 0, 1",
        "502.1, 0, 0, 0, 2",
        "400, -400, 0, 0, 2",
        "400, -400, 300, 0x40, 3",
        "0, 0, 0, 0x40, 4",
        "0, 0, -900, 0x41, 4",
        "600, 0, 0, 0x80, 5",
        "0, 0, -50, 0xC0, 5"
    })
    void shouldFollowFromMotionAndFlags(float x, float y, float z, String flags, int animation) {
        assertThat(Animation.ofMotion(x, y, z, Integer.decode(flags))).isEqualTo(animation);
    }
}
