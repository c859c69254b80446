package dev.shadowland.shard.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.VarInt;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.Arrays;
import java.util.SplittableRandom;

class ChoicePropertyTest {
    private static final int LARGEST = 30;

    private final Choice choice = new Choice();

    @Property
    void shouldTakeTheGreatestPrioritiesAndFillTheRoom(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int count,
            @ForAll @IntRange(max = 2_000) int room) {
        SplittableRandom random = new SplittableRandom(seed);
        choice.clear();
        int[] steps = new int[count];
        int[] sizes = new int[count];
        for (int i = 0; i < count; i++) {
            steps[i] = Choice.step((float) Math.exp(random.nextDouble() * 12));
            sizes[i] = 1 + random.nextInt(LARGEST);
            choice.count(steps[i], sizes[i], 1);
        }
        choice.limit(room);
        int bytes = 0;
        int leastTaken = Integer.MAX_VALUE;
        int greatestLeft = -1;
        for (int i = 0; i < count; i++) {
            if (choice.take(steps[i], sizes[i])) {
                bytes += sizes[i] + 1;
                leastTaken = Math.min(leastTaken, steps[i]);
            } else {
                greatestLeft = Math.max(greatestLeft, steps[i]);
            }
        }
        assertThat(bytes).isLessThanOrEqualTo(room);
        assertThat(greatestLeft).isLessThanOrEqualTo(leastTaken);
        if (greatestLeft >= 0) {
            int idBytes = 1 + count / 128;
            assertThat(bytes + LARGEST + idBytes)
                    .as("no room is left for one of any size")
                    .isGreaterThanOrEqualTo(room);
        }
    }

    /** Several lists, the one that is chosen in any case in one of them. */
    @Property
    void shouldFitWhateverTheDistancesOfTheIds(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int count,
            @ForAll @IntRange(min = LARGEST + VarInt.MAX_BYTES, max = 2_000) int room) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] ids = ids(random, count);
        int[] steps = new int[count];
        int[] sizes = new int[count];
        int[] lists = new int[count];
        int own = random.nextInt(count);
        choice.clear();
        for (int i = 0; i < count; i++) {
            steps[i] = Choice.step((float) Math.exp(random.nextDouble() * 12));
            sizes[i] = random.nextInt(LARGEST + 1);
            lists[i] = random.nextInt(3);
        }
        for (int list = 0; list < 3; list++) {
            count(list, lists, ids, steps, sizes, own);
        }
        choice.limit(room);
        int bytes = 0;
        for (int list = 0; list < 3; list++) {
            int previous = 0;
            for (int i = 0; i < count; i++) {
                if (lists[i] == list && (i == own || choice.take(steps[i], sizes[i]))) {
                    bytes += sizes[i] + VarInt.size(ids[i] - previous);
                    previous = ids[i];
                }
            }
        }
        assertThat(bytes).isLessThanOrEqualTo(room);
    }

    private void count(int list, int[] lists, int[] ids, int[] steps, int[] sizes, int own) {
        int previous = 0;
        for (int i = 0; i < ids.length; i++) {
            if (lists[i] != list) {
                continue;
            }
            if (i == own) {
                choice.countChosen(sizes[i], ids[i] - previous);
            } else {
                choice.count(steps[i], sizes[i], ids[i] - previous);
            }
            previous = ids[i];
        }
    }

    /** Dense, sparse, or in clusters. */
    private static int[] ids(SplittableRandom random, int count) {
        int most = (Integer.MAX_VALUE - count) / count;
        int near = 1 + random.nextInt(1 << random.nextInt(16));
        int far = 1 + random.nextInt(Math.min(most, 1 << random.nextInt(30)));
        double leaps = random.nextBoolean() ? 0 : random.nextDouble();
        int[] ids = new int[count];
        Arrays.setAll(ids, _ -> random.nextDouble() < leaps ? far : Math.min(near, most));
        Arrays.parallelPrefix(ids, Integer::sum);
        return ids;
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
