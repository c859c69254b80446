package dev.shadowland.shard.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.shard.interest.IdOrder;
import dev.shadowland.shard.interest.OrderRig;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.Arrays;
import java.util.SplittableRandom;

class SchedulePropertyTest {
    private static final int[] PERIODS = {1, 2, 3, 4, 6, 12, 24, 48};

    @Property(tries = 100)
    void shouldGiveEverybodyItsTurnOncePerPeriod(
            @ForAll long seed, @ForAll @IntRange(max = 300) int entities) {
        SplittableRandom random = new SplittableRandom(seed);
        OrderRig rig = new OrderRig(random, entities);
        Schedule schedule = new Schedule();
        schedule.follow(rig.order());
        int start = random.nextInt();
        for (int period : PERIODS) {
            schedule.beginTick(start);
            int[] last = new int[entities];
            for (int tick = 1; tick <= 120; tick++) {
                schedule.beginTick(start + tick);
                for (int rank = 0; rank < entities; rank++) {
                    if (isDue(schedule, rank, period)) {
                        if (last[rank] != 0) {
                            assertThat(tick - last[rank]).isEqualTo(period);
                            assertThat(schedule.tickBefore(period)).isEqualTo(start + last[rank]);
                        }
                        last[rank] = tick;
                    }
                }
            }
            assertThat(last).as("when each had its turn last").doesNotContain(0);
        }
    }

    @Property(tries = 200)
    void shouldForgetNobodyWhenTicksAreLeftOut(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        OrderRig rig = new OrderRig(random, 100);
        Schedule schedule = new Schedule();
        schedule.follow(rig.order());
        int tick = random.nextInt();
        int[][] last = new int[49][100];
        int[][] lastRound = new int[49][100];
        for (int[] ticks : last) {
            Arrays.fill(ticks, tick);
        }
        for (int round = 1; round <= 150; round++) {
            tick += 1 + random.nextInt(4);
            schedule.beginTick(tick);
            for (int period : PERIODS) {
                assertThatTurnsAreKnownLater(schedule, rig.order(), period, seed);
                for (int rank = 0; rank < 100; rank++) {
                    if (isDue(schedule, rank, period)) {
                        boolean isKnown = lastRound[period][rank] != 0;
                        assertThat(!isKnown || schedule.tickBefore(period) == last[period][rank])
                                .as("told from its last turn on, seed %d", seed)
                                .isTrue();
                        assertThat(isKnown ? round - lastRound[period][rank] : period)
                                .as("ticks that ran since, seed %d", seed)
                                .isEqualTo(period);
                        last[period][rank] = tick;
                        lastRound[period][rank] = round;
                    }
                }
                assertThat(schedule.tickBefore(Schedule.CYCLE) - tick).isLessThanOrEqualTo(0);
            }
        }
    }

    private static void assertThatTurnsAreKnownLater(
            Schedule schedule, IdOrder order, int period, long seed) {
        for (int word = 0; word < order.words(); word++) {
            assertThat(schedule.wereDue(schedule.turn(), period, order, word))
                    .as("turns as noted, seed %d", seed)
                    .isEqualTo(schedule.due()[schedule.dueAt(period) + word]);
        }
    }

    private static boolean isDue(Schedule schedule, int rank, int period) {
        long word = schedule.due()[schedule.dueAt(period) + rank / Long.SIZE];
        return (word >>> rank & 1) != 0;
    }
}
