package dev.shadowland.protocol.reliability;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/**
 * Memory for what arrived and waits for what is missing, of all connections of a thread: so many
 * bytes and no more, as the heap counts them. Strangers, whose peers have shown nothing but a key,
 * hold little each, and half of it together, so that they never take the room of others. When all
 * is held and somebody else needs some, whoever holds most is put out: nothing that is held
 * expires, so a few could otherwise keep everybody from ever losing a datagram. Owned by one
 * thread.
 */
public final class HeldMemory {
    /** Bytes that a stranger's connection holds at most. */
    public static final int STRANGER_BYTES = 16 * 1024;

    private final BlockPool pool;
    private final long mostBytes;
    private final ArrayList<Share> holders = new ArrayList<>();
    private long heldBytes;

    /** Nothing is held. */
    public HeldMemory(BlockPool pool, long mostBytes) {
        this.pool = pool;
        this.mostBytes = mostBytes;
    }

    /** What one connection holds; without a bound of all connections. */
    public static Share unbounded(BlockPool pool) {
        return new HeldMemory(pool, Long.MAX_VALUE).share(() -> {});
    }

    /**
     * What one more connection holds.
     *
     * @param putOut gives all of it back for good; called while another connection asks for some
     */
    public Share share(Runnable putOut) {
        return new Share(putOut);
    }

    /** Bytes held by all. */
    public long heldBytes() {
        return heldBytes;
    }

    /** Puts out whoever holds most until so many bytes fit; not the one that asks, nor for more. */
    private void makeRoom(Share asking, int bytes) {
        while (heldBytes + bytes > mostBytes) {
            Share largest = asking;
            for (Share holder : holders) {
                largest = holder.ownBytes > largest.ownBytes ? holder : largest;
            }
            if (largest.ownBytes <= asking.ownBytes + bytes) {
                return;
            }
            long before = heldBytes;
            largest.putOut.run();
            if (heldBytes == before) {
                return;
            }
        }
    }

    /** What one connection holds. */
    public final class Share {
        private static final int NOWHERE = -1;

        private final Runnable putOut;
        private boolean isStranger;
        private int ownBytes;

        /** Its place among the holders. */
        private int place = NOWHERE;

        private Share(Runnable putOut) {
            this.putOut = putOut;
        }

        /** Whether it is a stranger's, from now on; what it holds already stays. */
        public void ofStranger(boolean stranger) {
            isStranger = stranger;
        }

        /** A block for so many bytes, or null when there is no room for it. */
        public @Nullable UnsafeBuffer take(int length) {
            return reserve(BlockPool.heapBytes(length)) ? pool.take(length) : null;
        }

        /** Gives a block back; whoever had it must forget it. */
        public void giveBack(UnsafeBuffer block) {
            free(BlockPool.heapBytes(block.capacity()));
            pool.giveBack(block);
        }

        /** Whether so many bytes may be taken, of whatever memory; if so they count. */
        public boolean reserve(int bytes) {
            if (!isStranger) {
                makeRoom(this, bytes);
            }
            boolean fits =
                    isStranger
                            ? ownBytes + bytes <= STRANGER_BYTES
                                    && heldBytes + bytes <= mostBytes / 2
                            : heldBytes + bytes <= mostBytes;
            if (fits) {
                add(bytes);
            }
            return fits;
        }

        /** So many bytes that were reserved are free again. */
        public void free(int bytes) {
            add(-bytes);
        }

        private void add(int bytes) {
            ownBytes += bytes;
            heldBytes += bytes;
            if (ownBytes > 0 && place == NOWHERE) {
                place = holders.size();
                holders.add(this);
            } else if (ownBytes == 0 && place != NOWHERE) {
                Share last = holders.removeLast();
                if (last != this) {
                    holders.set(place, last);
                    last.place = place;
                }
                place = NOWHERE;
            }
        }
    }
}
