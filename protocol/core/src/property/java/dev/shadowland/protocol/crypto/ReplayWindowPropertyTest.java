package dev.shadowland.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

class ReplayWindowPropertyTest {
    @Property(tries = 400)
    void shouldAgreeWithANaiveSet(@ForAll("sizes") int size, @ForAll("steps") List<Long> steps) {
        ReplayWindow window = new ReplayWindow(size);
        Set<Long> seen = new HashSet<>();
        long newest = -1;
        for (long step : steps) {
            long sequence = Math.max(0, saturatedSum(newest, step));
            boolean tooOld = newest >= 0 && newest - sequence >= size;
            boolean expected = !tooOld && !seen.contains(sequence);

            assertThat(window.accepts(sequence))
                    .as("sequence %d after %d", sequence, newest)
                    .isEqualTo(expected);
            if (expected) {
                window.mark(sequence);
                seen.add(sequence);
                newest = Math.max(newest, sequence);
            }
            assertThat(window.newest()).isEqualTo(newest);
        }
    }

    private static long saturatedSum(long newest, long step) {
        long sum = newest + step;
        return step > 0 && sum < newest ? Long.MAX_VALUE : sum;
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.of(64, 128, 1024);
    }

    @Provide
    Arbitrary<List<Long>> steps() {
        Arbitrary<Long> near = Arbitraries.longs().between(-70, 5);
        Arbitrary<Long> window = Arbitraries.longs().between(-1100, 1100);
        Arbitrary<Long> edges =
                Arbitraries.of(
                        -1025L, -1024L, -1023L, -129L, -128L, -127L, -65L, -64L, -63L, 63L, 64L,
                        65L, 1023L, 1024L, 1025L);
        Arbitrary<Long> jumps =
                Arbitraries.of(1L << 32, 1L << 62, Long.MAX_VALUE, Long.MAX_VALUE - 1);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(8, near),
                        net.jqwik.api.Tuple.of(4, window),
                        net.jqwik.api.Tuple.of(4, edges),
                        net.jqwik.api.Tuple.of(1, jumps))
                .list()
                .ofMinSize(1)
                .ofMaxSize(300);
    }
}
