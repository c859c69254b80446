package dev.shadowland.shard.replication;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.SplittableRandom;

class ChoicePropertyTest {
    @Property
    void shouldTakeTheGreatestPrioritiesAndFillTheRoom(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int count,
            @ForAll @IntRange(max = 2_000) int room) {
        SplittableRandom random = new SplittableRandom(seed);
        Choice choice = new Choice();
        choice.clear();
        int[] steps = new int[count];
        int[] sizes = new int[count];
        for (int i = 0; i < count; i++) {
            steps[i] = Choice.step((float) Math.exp(random.nextDouble() * 12));
            sizes[i] = 1 + random.nextInt(30);
            choice.count(steps[i], sizes[i]);
        }
        choice.limit(room);
        int bytes = 0;
        int leastTaken = Integer.MAX_VALUE;
        int greatestLeft = -1;
        int smallestLeftThere = Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            if (choice.take(steps[i], sizes[i])) {
                bytes += sizes[i] + 2;
                leastTaken = Math.min(leastTaken, steps[i]);
            } else if (steps[i] >= greatestLeft) {
                smallestLeftThere =
                        steps[i] > greatestLeft ? sizes[i] : Math.min(smallestLeftThere, sizes[i]);
                greatestLeft = steps[i];
            }
        }
        assertThat(bytes).isLessThanOrEqualTo(room);
        assertThat(greatestLeft).isLessThanOrEqualTo(leastTaken);
        if (greatestLeft >= 0) {
            assertThat(bytes + 32).as("no room is left for one of any size").isGreaterThan(room);
        }
    }

    @Property
    void shouldOrderStepsAsPriorities(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float a = (float) Math.exp(random.nextDouble() * 20);
        float b = a * (1.2f + random.nextFloat());
        assertThat(Choice.step(b)).isGreaterThanOrEqualTo(Choice.step(a));
        assertThat(Choice.step(a * 2)).isIn(Choice.step(a) + 4, 127);
    }
}
