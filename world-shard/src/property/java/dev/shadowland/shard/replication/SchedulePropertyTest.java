package dev.shadowland.shard.replication;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.SplittableRandom;

class SchedulePropertyTest {
    private static final int[] PERIODS = {1, 2, 3, 4, 6, 12};

    @Property
    void shouldGiveEveryEntryItsTurnOncePerPeriod(
            @ForAll long seed, @ForAll @IntRange(max = 300) int entries) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] periods = new int[entries];
        Schedule schedule = new Schedule();
        schedule.clear(random.nextInt(500));
        schedule.clear(entries);
        for (int entry = 0; entry < entries; entry++) {
            periods[entry] = PERIODS[random.nextInt(PERIODS.length)];
            schedule.add(entry, Schedule.turns(random.nextInt(Integer.MAX_VALUE), periods[entry]));
        }
        long start = random.nextInt(Integer.MAX_VALUE - 100);
        long[] last = new long[entries];
        for (long tick = start; tick < start + 36; tick++) {
            int turns = Schedule.next((int) tick - 1, 1);
            for (int entry = 0; entry < entries; entry++) {
                if (isDue(schedule, entry, turns)) {
                    if (last[entry] != 0) {
                        assertThat(tick - last[entry]).isEqualTo(periods[entry]);
                    }
                    last[entry] = tick;
                }
            }
        }
        assertThat(last).as("when each had its turn last").doesNotContain(0);
    }

    @Property
    void shouldMakeUpForTicksThatWereSkipped(
            @ForAll @IntRange(max = 1_000_000) int after, @ForAll @IntRange(max = 20) int skipped) {
        int expected = 0;
        for (long tick = after + 1L; tick <= after + 1L + skipped; tick++) {
            expected |= Schedule.next((int) tick - 1, 1);
        }
        assertThat(Schedule.next(after, 1 + skipped)).isEqualTo(expected);
    }

    private static boolean isDue(Schedule schedule, int entry, int turns) {
        return (schedule.due(entry / Long.SIZE, turns) >>> entry & 1) != 0;
    }
}
