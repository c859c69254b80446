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
    @ValueSource(ints = {0, 5, 7, 8, 24, -1})
    void shouldRefuseAPeriodThatDoesNotDivideTheCycle(int period) {
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
    void shouldHaveNoEndOfTheLastRing() {
        Rings rings = new Rings(List.of(new Ring(100, 1), new Ring(200, 6)));
        assertThat(rings.radius(0)).isEqualTo(100);
        assertThat(rings.radius(1)).isInfinite();
        assertThat(rings.periodTicks(3)).isEqualTo(6);
    }
}
