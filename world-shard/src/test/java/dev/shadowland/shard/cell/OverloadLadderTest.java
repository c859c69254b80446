package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OverloadLadderTest {
    private static final long PERIOD_NS = 16_666_666;

    private final OverloadLadder ladder = new OverloadLadder(PERIOD_NS);

    @Test
    void shouldStayAtTheFootWhileTicksEndInTime() {
        run(6_000, 0, PERIOD_NS);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
    }

    @Test
    void shouldClimbOneRungASecondWhileAQuarterOfTheTicksIsLate() {
        for (int rung = OverloadLadder.SPARSE; rung <= OverloadLadder.CLOSED; rung++) {
            run(59, 15, (rung == OverloadLadder.CLOSED ? 2 : 1) * PERIOD_NS + 1);
            assertThat(ladder.rung()).isEqualTo(rung - 1);
            run(1, 0, PERIOD_NS);
            assertThat(ladder.rung()).isEqualTo(rung);
        }
        run(600, 600, PERIOD_NS * 9);
        assertThat(ladder.rung()).as("there are no more").isEqualTo(OverloadLadder.CLOSED);
    }

    @Test
    void shouldNotMindFewLateTicks() {
        for (int second = 0; second < 60; second++) {
            run(60, 14, PERIOD_NS * 3);
        }
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
    }

    @Test
    void shouldComeDownAfterFiveQuietSecondsForEachRung() {
        run(120, 120, PERIOD_NS * 2);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SELDOM);
        run(299, 0, PERIOD_NS / 2);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SELDOM);
        run(1, 0, PERIOD_NS / 2);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
        run(300, 0, PERIOD_NS / 2);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
    }

    @Test
    void shouldStayWhereItIsBetweenLateAndQuiet() {
        run(60, 60, PERIOD_NS * 2);
        for (int second = 0; second < 100; second++) {
            run(60, 4, PERIOD_NS * 2);
        }
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
    }

    /** Found in a real cluster: hiccups at the start, and minutes at half rate after them. */
    @Test
    void shouldComeDownAlthoughAHiccupASecondGoesOn() {
        run(60, 60, PERIOD_NS * 2);
        for (int second = 0; second < 5; second++) {
            assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
            ladder.onTick(2, PERIOD_NS * 4);
            ladder.onTick(1, PERIOD_NS * 2);
            run(57, 0, PERIOD_NS / 2);
        }
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
    }

    /** Found in a crowd: it fits its ticks barely, and would fit them without any rung. */
    @Test
    void shouldComeDownWhenTicksAreFullButEndInTime() {
        run(120, 120, PERIOD_NS * 2);
        run(600, 0, PERIOD_NS);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
    }

    @Test
    void shouldTryTheRungBelowEverMoreRarelyWhileItFails() {
        run(60, 60, PERIOD_NS * 2);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
        for (int patience : new int[] {5, 10, 20, 40, 60, 60, 60}) {
            run(60 * patience - 1, 0, PERIOD_NS);
            assertThat(ladder.rung()).as("%d s", patience).isEqualTo(OverloadLadder.SPARSE);
            run(1, 0, PERIOD_NS);
            assertThat(ladder.rung()).as("%d s", patience).isEqualTo(OverloadLadder.NONE);
            run(60, 60, PERIOD_NS * 2);
            assertThat(ladder.rung()).as("%d s", patience).isEqualTo(OverloadLadder.SPARSE);
        }
    }

    @Test
    void shouldBeAsQuickAsAtFirstAfterAQuietMinuteAtTheFoot() {
        run(60, 60, PERIOD_NS * 2);
        run(300, 0, PERIOD_NS);
        run(60, 60, PERIOD_NS * 2);
        run(600, 0, PERIOD_NS);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
        run(3_600, 0, PERIOD_NS);
        run(60, 60, PERIOD_NS * 2);
        run(300, 0, PERIOD_NS);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
    }

    @Test
    void shouldCountASkippedTickAsLate() {
        for (int i = 0; i < 60; i++) {
            ladder.onTick(i < 15 ? 2 : 1, 1);
        }
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
    }

    @Test
    void shouldLeaveOutEveryOtherTickAndNotTakeThatForSkipped() {
        assertThat(ladder.leavesOut(7)).isFalse();
        run(180, 180, PERIOD_NS * 2);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.HALF_RATE);
        assertThat(ladder.leavesOut(7)).isTrue();
        assertThat(ladder.leavesOut(8)).isFalse();
        for (int i = 0; i < 149; i++) {
            ladder.onTick(2, PERIOD_NS / 2);
        }
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.HALF_RATE);
        ladder.onTick(2, PERIOD_NS / 2);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SELDOM);
    }

    @Test
    void shouldGiveHalfTheRateTwiceTheTime() {
        run(180, 180, PERIOD_NS * 2);
        for (int i = 0; i < 29; i++) {
            ladder.onTick(2, PERIOD_NS * 21 / 10);
        }
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.HALF_RATE);
        ladder.onTick(2, PERIOD_NS * 21 / 10);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.CLOSED);
        for (int i = 0; i < 150; i++) {
            ladder.onTick(2, PERIOD_NS * 19 / 10);
        }
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.HALF_RATE);
    }

    /** Found in a real cluster: a slow start, and bots refused for minutes by cells of no load. */
    @Test
    void shouldOpenItsDoorsAfterFiveSecondsWithoutLatenessThoughHiccupsGoOn() {
        close();
        halfRate(4, 7);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.CLOSED);
        halfRate(1, 7);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.HALF_RATE);
    }

    @Test
    void shouldKeepItsDoorsClosedWhileTicksAreLate() {
        close();
        for (int i = 0; i < 20; i++) {
            halfRate(4, 7);
            halfRate(1, 8);
            assertThat(ladder.rung()).isEqualTo(OverloadLadder.CLOSED);
        }
    }

    @Test
    void shouldOpenItsDoorsAsQuicklyHoweverOftenOtherRungsWereLeftTooEarly() {
        close();
        for (int i = 0; i < 6; i++) {
            halfRate(5, 0);
            assertThat(ladder.rung()).as("time %d", i).isEqualTo(OverloadLadder.HALF_RATE);
            halfRate(1, 30);
            assertThat(ladder.rung()).as("time %d", i).isEqualTo(OverloadLadder.CLOSED);
        }
    }

    private void close() {
        run(180, 180, PERIOD_NS * 2);
        halfRate(1, 30);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.CLOSED);
    }

    /** Seconds of 30 ticks, of which so many are late. */
    private void halfRate(int seconds, int late) {
        for (int i = 0; i < 30 * seconds; i++) {
            ladder.onTick(2, i % 30 < late ? PERIOD_NS * 3 : PERIOD_NS / 2);
        }
    }

    /** Ticks of which the first ones take so long, and the others hardly any time. */
    private void run(int ticks, int late, long lateNs) {
        for (int i = 0; i < ticks; i++) {
            ladder.onTick(1, i < late ? lateNs : Math.min(lateNs, PERIOD_NS));
        }
    }
}
