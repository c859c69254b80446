package dev.shadowland.protocol.fragment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.fragment.Reassembly.Outcome;
import dev.shadowland.protocol.reliability.BlockPool;
import dev.shadowland.protocol.reliability.HeldMemory;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class ReassemblyPropertyTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final UnsafeBuffer whole = new UnsafeBuffer(new byte[Fragments.MOST_TOTAL]);

    /** Any order, any duplicates, up to four at a time: each whole comes out once and unchanged. */
    @Property(tries = 200)
    void shouldGiveEachWholeOnce(
            @ForAll @Size(min = 1, max = 4)
                    List<@IntRange(min = 1_025, max = 65_536) Integer> sizes,
            @ForAll @IntRange(max = 3) int copies,
            @ForAll long seed) {
        Random random = new Random(seed);
        BlockPool pool = new BlockPool();
        Reassembly sets = Reassembly.ofUnreliable(HeldMemory.unbounded(pool));
        List<byte[]> wholes = new ArrayList<>();
        List<UnsafeBuffer> pieces = new ArrayList<>();
        for (int id = 0; id < sizes.size(); id++) {
            byte[] bytes = new byte[sizes.get(id)];
            random.nextBytes(bytes);
            wholes.add(bytes);
            for (int index = 0; index < Fragments.count(bytes.length); index++) {
                pieces.addAll(Collections.nCopies(1 + copies, piece(id, index, bytes)));
            }
        }
        Collections.shuffle(pieces, random);
        int complete = 0;
        for (UnsafeBuffer piece : pieces) {
            Outcome outcome = sets.onPiece(piece, 0, piece.capacity(), whole, 1);
            if (outcome == Outcome.COMPLETE) {
                complete++;
                byte[] expected = wholes.get(piece.getByte(0));
                assertThat(sets.wholeLength()).isEqualTo(expected.length);
                byte[] actual = new byte[expected.length];
                whole.getBytes(0, actual);
                assertThat(actual).isEqualTo(expected);
            } else {
                assertThat(outcome).isIn(Outcome.TAKEN, Outcome.DUPLICATE, Outcome.ID_REUSED);
            }
        }
        assertThat(complete).isEqualTo(sizes.size());
        assertThat(sets.openSets()).isZero();
        assertThat(pool.takenBytes()).isZero();
    }

    /** Whatever a hostile peer sends: bounded, no exception, and nothing stays for ever. */
    @Property(tries = 200)
    void shouldStayBoundedWhateverComes(@ForAll long seed, @ForAll boolean reliable) {
        Random random = new Random(seed);
        BlockPool pool = new BlockPool();
        Reassembly sets =
                reliable
                        ? Reassembly.ofReliable(HeldMemory.unbounded(pool))
                        : Reassembly.ofUnreliable(HeldMemory.unbounded(pool));
        long nowNs = 0;
        for (int i = 0; i < 600; i++) {
            nowNs += random.nextInt(20) == 0 ? random.nextLong(12 * SECOND_NS) : 1_000_000;
            UnsafeBuffer piece =
                    random.nextInt(4) == 0
                            ? noise(random)
                            : piece(
                                    random.nextInt(8),
                                    random.nextInt(2),
                                    new byte[1_025 + random.nextInt(3)]);
            sets.onPiece(piece, 0, piece.capacity(), whole, nowNs);
            assertThat(sets.openSets())
                    .isLessThanOrEqualTo(
                            reliable ? Reassembly.RELIABLE_SETS : Reassembly.UNRELIABLE_SETS);
            assertThat(sets.heldBytes())
                    .isLessThanOrEqualTo(
                            reliable ? Reassembly.RELIABLE_BYTES : Reassembly.UNRELIABLE_BYTES);
        }
        sets.expire(nowNs + 11 * SECOND_NS);
        sets.release();
        assertThat(pool.takenBytes()).isZero();
    }

    private static UnsafeBuffer noise(Random random) {
        byte[] bytes = new byte[random.nextInt(1_100)];
        random.nextBytes(bytes);
        return new UnsafeBuffer(bytes);
    }

    private static UnsafeBuffer piece(int id, int index, byte[] bytes) {
        int length = Fragments.length(bytes.length, index);
        UnsafeBuffer body = new UnsafeBuffer(new byte[Fragments.HEADER + length]);
        Fragments.writeHeader(body, 0, id, index, bytes.length);
        body.putBytes(Fragments.HEADER, bytes, index * Fragments.PIECE, length);
        return body;
    }
}
