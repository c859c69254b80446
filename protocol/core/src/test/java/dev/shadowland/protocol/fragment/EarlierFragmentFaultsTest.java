package dev.shadowland.protocol.fragment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.message.Fragment;
import dev.shadowland.protocol.reliability.BlockPool;
import dev.shadowland.protocol.reliability.HeldMemory;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Faults of earlier implementations, each with the test that would have found it: fragments. */
class EarlierFragmentFaultsTest {
    private final Reassembly sets = Reassembly.ofUnreliable(HeldMemory.unbounded(new BlockPool()));
    private final UnsafeBuffer whole = new UnsafeBuffer(new byte[Fragments.MOST_TOTAL]);
    private final UnsafeBuffer body = new UnsafeBuffer(new byte[1100]);

    @Test
    void shouldNotCompleteASetByDuplicates() {
        assertThat(give(1, 0, 3072, 0)).isEqualTo(Reassembly.Outcome.TAKEN);
        assertThat(give(1, 1024, 3072, 0)).isEqualTo(Reassembly.Outcome.TAKEN);
        for (int i = 0; i < 5; i++) {
            assertThat(give(1, 1024, 3072, 0)).isEqualTo(Reassembly.Outcome.DUPLICATE);
        }

        assertThat(give(1, 2048, 3072, 0)).isEqualTo(Reassembly.Outcome.COMPLETE);
        assertThat(sets.wholeLength()).isEqualTo(3072);
    }

    @Test
    void shouldBoundWhatReassemblyHolds() {
        for (int id = 0; id < 2000; id++) {
            for (int offset = 0; offset < Fragments.MOST_TOTAL - 1024; offset += 1024) {
                give(id, offset, Fragments.MOST_TOTAL, 0);
                assertThat(sets.heldBytes()).isLessThanOrEqualTo(Reassembly.UNRELIABLE_BYTES);
                assertThat(sets.openSets()).isLessThanOrEqualTo(Reassembly.UNRELIABLE_SETS);
            }
        }
        assertThat(sets.heldBytes()).isPositive();

        sets.expire(Reassembly.EXPIRY_NS - 1);
        assertThat(sets.openSets()).isEqualTo(Reassembly.UNRELIABLE_SETS);
        sets.expire(Reassembly.EXPIRY_NS);
        assertThat(sets.openSets()).isZero();
        assertThat(sets.heldBytes()).isZero();
    }

    private Reassembly.Outcome give(int id, int offset, int total, long nowNs) {
        byte[] piece = new byte[Fragment.pieceLength(offset, total)];
        WireWriter writer = new WireWriter().wrap(body, 0, body.capacity());
        new Fragment(id, offset, total, piece).write(writer);
        return sets.onPiece(body, 0, writer.length(), whole, nowNs);
    }
}
