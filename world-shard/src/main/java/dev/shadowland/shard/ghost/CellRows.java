package dev.shadowland.shard.ghost;

import dev.shadowland.protocol.snapshot.EntityRow;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rows of one cell, double-buffered: written by its owner's thread, or by the ingress thread
 * when the owner is another node, read by any. A side is a seqlock: its stamp is odd while it is
 * written, and a reader that finds it changed takes the other side. Rows are {@link EntityRow}s;
 * those that are seen from farther than players stand first. A writer that finds another one at
 * work gives up: ownership has just changed.
 */
public final class CellRows {
    private final Side[] sides = {new Side(), new Side()};
    private final AtomicBoolean writing = new AtomicBoolean();

    /** One of the two buffers. Plain fields are guarded by the stamp. */
    private static final class Side {
        private final AtomicLong stamp = new AtomicLong();
        private long epoch;
        private long tick = -1;
        private int count;
        private int farSeen;
        private long[] words = new long[0];
    }

    /**
     * Publishes the rows of a tick.
     *
     * @param farSeen how many of them, the first ones, are seen from farther than players
     * @return false when a newer epoch, or this tick or a later one, is known: the writer is stale
     */
    public boolean publish(long epoch, long tick, long[] words, int count, int farSeen) {
        Side side = begin(epoch, tick, count, farSeen);
        if (side == null) {
            return false;
        }
        System.arraycopy(words, 0, side.words, 0, count * EntityRow.WORDS);
        end(side);
        return true;
    }

    /**
     * Publishes rows that came in a frame, words little-endian; false as in {@link #publish(long,
     * long, long[], int, int)}.
     */
    public boolean publish(
            long epoch, long tick, DirectBuffer rows, int offset, int count, int farSeen) {
        Side side = begin(epoch, tick, count, farSeen);
        if (side == null) {
            return false;
        }
        for (int i = 0; i < count * EntityRow.WORDS; i++) {
            side.words[i] = rows.getLong(offset + i * Long.BYTES, ByteOrder.LITTLE_ENDIAN);
        }
        end(side);
        return true;
    }

    private @Nullable Side begin(long epoch, long tick, int count, int farSeen) {
        if (!writing.compareAndSet(false, true)) {
            return null;
        }
        Side newest = newest();
        boolean advances = epoch == newest.epoch ? tick > newest.tick : epoch > newest.epoch;
        if (!advances) {
            writing.set(false);
            return null;
        }
        Side side = newest == sides[0] ? sides[1] : sides[0];
        side.stamp.setPlain(side.stamp.getPlain() + 1);
        VarHandle.storeStoreFence(); // pairs with the reader's loadLoadFence: an odd stamp is seen
        // before any new value
        if (side.words.length < count * EntityRow.WORDS) {
            side.words = new long[count * EntityRow.WORDS * 2];
        }
        side.epoch = epoch;
        side.tick = tick;
        side.count = count;
        side.farSeen = farSeen;
        return side;
    }

    private void end(Side side) {
        side.stamp.setRelease(side.stamp.getPlain() + 1); // pairs with the reader's getAcquire
        writing.set(false);
    }

    private Side newest() {
        Side a = sides[0];
        Side b = sides[1];
        boolean second = b.epoch == a.epoch ? b.tick > a.tick : b.epoch > a.epoch;
        return second ? b : a;
    }

    /**
     * Newest epoch published. Racy: for counters and checks that are repeated under the writer's
     * claim.
     */
    public long epoch() {
        return Math.max(sides[0].epoch, sides[1].epoch);
    }

    /**
     * Copies the rows of the newest tick before {@code beforeTick}, else of the oldest one there
     * is, unless they are older than {@code oldestTick}.
     *
     * @param farSeenOnly whether only those rows are wanted that are seen from farther than players
     * @return whether {@code into} holds rows; false when there are none or both buffers changed
     *     under the reader
     */
    public boolean read(long beforeTick, long oldestTick, boolean farSeenOnly, RowCopy into) {
        Side first = sides[0];
        Side second = sides[1];
        if (isBetter(second, first, beforeTick)) {
            first = sides[1];
            second = sides[0];
        }
        return (copy(first, farSeenOnly, into) && into.tick >= oldestTick)
                || (copy(second, farSeenOnly, into) && into.tick >= oldestTick);
    }

    private static boolean isBetter(Side a, Side b, long beforeTick) {
        if (a.epoch != b.epoch) {
            return a.epoch > b.epoch;
        }
        boolean aBefore = a.tick < beforeTick && a.tick >= 0;
        boolean bBefore = b.tick < beforeTick && b.tick >= 0;
        return aBefore != bBefore ? aBefore : aBefore == a.tick > b.tick;
    }

    private static boolean copy(Side side, boolean farSeenOnly, RowCopy into) {
        long before = side.stamp.getAcquire();
        if ((before & 1) != 0 || before == 0) {
            return false;
        }
        long[] words = side.words;
        int length = (farSeenOnly ? side.farSeen : side.count) * EntityRow.WORDS;
        if (length < 0 || length > words.length) {
            return false;
        }
        into.fill(side.tick, words, length);
        VarHandle.loadLoadFence(); // pairs with the writer's storeStoreFence
        return side.stamp.getOpaque() == before;
    }
}
