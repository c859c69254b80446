package dev.shadowland.protocol.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.ShortRange;
import net.jqwik.api.constraints.Size;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

class AckPropertyTest {
    @Property(tries = 300)
    void shouldShowWhatANaiveSetHolds(
            @ForAll @Size(max = 200) List<@ShortRange(min = -80, max = 80) Short> steps) {
        AckField field = new AckField();
        Set<Long> received = new HashSet<>();
        long newest = -1;
        for (short step : steps) {
            long sequence = Math.max(0, newest + step);
            field.onReceived(sequence);
            received.add(sequence);
            newest = Math.max(newest, sequence);
            long bits = 0;
            for (int i = 0; i < 64; i++) {
                bits |= received.contains(newest - 1 - i) ? 1L << i : 0;
            }
            assertThat(field.newest()).isEqualTo(newest);
            assertThat(field.bits()).isEqualTo(bits);
        }
    }

    /** Through a lossy, reordering path both ways, with acks lost as well. */
    @Property(tries = 200)
    void shouldReportEveryFateOnceAndTruly(
            @ForAll long seed,
            @ForAll @DoubleRange(max = 0.8) double loss,
            @ForAll @DoubleRange(max = 0.9) double ackLoss) {
        SplittableRandom random = new SplittableRandom(seed);
        Fates fates = new Fates();
        SentWindow sent = new SentWindow();
        AckField field = new AckField();
        List<Long> inFlight = new ArrayList<>();
        Set<Long> arrived = new HashSet<>();
        for (long sequence = 0; sequence < 1000; sequence++) {
            sent.onSent(sequence, fates);
            if (random.nextDouble() >= loss) {
                inFlight.add(sequence);
            }
            while (inFlight.size() > random.nextInt(6)) {
                long next = inFlight.remove(random.nextInt(inFlight.size()));
                field.onReceived(next);
                arrived.add(next);
            }
            if (field.newest() >= 0 && random.nextDouble() >= ackLoss) {
                assertThat(sent.onAck(field.newest(), field.bits(), fates)).isTrue();
            }
        }
        fates.of.forEach(
                (sequence, wasAcked) ->
                        assertThat(!wasAcked || arrived.contains(sequence))
                                .as("fate of %d", sequence)
                                .isTrue());
        for (long sequence = 0; sequence < 1000 - SentWindow.CAPACITY; sequence++) {
            assertThat(fates.of).containsKey(sequence);
        }
    }

    @Property(tries = 500)
    void shouldReportEachAtMostOnceWhateverAHostilePeerAcks(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Fates fates = new Fates();
        SentWindow sent = new SentWindow();
        long next = 0;
        for (int i = 0; i < 300; i++) {
            if (random.nextInt(3) > 0) {
                sent.onSent(next++, fates);
            }
            long newest = random.nextInt(4) == 0 ? random.nextLong() : next - 3 + random.nextInt(5);
            long bits = random.nextBoolean() ? random.nextLong() : random.nextLong() & 7;
            int before = fates.of.size();
            boolean plausible =
                    newest >= 0 && newest < next && (newest > 63 || bits >>> newest == 0);
            assertThat(sent.onAck(newest, bits, fates)).isEqualTo(plausible);
            assertThat(plausible || fates.of.size() == before).isTrue();
        }
        long end = next;
        assertThat(fates.of.keySet()).allMatch(sequence -> sequence >= 0 && sequence < end);
    }

    /** Fails at a second report for one sequence. */
    private static final class Fates implements SentWindow.Fate {
        private final Map<Long, Boolean> of = new HashMap<>();

        @Override
        public void onAcked(long sequence) {
            assertThat(of.put(sequence, true)).as("second fate of %d", sequence).isNull();
        }

        @Override
        public void onLost(long sequence) {
            assertThat(of.put(sequence, false)).as("second fate of %d", sequence).isNull();
        }
    }
}
