package dev.shadowland.benchmarks.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

class RoundTest {
    private static Leg leg(long answered, long cpuNs) {
        return new Leg(answered, answered, answered, cpuNs, 0, 1, 0);
    }

    @Test
    void shouldRunRawGatewayGatewayRaw() throws IOException {
        List<String> order = new ArrayList<>();
        Round round =
                Round.run(
                        () -> {
                            order.add("A");
                            return leg(10, order.size());
                        },
                        () -> {
                            order.add("B");
                            return leg(20, order.size());
                        });
        assertThat(order).containsExactly("A", "B", "B", "A");
        assertThat(round.raw()).isEqualTo(new Leg(20, 20, 20, 1 + 4, 0, 2, 0));
        assertThat(round.gateway()).isEqualTo(new Leg(40, 40, 40, 2 + 3, 0, 2, 0));
    }

    @Test
    void shouldSeeNoDifferenceWhenOnlyTheMachineDrifts() throws IOException {
        long[] time = {0};
        Round.Runner drifting = () -> leg(100, 1_000 + 50 * time[0]++);
        assertThat(Round.run(drifting, drifting).ratio()).isCloseTo(1, within(1e-9));
    }

    @Test
    void shouldDivideCpuByWhatCameBackInTheWindow() {
        Leg leg = new Leg(100, 60, 50, 200_000, 1_000, 1, 0);
        assertThat(leg.cpuMicrosPerEcho()).isEqualTo(4.0);
        assertThat(leg.allocatedBytesPerEcho()).isEqualTo(20.0);
        assertThat(new Round(leg(10, 30_000), leg(10, 45_000)).ratio())
                .isCloseTo(1.5, within(1e-9));
    }

    @Test
    void shouldTakeTheMiddleOfAnOddAndTheMeanOfTheTwoMiddleOnesOfAnEvenNumber() {
        assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(4, 1, 2, 3)).isEqualTo(new Spread(2.5, 1, 4));
        assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7));
        assertThatIllegalArgumentException().isThrownBy(Spread::of);
    }
}
