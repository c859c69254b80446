package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.shard.interest.IdOrder;
import dev.shadowland.shard.interest.WorldView;

import java.util.Arrays;

/**
 * Who of a cell's view cannot be told of as if settled, by rank: whoever changed its quadrant after
 * a tick, for clients must acknowledge that, who stands and only turns, which is told of less
 * often, and whose row is missing. Part of a thread's {@link TickScratch}.
 */
final class RoughRanks {
    private long[] bits = new long[0];
    private long words;

    /** Makes room for so many entities of a view. */
    void fit(int entities) {
        bits = new long[(entities + Long.SIZE - 1) / Long.SIZE];
    }

    /** Finds them in a view. */
    void find(WorldView view, int sinceTick) {
        IdOrder order = view.order();
        Arrays.fill(bits, 0, order.words(), 0);
        words = 0;
        for (int rank = 0; rank < order.count(); rank++) {
            if (isRough(view, order.slot(rank), sinceTick)) {
                bits[rank / Long.SIZE] |= 1L << rank;
                words |= 1L << (rank / Long.SIZE);
            }
        }
    }

    private static boolean isRough(WorldView view, int slot, int sinceTick) {
        int changed = (int) (view.history(slot, true) >>> (Long.SIZE - Byte.SIZE));
        return (changed != 0 && view.isStanding(slot, changed))
                || !view.isSeen(slot)
                || view.unchangedSince(slot, Field.QUADRANT, sinceTick) == 0;
    }

    /** Those of a word, one bit each. */
    long word(int word) {
        return bits[word];
    }

    boolean contains(int rank) {
        return (bits[rank / Long.SIZE] >>> rank & 1) != 0;
    }

    /** A bit for each word that has any; words that are 64 apart share one. */
    long words() {
        return words;
    }
}
