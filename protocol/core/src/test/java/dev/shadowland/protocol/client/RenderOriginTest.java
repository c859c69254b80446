package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

class RenderOriginTest {
    /** Three roundings of floats below 524 288: half a millimetre, 2 km and more away. */
    private static final double INVISIBLE = 3.0 / 64;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldMoveNothingOnTheScreenWhenItFollows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RenderOrigin origin = new RenderOrigin();
        double[] things = new double[100];
        float[] kept = new float[things.length];
        double camera = random.nextDouble(-400_000, 400_000);
        double heading = random.nextBoolean() ? 1 : -1;
        origin.follow(camera, 0);
        for (int i = 0; i < things.length; i++) {
            things[i] = camera + random.nextDouble(-200_000, 200_000);
            kept[i] = origin.localX(things[i]);
        }
        int moves = 0;
        for (int frame = 0; frame < 20_000; frame++) {
            camera += heading * 8.33 + random.nextDouble(-1, 1);
            float[] seen = new float[things.length];
            for (int i = 0; i < things.length; i++) {
                seen[i] = origin.localX(things[i]) - origin.localX(camera);
            }
            if (!origin.follow(camera, 0)) {
                continue;
            }
            moves++;
            for (int i = 0; i < things.length; i++) {
                kept[i] += origin.shiftX();
                double local = origin.localX(things[i]);
                assertThat(local - origin.localX(camera)).isCloseTo(seen[i], within(INVISIBLE));
                assertThat((double) kept[i]).isCloseTo(local, within(INVISIBLE));
                assertThat(origin.worldX((float) local)).isCloseTo(things[i], within(INVISIBLE));
            }
        }
        assertThat(moves).isBetween(2, 4);
        assertThat(origin.moves()).isEqualTo(moves);
    }

    @Test
    void shouldStayWhileTheCameraIsNearAndFollowAlongEachAxis() {
        RenderOrigin origin = new RenderOrigin(2_000);
        assertThat(origin.follow(-409_600, 409_600)).isTrue();
        assertThat(origin.shiftX()).isZero();
        assertThat(origin.localX(-409_600)).isZero();
        assertThat(origin.localY(409_601)).isEqualTo(1);
        assertThat(origin.follow(-411_600, 411_600)).isFalse();
        assertThat(origin.follow(-411_700, 409_600)).isTrue();
        assertThat(origin.shiftX()).isEqualTo(2_048);
        assertThat(origin.shiftY()).isZero();
        assertThat(origin.follow(-411_700, 407_000)).isTrue();
        assertThat(origin.shiftY()).isEqualTo(3_072);
        assertThat(origin.worldY(0)).isEqualTo(406_528);
        assertThat(origin.moves()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAReachBelowItsGrid() {
        assertThatThrownBy(() -> new RenderOrigin(1_023))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RenderOrigin(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
