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
            work(60 * patience - 1, PERIOD_NS / 4);
            assertThat(ladder.rung()).as("%d s", patience).isEqualTo(OverloadLadder.SPARSE);
            work(1, PERIOD_NS / 4);
            assertThat(ladder.rung()).as("%d s", patience).isEqualTo(OverloadLadder.NONE);
            work(15, PERIOD_NS * 2);
            assertThat(ladder.rung()).as("%d s", patience).isEqualTo(OverloadLadder.SPARSE);
        }
    }

    @Test
    void shouldTryTheRungBelowOnceAMinuteWhenTheLastTryLeftNoHope() {
        work(60, PERIOD_NS * 3 / 2);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
        work(5 * 60, PERIOD_NS * 3 / 4);
        assertThat(ladder.rung()).as("the first try").isEqualTo(OverloadLadder.NONE);
        fail();
        for (int i = 0; i < 5; i++) {
            work(60 * 60 - 1, PERIOD_NS * 3 / 4);
            assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
            work(1, PERIOD_NS * 3 / 4);
            assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
            fail();
        }
    }

    @Test
    void shouldStepDownAfterSecondsOnceTheRungBelowMayDo() {
        work(60, PERIOD_NS * 3 / 2);
        work(5 * 60, PERIOD_NS * 3 / 4);
        fail();
        work(20 * 60, PERIOD_NS * 3 / 4);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
        work(4 * 60, PERIOD_NS * 2 / 5);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
        work(60, PERIOD_NS * 2 / 5);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
    }

    /** A try that a long hiccup ended says nothing about the load. */
    @Test
    void shouldNotBelieveThatARungSavesMoreThanHalf() {
        work(60, PERIOD_NS * 8);
        work(5 * 60, PERIOD_NS / 4);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
        work(15, PERIOD_NS * 8);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SPARSE);
        work(10 * 60, PERIOD_NS / 2);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
    }

    /**
     * Found in a crowd: what the rungs saved while nothing was compiled was believed, and cells
     * that had time stayed at half rate for minutes.
     */
    @Test
    void shouldLearnNothingFromTheWayUp() {
        for (int slowness = 8; slowness > 1; slowness /= 2) {
            work(60, PERIOD_NS * slowness);
        }
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.HALF_RATE);
        for (int i = 0; i < 30 * 5; i++) {
            tick(2, PERIOD_NS * 2 / 3);
        }
        work(10 * 60, PERIOD_NS * 2 / 3);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
    }

    /** What half the rate has time for would all be late at the whole one. */
    @Test
    void shouldNotLeaveHalfRateWhileItsTicksTakeMoreThanOnePeriod() {
        work(180, PERIOD_NS * 2);
        for (int i = 0; i < 30 * 50; i++) {
            tick(2, PERIOD_NS * 6 / 5);
        }
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.HALF_RATE);
        for (int i = 0; i < 30 * 5; i++) {
            tick(2, PERIOD_NS * 4 / 5);
        }
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.SELDOM);
    }

    @Test
    void shouldBeAsQuickAsAtFirstAfterAQuietMinuteAtTheFoot() {
        run(60, 60, PERIOD_NS * 2);
        run(300, 0, PERIOD_NS / 4);
        run(15, 15, PERIOD_NS * 2);
        run(600, 0, PERIOD_NS / 4);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
        run(3_600, 0, PERIOD_NS / 4);
        run(60, 60, PERIOD_NS * 2);
        run(300, 0, PERIOD_NS / 4);
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

    /** Lets the try of the rung below fail. */
    private void fail() {
        work(14, PERIOD_NS * 3 / 2);
        assertThat(ladder.rung()).isEqualTo(OverloadLadder.NONE);
        work(1, PERIOD_NS * 3 / 2);
        assertThat(ladder.rung())
                .as("it ends as soon as it fails")
                .isEqualTo(OverloadLadder.SPARSE);
    }

    private void tick(int elapsed, long tookNs) {
        ladder.onTick(elapsed, tookNs);
    }

    /** Ticks that all take so long. */
    private void work(int ticks, long tookNs) {
        for (int i = 0; i < ticks; i++) {
            tick(1, tookNs);
        }
    }
}
