package dev.shadowland.shard.interest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.shard.interest.Rings.Ring;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class RingsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 7, 8, 16, 96, -1})
    void shouldRefuseAPeriodThatIsNone(int period) {
        assertThatThrownBy(() -> new Ring(100, period))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseRingsThatDoNotAscend() {
        Ring ring = new Ring(100, 1);
        assertThatThrownBy(() -> new Rings(List.of(ring, ring)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rings(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTellHalfAsOftenOfWhoeverIsNotNearAtTheFirstLevel() {
        Rings sparser = Rings.DEFAULT.levels().get(1);
        assertThat(sparser.rings())
                .containsExactly(
                        new Ring(8_000, 1),
                        new Ring(25_600, 4),
                        new Ring(51_200, 6),
                        new Ring(Double.POSITIVE_INFINITY, 12));
        Rings slow = new Rings(List.of(new Ring(100, 2), new Ring(200, 4), new Ring(300, 12)));
        assertThat(slow.levels().get(1).rings())
                .containsExactly(new Ring(100, 2), new Ring(200, 12), new Ring(300, 12));
    }

    /** At whichever distance, no level tells more often than the one before it. */
    @Test
    void shouldTellEverMoreRarelyLevelByLevel() {
        List<Rings> levels = Rings.DEFAULT.levels();
        for (double distance = 100; distance < 100_000; distance += 100) {
            for (int level = 1; level < levels.size(); level++) {
                assertThat(periodAt(levels.get(level), distance))
                        .as("level %d at %s", level, distance)
                        .isGreaterThanOrEqualTo(periodAt(levels.get(level - 1), distance));
            }
        }
    }

    /** With less, viewers would go up and down between two levels, see {@code RateLevel}. */
    @ParameterizedTest
    @ValueSource(doubles = {1_000, 2_000, 4_000, 8_000})
    void shouldTellOfACrowdAtLeastTwoFifthsAsMuchAtTheNextLevel(double reach) {
        List<Rings> levels = Rings.DEFAULT.levels();
        double before = recordsPerTick(levels.get(1), reach);
        for (Rings level : levels.subList(2, levels.size())) {
            double records = recordsPerTick(level, reach);
            assertThat(records / before).isBetween(0.4, 1.0);
            before = records;
        }
    }

    /** Of somebody in the middle of people spread evenly. */
    private static double recordsPerTick(Rings rings, double reach) {
        double records = 0;
        for (double distance = 1; distance < reach; distance++) {
            records += 2 * distance / (reach * reach) / periodAt(rings, distance);
        }
        return records;
    }

    private static int periodAt(Rings rings, double distance) {
        int ring = 0;
        while (distance > rings.radius(ring)) {
            ring++;
        }
        return rings.periodTicks(ring);
    }

    @Test
    void shouldHaveNoEndOfTheLastRing() {
        Rings rings = new Rings(List.of(new Ring(100, 1), new Ring(200, 6)));
        assertThat(rings.radius(0)).isEqualTo(100);
        assertThat(rings.radius(1)).isInfinite();
        assertThat(rings.periodTicks(3)).isEqualTo(6);
    }
}
