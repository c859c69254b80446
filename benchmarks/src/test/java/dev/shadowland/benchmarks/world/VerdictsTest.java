package dev.shadowland.benchmarks.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.transport.status.TickMillis;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class VerdictsTest {
    private static WorldResult row(
            Layout layout, int players, int threads, double p99, double micros, int skipped) {
        return row(layout, players, threads, p99, micros, skipped, 0, 10, 0);
    }

    private static WorldResult row(
            Layout layout,
            int players,
            int threads,
            double p99,
            double micros,
            int skipped,
            int rung,
            int farHz,
            double allocated) {
        Map<String, Ages.InRing> ages = Map.of("far", new Ages.InRing(10, 0, 200, 300, 1));
        return new WorldResult(
                layout,
                players,
                threads,
                farHz,
                new TickMillis(1, p99, 20),
                micros,
                10,
                200,
                ages,
                ages,
                allocated,
                0,
                0,
                100 - skipped,
                skipped,
                rung,
                rung > 0 ? 1 : 0,
                0,
                150,
                0,
                Map.of());
    }

    private static boolean reached(WorldResult... rows) {
        return Verdicts.of(List.of(rows)).getFirst().reached();
    }

    @Test
    void shouldHoldTheTickAtItsBoundAndNotBeyond() {
        assertThat(reached(row(Layout.SPREAD, 10_000, 2, 16.67, 1, 1))).isTrue();
        assertThat(reached(row(Layout.SPREAD, 10_000, 2, 16.68, 1, 0))).isFalse();
        assertThat(reached(row(Layout.CROWD, 1_000, 1, 16.67, 1, 0))).isTrue();
        assertThat(reached(row(Layout.CROWD, 1_000, 1, 16.68, 1, 0))).isFalse();
    }

    @Test
    void shouldMissTheTickWhenMoreThanOneInAHundredWasSkipped() {
        assertThat(reached(row(Layout.SPREAD, 10_000, 2, 10, 1, 2))).isFalse();
    }

    @Test
    void shouldMissTheTickWhenCellsLeftSomethingOut() {
        assertThat(reached(row(Layout.SPREAD, 10_000, 2, 10, 1, 0, 1, 10, 0))).isFalse();
    }

    @Test
    void shouldHoldNoRowAtOtherRatesAgainstTheGoals() {
        assertThat(Verdicts.of(List.of(row(Layout.SPREAD, 10_000, 2, 99, 1, 0, 0, 20, 0))))
                .extracting(Verdict::what)
                .singleElement()
                .asString()
                .startsWith("allocated");
    }

    @Test
    void shouldCompareCostsAtEqualDensityOfEachNumberOfThreads() {
        WorldResult few = row(Layout.DENSITY, 1_000, 1, 1, 2, 0);
        assertThat(reached(few, row(Layout.DENSITY, 10_000, 1, 1, 3, 0))).isTrue();
        assertThat(reached(few, row(Layout.DENSITY, 10_000, 1, 1, 3.1, 0))).isFalse();
        assertThat(Verdicts.of(List.of(few, row(Layout.DENSITY, 10_000, 2, 1, 3, 0))))
                .extracting(Verdict::what)
                .noneMatch(what -> what.contains("10000 over"));
    }

    @Test
    void shouldHoldAgesAtTwoPeriods() {
        List<Verdict> verdicts = Verdicts.of(List.of(row(Layout.SPREAD, 10_000, 2, 10, 1, 0)));
        assertThat(verdicts.getLast().what()).contains("far");
        assertThat(verdicts.getLast().most()).isEqualTo(200);
        assertThat(verdicts.getLast().reached()).isTrue();
    }

    @Test
    void shouldSayHowLittleWasAllocated() {
        Verdict few =
                Verdicts.of(List.of(row(Layout.SPREAD, 500, 1, 9, 1, 0, 0, 10, 0.25))).getFirst();
        assertThat(few.reached()).isTrue();
        assertThat(few.text()).contains(": 0.25 bytes, at most 0.50 wanted");
        Verdict more =
                Verdicts.of(List.of(row(Layout.SPREAD, 500, 1, 9, 1, 0, 0, 10, 0.51))).getFirst();
        assertThat(more.reached()).isFalse();
    }

    @Test
    void shouldGiveNoVerdictOnRowsThatWereLeftOut() {
        List<Verdict> verdicts =
                new ArrayList<>(Verdicts.of(List.of(row(Layout.SPREAD, 500, 1, 99, 1, 0))));
        assertThat(verdicts).singleElement().extracting(Verdict::most).isEqualTo(0.5);
    }
}
