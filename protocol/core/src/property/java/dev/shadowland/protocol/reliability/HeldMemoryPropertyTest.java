package dev.shadowland.protocol.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.fragment.Fragments;
import dev.shadowland.protocol.fragment.Reassembly;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Connections that fill their windows with what can never be handed on, and end. */
class HeldMemoryPropertyTest {
    private static final int CONNECTIONS = 12;

    private final UnsafeBuffer content = new UnsafeBuffer(new byte[1_200]);
    private final UnsafeBuffer whole = new UnsafeBuffer(new byte[Fragments.MOST_TOTAL]);

    private static final class Holder {
        private final HeldMemory.Share share;
        private final OrderedReceiver ordered;
        private final Reassembly reliable;
        private final Reassembly unreliable;
        private boolean isStranger = true;
        private boolean isOut;

        private Holder(HeldMemory memory) {
            share = memory.share(this::onPutOut);
            ordered = new OrderedReceiver(share);
            reliable = Reassembly.ofReliable(share);
            unreliable = Reassembly.ofUnreliable(share);
            share.ofStranger(true);
        }

        private void onPutOut() {
            isOut = true;
            release();
        }

        private int heldBytes() {
            return ordered.heldBytes() + reliable.heldBytes() + unreliable.heldBytes();
        }

        private void release() {
            ordered.release();
            reliable.release();
            unreliable.release();
        }
    }

    @Property(tries = 150)
    void shouldHoldNoMoreThanItsBound(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BlockPool pool = new BlockPool();
        long most = 1L + random.nextInt(1 << random.nextInt(10, 21));
        HeldMemory memory = new HeldMemory(pool, most);
        List<Holder> holders = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            if (holders.size() < CONNECTIONS) {
                holders.add(new Holder(memory));
            }
            Holder one = holders.get(random.nextInt(holders.size()));
            long before = memory.heldBytes();
            step(one, random);
            requireOthersOutOnlyForNeed(holders, one, before, most);
            holders.removeIf(holder -> holder.isOut);
            if (random.nextInt(200) == 0) {
                one.release();
                holders.remove(one);
            } else if (random.nextInt(300) == 0) {
                one.share.ofStranger(false);
                one.isStranger = false;
            }
            assertThat(memory.heldBytes()).isBetween(0L, most);
            assertThat(pool.takenBytes()).isLessThanOrEqualTo(memory.heldBytes());
            requireStrangersBounded(holders, most);
        }
        holders.forEach(Holder::release);
        assertThat(memory.heldBytes()).isZero();
        assertThat(pool.takenBytes()).isZero();
    }

    /** A block and the tables of a receiver are the most that is asked for at once. */
    private static void requireOthersOutOnlyForNeed(
            List<Holder> holders, Holder asked, long before, long most) {
        assertThat(asked.isOut).isFalse();
        if (holders.stream().anyMatch(holder -> holder.isOut)) {
            assertThat(before).isGreaterThan(most - 8_192);
            assertThat(asked.isStranger).isFalse();
        }
    }

    private static void requireStrangersBounded(List<Holder> holders, long most) {
        int ofStrangers = 0;
        for (Holder one : holders) {
            if (one.isStranger) {
                assertThat(one.heldBytes()).isLessThanOrEqualTo(HeldMemory.STRANGER_BYTES);
                ofStrangers += one.heldBytes();
            }
        }
        assertThat(ofStrangers).isLessThanOrEqualTo((int) (most / 2));
    }

    private void step(Holder one, SplittableRandom random) {
        int id = random.nextInt(200);
        switch (random.nextInt(3)) {
            case 0 -> {
                int length = 1 + random.nextInt(1_168);
                one.ordered.onMessage(1 + id, content, 0, length, (_, _, _) -> {});
            }
            case 1 -> piece(one.reliable, id, random);
            default -> piece(one.unreliable, id % 8, random);
        }
    }

    private void piece(Reassembly sets, int id, SplittableRandom random) {
        int index = random.nextInt(4);
        int total = 4_000;
        Fragments.writeHeader(content, 0, id, index, total);
        int length = Fragments.HEADER + Fragments.length(total, index);
        sets.onPiece(content, 0, length, whole, 1_000_000L * random.nextInt(20_000));
    }
}
