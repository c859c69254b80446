package dev.shadowland.shard.interest;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.Arrays;
import java.util.SplittableRandom;

class LongSortPropertyTest {
    @Property(tries = 500)
    void shouldSortLikeTheJdkWhateverTheValues(
            @ForAll long seed,
            @ForAll @IntRange(max = 600) int count,
            @ForAll @IntRange(min = 1, max = 100) int spread) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] values =
                random.longs(count + 5L)
                        .map(value -> seed % 2 == 0 ? value : value % spread)
                        .toArray();
        if (seed % 3 == 0) {
            Arrays.sort(values, 0, count);
        }
        long[] expected = values.clone();
        Arrays.sort(expected, 0, count);
        LongSort.sort(values, count);
        assertThat(values).isEqualTo(expected);
    }
}
