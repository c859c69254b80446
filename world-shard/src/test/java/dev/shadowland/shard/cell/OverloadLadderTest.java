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
            tick(2, PERIOD_NS * 4);
            tick(1, PERIOD_NS * 2);
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
            work(60 * patience - 1, PERIOD_NS, PERIOD_NS / 2);
            assertThat(ladder.rung()).as("%d s", patience).isEqualTo(OverloadLadder.SPARSE);
            work(1, PERIOD_NS, PERIOD_NS / 2);
            assertThat(ladder.rung()).as("%d s", patience).isEqualTo(OverloadLadder.NONE);
            work(15, PERIOD_NS * 2, PERIOD_NS / 2);
            assertThat(ladder.rung()).as("%d s", patience).isEqualTo(OverloadLadder.SPARSE);
        }
    }

    @Test
    void shouldTryTheRungBelowOnceAMinuteWhenItsWorkWouldNotFit() {
        work(60, PERIOD_NS * 3 / 2, PERIOD_NS / 10);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
        for (int i = 0; i < 5; i++) {
            work(60 * 60 - 1, PERIOD_NS * 3 / 4, PERIOD_NS / 20);
            assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
            work(1, PERIOD_NS * 3 / 4, PERIOD_NS / 20);
            assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
            work(14, PERIOD_NS * 3 / 2, PERIOD_NS / 10);
            assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
            work(1, PERIOD_NS * 3 / 2, PERIOD_NS / 10);
            assertThat(ladder.rung())
                    .as("a try ends as soon as it fails")
                    .isEqualTo(OverloadLadder.SPARSE);
        }
    }

    @Test
    void shouldStepDownAfterFiveSecondsOnceTheWorkOfTheRungBelowFits() {
        work(60, PERIOD_NS * 3 / 2, PERIOD_NS / 10);
        work(20 * 60, PERIOD_NS * 3 / 4, PERIOD_NS / 20);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
        work(5 * 60, PERIOD_NS * 2 / 5, PERIOD_NS / 30);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
    }

    /** Code that is not warm yet makes every rung look as if it saved the most. */
    @Test
    void shouldNotBelieveThatARungSavesMoreThanHalf() {
        work(60, PERIOD_NS * 8, PERIOD_NS * 8);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
        work(5 * 60, PERIOD_NS / 2, PERIOD_NS / 2);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
    }

    /** Half of a thread's cells have their turn in a tick: on the rung below all of them have. */
    @Test
    void shouldCountTheOthersTwiceBeforeItLeavesHalfRate() {
        work(180, PERIOD_NS * 2, 0);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.HALF_RATE);
        halfRateWork(10, PERIOD_NS * 6 / 10, PERIOD_NS / 100);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.HALF_RATE);
        halfRateWork(5, PERIOD_NS * 4 / 10, PERIOD_NS / 100);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SELDOM);
    }

    @Test
    void shouldBeAsQuickAsAtFirstAfterAQuietMinuteAtTheFoot() {
        run(60, 60, PERIOD_NS * 2);
        run(300, 0, PERIOD_NS);
        run(15, 15, PERIOD_NS * 2);
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
            tick(i < 15 ? 2 : 1, 1);
        }
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
    }

    @Test
    void shouldLeaveOutEveryOtherTickAndNotTakeThatForSkipped() {
        assertThat(ladder.leavesOut(7, 0)).isFalse();
        run(180, 180, PERIOD_NS * 2);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.HALF_RATE);
        assertThat(ladder.leavesOut(7, 0)).isTrue();
        assertThat(ladder.leavesOut(8, 0)).isFalse();
        assertThat(ladder.leavesOut(7, 1)).as("a neighbour").isFalse();
        assertThat(ladder.leavesOut(8, 1)).as("a neighbour").isTrue();
        for (int i = 0; i < 149; i++) {
            tick(2, PERIOD_NS / 2);
        }
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.HALF_RATE);
        tick(2, PERIOD_NS / 2);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SELDOM);
    }

    @Test
    void shouldGiveHalfTheRateTwiceTheTime() {
        run(180, 180, PERIOD_NS * 2);
        for (int i = 0; i < 29; i++) {
            tick(2, PERIOD_NS * 21 / 10);
        }
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.HALF_RATE);
        tick(2, PERIOD_NS * 21 / 10);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.CLOSED);
        for (int i = 0; i < 150; i++) {
            tick(2, PERIOD_NS * 19 / 10);
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
            tick(2, i % 30 < late ? PERIOD_NS * 3 : PERIOD_NS / 2);
        }
    }

    /** Ticks of which the first ones take so long, and the others hardly any time. */
    private void run(int ticks, int late, long lateNs) {
        for (int i = 0; i < ticks; i++) {
            tick(1, i < late ? lateNs : Math.min(lateNs, PERIOD_NS));
        }
    }

    private void tick(int elapsed, long spentNs) {
        ladder.onTick(elapsed, spentNs, 0);
    }

    /** Ticks that all end so late and are so much work. */
    private void work(int ticks, long spentNs, long ownNs) {
        for (int i = 0; i < ticks; i++) {
            ladder.onTick(1, spentNs, ownNs);
        }
    }

    /** Seconds of 30 such ticks. */
    private void halfRateWork(int seconds, long spentNs, long ownNs) {
        for (int i = 0; i < 30 * seconds; i++) {
            ladder.onTick(2, spentNs, ownNs);
        }
    }
}
