package dev.shadowland.protocol.fragment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.fragment.Reassembly.Outcome;
import dev.shadowland.protocol.reliability.BlockPool;
import dev.shadowland.protocol.reliability.HeldMemory;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteOrder;
import java.util.SplittableRandom;

class ReassemblyTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final BlockPool pool = new BlockPool();
    private final Reassembly sets = Reassembly.ofUnreliable(HeldMemory.unbounded(pool));
    private final UnsafeBuffer whole = new UnsafeBuffer(new byte[Fragments.MOST_TOTAL]);
    private long nowNs = 5;

    @Test
    void shouldPutTogetherInAnyOrder() {
        assertThat(piece(1, 2, 2_500)).isEqualTo(Outcome.TAKEN);
        assertThat(piece(1, 0, 2_500)).isEqualTo(Outcome.TAKEN);
        assertThat(piece(1, 1, 2_500)).isEqualTo(Outcome.COMPLETE);

        assertThat(sets.wholeLength()).isEqualTo(2_500);
        for (int i = 0; i < 2_500; i++) {
            assertThat(whole.getByte(i)).isEqualTo((byte) (i / 1_024 + 1));
        }
        assertThat(sets.heldBytes()).isZero();
        assertThat(pool.takenBytes()).isZero();
    }

    /** Regression: a fragment set completed by duplicates. */
    @Test
    void shouldNeverBeCompletedByDuplicates() {
        assertThat(piece(1, 0, 2_048)).isEqualTo(Outcome.TAKEN);
        for (int i = 0; i < 100; i++) {
            assertThat(piece(1, 0, 2_048)).isEqualTo(Outcome.DUPLICATE);
        }
        assertThat(sets.heldBytes()).isEqualTo(1_024);
        assertThat(piece(1, 1, 2_048)).isEqualTo(Outcome.COMPLETE);
    }

    /** Regression: unbounded reassembly. */
    @Test
    void shouldKeepFourSetsAndEndTheOldestForAFifth() {
        for (int id = 0; id < 4; id++) {
            for (int index = 0; index < 63; index++) {
                assertThat(piece(id, index, 65_536)).isEqualTo(Outcome.TAKEN);
            }
        }
        assertThat(sets.heldBytes()).isEqualTo(4 * 63 * 1_024).isLessThanOrEqualTo(256 * 1_024);
        assertThat(piece(4, 0, 65_536)).isEqualTo(Outcome.TAKEN);
        assertThat(sets.openSets()).isEqualTo(4);
        assertThat(sets.expired()).isEqualTo(1);
        assertThat(sets.heldBytes()).isEqualTo((3 * 63 + 1) * 1_024);
        assertThat(piece(0, 63, 65_536)).as("ended").isEqualTo(Outcome.ID_REUSED);
        assertThat(piece(2, 63, 65_536)).isEqualTo(Outcome.COMPLETE);
    }

    /**
     * Each lost piece leaves a set behind for ten seconds; once four of them kept out all others.
     */
    @Test
    void shouldDeliverAllThatArrivesWholeUnderLoss() {
        SplittableRandom random = new SplittableRandom(1);
        int whole = 0;
        int delivered = 0;
        for (int id = 0; id < 1_200; id++) {
            int arrived = 0;
            for (int index = 0; index < 2; index++) {
                if (random.nextInt(4) > 0) {
                    arrived++;
                    delivered += piece(id, index, 2_048) == Outcome.COMPLETE ? 1 : 0;
                }
            }
            whole += arrived == 2 ? 1 : 0;
            nowNs += SECOND_NS / 20;
        }
        assertThat(whole).isGreaterThan(600);
        assertThat(delivered).isEqualTo(whole);
    }

    @Test
    void shouldForgetASetAfterTenSeconds() {
        piece(1, 0, 2_048);
        nowNs += 10 * SECOND_NS - 1;
        sets.expire(nowNs);
        assertThat(sets.openSets()).isEqualTo(1);
        nowNs++;
        assertThat(piece(1, 1, 2_048)).as("and its id with it").isEqualTo(Outcome.ID_REUSED);
        assertThat(sets.openSets()).isZero();
        assertThat(sets.expired()).isEqualTo(1);
        assertThat(pool.takenBytes()).isZero();
    }

    @Test
    void shouldDropAnIdThatIsReusedWithinTenSeconds() {
        piece(1, 0, 2_048);
        assertThat(piece(1, 1, 2_048)).isEqualTo(Outcome.COMPLETE);
        nowNs += 10 * SECOND_NS - 1;
        assertThat(piece(1, 0, 2_048)).isEqualTo(Outcome.ID_REUSED);
        nowNs++;
        assertThat(piece(1, 0, 2_048)).isEqualTo(Outcome.TAKEN);
    }

    @Test
    void shouldDropAPieceThatSaysAnotherTotal() {
        piece(1, 0, 2_048);
        assertThat(piece(1, 1, 2_047)).isEqualTo(Outcome.CONFLICTING);
        assertThat(piece(1, 2, 3_000)).isEqualTo(Outcome.CONFLICTING);
        assertThat(piece(1, 1, 2_048)).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void shouldRefuseWhatIsNoPiece() {
        assertThat(raw(0, 1_024, 1_024)).as("a whole of one piece").isEqualTo(Outcome.MALFORMED);
        assertThat(raw(0, 1_025, 1_024)).isEqualTo(Outcome.TAKEN);
        assertThat(raw(1_024, 1_026, 1)).as("one byte short").isEqualTo(Outcome.MALFORMED);
        assertThat(raw(1_024, 1_026, 3)).as("one byte more").isEqualTo(Outcome.MALFORMED);
        assertThat(raw(0, 1_026, 1_023)).isEqualTo(Outcome.MALFORMED);
        assertThat(raw(1_023, 4_000, 1_024)).as("not a multiple").isEqualTo(Outcome.MALFORMED);
        assertThat(raw(4_096, 4_000, 1_024)).as("past the end").isEqualTo(Outcome.MALFORMED);
        assertThat(raw(2_048, 2_048, 0)).as("empty").isEqualTo(Outcome.MALFORMED);
        assertThat(raw(0, 65_537, 1_024)).isEqualTo(Outcome.MALFORMED);
        assertThat(raw(0, -1, 1_024)).as("2^32 - 1").isEqualTo(Outcome.MALFORMED);
        assertThat(sets.onPiece(new UnsafeBuffer(new byte[7]), 0, 7, whole, nowNs))
                .isEqualTo(Outcome.MALFORMED);
        assertThat(sets.openSets()).isEqualTo(1);
    }

    @Test
    void shouldKeepReliableSetsHoweverLongTheyWait() {
        Reassembly reliable = Reassembly.ofReliable(HeldMemory.unbounded(pool));
        UnsafeBuffer first = bytes(0, 0, 2_048, 1_024);
        UnsafeBuffer second = bytes(0, 1_024, 2_048, 1_024);
        reliable.onPiece(first, 0, first.capacity(), whole, nowNs);
        long laterNs = nowNs + 3_600 * SECOND_NS;

        assertThat(reliable.onPiece(second, 0, second.capacity(), whole, laterNs))
                .isEqualTo(Outcome.COMPLETE);
        assertThat(reliable.onPiece(first, 0, first.capacity(), whole, laterNs))
                .as("numbers wrap: the id comes again")
                .isEqualTo(Outcome.TAKEN);
        reliable.release();
        assertThat(pool.takenBytes()).isZero();
    }

    private Outcome piece(int id, int index, int total) {
        UnsafeBuffer body = bytes(id, index * 1_024, total, Math.min(1_024, total - index * 1_024));
        body.setMemory(8, body.capacity() - 8, (byte) (index + 1));
        return sets.onPiece(body, 0, body.capacity(), whole, nowNs);
    }

    private Outcome raw(int offset, int total, int length) {
        UnsafeBuffer body = bytes(77, offset, total, length);
        return sets.onPiece(body, 0, body.capacity(), whole, nowNs);
    }

    private static UnsafeBuffer bytes(int id, int offset, int total, int length) {
        UnsafeBuffer body = new UnsafeBuffer(new byte[8 + length]);
        body.putShort(0, (short) id, ByteOrder.LITTLE_ENDIAN);
        body.putShort(2, (short) offset, ByteOrder.LITTLE_ENDIAN);
        body.putInt(4, total, ByteOrder.LITTLE_ENDIAN);
        return body;
    }
}
