package dev.shadowland.shard.replication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.function.IntUnaryOperator;

class RateLevelTest {
    private static final int ROOM = 1_000;
    private static final int SPARSEST = 7;

    private final RateLevel rates = new RateLevel();
    private long tick = 1_000;

    @ParameterizedTest
    @CsvSource({"1000, 0", "1001, 1"})
    void shouldTellLessOnceThereIsMoreThanRoom(int wanted, int level) {
        assertThat(after(1, _ -> wanted)).isEqualTo(level);
    }

    @Test
    void shouldGoNoFartherThanToTheSparsestLevel() {
        assertThat(after(100, _ -> 5_000)).isEqualTo(SPARSEST);
    }

    @Test
    void shouldComeDownAtOnceWhenTheDenserLevelFitsCertainly() {
        after(4, _ -> 5_000);
        assertThat(after(4, _ -> 100)).isZero();
    }

    @Test
    void shouldNotBeDenserThanTheCellAllows() {
        rates.onPressure(0, ROOM);
        assertThat(rates.adapt(tick, 1, SPARSEST)).isTrue();
        assertThat(rates.level()).isEqualTo(1);
    }

    /** Each level wants 0.7 of what the one before wants: 1.4, 0.98, 0.69 of the room … */
    @Test
    void shouldFindTheDensestLevelThatFits() {
        IntUnaryOperator wanted = level -> (int) (1.4 * ROOM * Math.pow(0.7, level));
        after(1, _ -> 5_000);
        after(1, _ -> 5_000);
        assertThat(after(200, wanted)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1001, 1", "2500, 1", "2600, 2", "6250, 2", "6300, 3", "1000000, 7"})
    void shouldPassOverLevelsThatCannotFit(int wanted, int level) {
        after(20, _ -> 900);
        rates.onOverflow(wanted, ROOM);
        rates.adapt(tick + 6, 0, SPARSEST);
        assertThat(rates.level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"399, 6", "159, 5", "63, 4", "0, 0"})
    void shouldPassOverLevelsThatFitForCertain(int wanted, int level) {
        rates.onOverflow(1_000 * ROOM, ROOM);
        rates.adapt(tick, 0, SPARSEST);
        assertThat(after(1, _ -> wanted)).isEqualTo(level);
    }

    /** One level is too much and the next leaves much room: then it is tried ever more seldom. */
    @Test
    void shouldTryADenserLevelThatDoesNotFitEverMoreSeldom() {
        IntUnaryOperator wanted = level -> level == 0 ? 1_300 : 500;
        int[] changes = new int[4];
        for (int minute = 0; minute < changes.length; minute++) {
            for (int i = 0; i < 600; i++) {
                int before = rates.level();
                after(1, wanted);
                changes[minute] += rates.level() == before ? 0 : 1;
            }
        }
        assertThat(changes[0]).as("at first").isGreaterThan(changes[3]);
        assertThat(changes[3]).as("in a later minute").isLessThanOrEqualTo(2 * 3_600 / 1_200);
        assertThat(rates.level()).isEqualTo(1);
    }

    @Test
    void shouldKnowSinceWhenTheLevelIsWhatItIs() {
        assertThat(rates.isSince(0)).isTrue();
        after(1, _ -> 5_000);
        assertThat(rates.isSince((int) tick - 1)).isFalse();
        assertThat(rates.isSince((int) tick)).isTrue();
    }

    private int after(int calls, IntUnaryOperator wantedAtLevel) {
        for (int i = 0; i < calls; i++) {
            tick += 6;
            rates.onPressure(wantedAtLevel.applyAsInt(rates.level()), ROOM);
            rates.adapt(tick, 0, SPARSEST);
        }
        return rates.level();
    }
}
