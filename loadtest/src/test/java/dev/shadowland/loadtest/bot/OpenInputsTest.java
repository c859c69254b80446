package dev.shadowland.loadtest.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.loadtest.report.LatencyHistogram;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenInputsTest {
    private static final long BEFORE = 7;
    private static final long MS = 1_000_000;
    private static final long INTERVAL_NS = 50 * MS;

    private final LatencyHistogram waited = new LatencyHistogram();
    private final OpenInputs open = new OpenInputs(BEFORE, waited);

    /** One every 50 ms from 0 on; returns when the next would go out. */
    private long send(int count) {
        for (int i = 0; i < count; i++) {
            open.add(i * INTERVAL_NS);
        }
        return count * INTERVAL_NS;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 66, 128, 1_000})
    void shouldCountEachOnceWithItsAgeHoweverManyAreOpen(int count) {
        long nowNs = send(count);
        open.end(nowNs);
        open.end(nowNs + INTERVAL_NS);
        assertThat(waited.count()).isEqualTo(count);
        assertThat(waited.millis().max()).isCloseTo(50.0 * count, within(0.06 * count));
        assertThat(waited.millis().p50()).isCloseTo(25.0 * count, within(25 + 0.03 * count));
    }

    @Test
    void shouldKeepTheAgeOfTheOldestWhenItWentOutLongBeforeTheOthers() {
        open.add(0);
        for (int i = 0; i < 200; i++) {
            open.add(20_000 * MS + i * INTERVAL_NS);
        }
        open.end(30_000 * MS);
        assertThat(waited.count()).isEqualTo(201);
        assertThat(waited.millis().max()).isCloseTo(30_000, within(30.0));
    }

    @Test
    void shouldCountOnlyWhatIsAcknowledged() {
        send(4);
        open.acknowledge(BEFORE, 1_000 * MS);
        assertThat(waited.count()).isZero();
        open.acknowledge(BEFORE + 2, 1_000 * MS);
        assertThat(waited.count()).isEqualTo(2);
        open.acknowledge(BEFORE + 1, 5_000 * MS);
        assertThat(waited.count()).isEqualTo(2);
        open.acknowledge(BEFORE + 1_000_000, 1_000 * MS);
        assertThat(waited.count()).isEqualTo(4);
        assertThat(waited.millis().max()).isCloseTo(1_000, within(1.0));
    }

    @Test
    void shouldBeginAnewWhenNoneWasOpen() {
        send(100);
        open.acknowledge(BEFORE + 100, 5_000 * MS);
        waited.restart();
        open.add(5_100 * MS);
        open.end(5_130 * MS);
        assertThat(waited.count()).isEqualTo(1);
        assertThat(waited.millis().max()).isCloseTo(30, within(0.1));
    }
}
