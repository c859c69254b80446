package dev.shadowland.protocol.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.reliability.MessageReceiver.Outcome;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Numbers in any order, again and from beyond the window, against a naive set. */
class MessageReceiverPropertyTest {
    private final List<Integer> delivered = new ArrayList<>();
    private final UnsafeBuffer content = new UnsafeBuffer(new byte[8]);

    @Property(tries = 400)
    void shouldTakeEachNumberOnce(
            @ForAll @Size(max = 400) List<@IntRange(min = -20, max = 300) Integer> steps,
            @ForAll boolean ordered) {
        BlockPool pool = new BlockPool();
        MessageReceiver receiver =
                ordered ? new OrderedReceiver(HeldMemory.unbounded(pool)) : new UnorderedReceiver();
        TreeSet<Integer> taken = new TreeSet<>();
        List<Integer> inTurn = new ArrayList<>();
        delivered.clear();
        int missing = 0;
        for (int step : steps) {
            // Mostly what is missing next, so that the window moves.
            int number = Math.max(0, missing + (step > 260 ? 0 : step));
            content.putInt(0, number);
            Outcome outcome =
                    receiver.onMessage(
                            number,
                            content,
                            0,
                            4,
                            (buffer, offset, _) -> delivered.add(buffer.getInt(offset)));
            if (number >= missing + 256) {
                assertThat(outcome).isEqualTo(Outcome.BEYOND_WINDOW);
            } else if (taken.add(number)) {
                assertThat(outcome).isEqualTo(Outcome.TAKEN);
                inTurn.add(number);
            } else {
                assertThat(outcome).isEqualTo(Outcome.DUPLICATE);
            }
            while (taken.contains(missing)) {
                missing++;
            }
        }
        List<Integer> expected = ordered ? new ArrayList<>(taken.headSet(missing)) : inTurn;
        assertThat(delivered).isEqualTo(expected);
        assertThat(receiver.heldBytes())
                .isEqualTo(ordered ? 4 * (taken.size() - expected.size()) : 0);
        receiver.release();
        assertThat(pool.takenBytes()).isZero();
    }
}
