package dev.shadowland.protocol.fragment;

import dev.shadowland.protocol.reliability.HeldMemory;
import dev.shadowland.protocol.wire.WireReader;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Puts wholes together from pieces in any order: as many sets at a time, and as many bytes, as it
 * was made for, while there is memory for them. When an unreliable piece finds no room the oldest
 * sets end for it: what lost a piece must not keep out what did not. Owned by one thread.
 */
public final class Reassembly {
    /** How long an unreliable set waits for its pieces, and an id for its next use. */
    public static final long EXPIRY_NS = 10_000_000_000L;

    /** Unreliable sets of a connection. */
    public static final int UNRELIABLE_SETS = 4;

    /** Bytes that the unreliable sets of a connection hold. */
    public static final int UNRELIABLE_BYTES = 256 * 1024;

    /**
     * Reliable sets of a channel: a window full of wholes of two pieces. Their pieces were
     * acknowledged, so none is ever given up.
     */
    public static final int RELIABLE_SETS = 129;

    /** Bytes that they hold: the window, and one whole that reaches back beyond it. */
    public static final int RELIABLE_BYTES = 256 * 1024 + Fragments.MOST_TOTAL;

    /** What became of a piece. */
    public enum Outcome {
        /** Its whole waits for others. */
        TAKEN,
        /** It was the last: the whole is in the caller's buffer. */
        COMPLETE,
        /** It was here before. */
        DUPLICATE,
        /** No piece can look like this. */
        MALFORMED,
        /** It says another size than the set that it names. */
        CONFLICTING,
        /** It names a set that ended less than 10 s ago. */
        ID_REUSED,
        /** One more set, or more bytes, than are kept; of a reliable channel alone. */
        NO_ROOM,
        /** There is no memory to keep it. */
        NO_MEMORY
    }

    private static final int NONE = -1;

    private final WireReader reader = new WireReader();
    private final HeldMemory.Share memory;
    private final FragmentSet[] sets;
    private final int mostBytes;
    private final @Nullable RecentIds recent;
    private int open;
    private int made;
    private int heldBytes;
    private int wholeLength;
    private long expired;

    private Reassembly(
            HeldMemory.Share memory, int mostSets, int mostBytes, @Nullable RecentIds recent) {
        this.memory = memory;
        this.mostBytes = mostBytes;
        this.recent = recent;
        sets = new FragmentSet[mostSets];
    }

    /** For what may get lost: sets expire. */
    public static Reassembly ofUnreliable(HeldMemory.Share memory) {
        return new Reassembly(memory, UNRELIABLE_SETS, UNRELIABLE_BYTES, new RecentIds());
    }

    /** For a reliable channel, where every piece comes once. */
    public static Reassembly ofReliable(HeldMemory.Share memory) {
        return new Reassembly(memory, RELIABLE_SETS, RELIABLE_BYTES, null);
    }

    /**
     * Takes the body of a Fragment frame.
     *
     * @param whole room for {@link Fragments#MOST_TOTAL}; on COMPLETE it has {@link #wholeLength}
     *     bytes of the whole
     */
    public Outcome onPiece(
            DirectBuffer buffer, int offset, int length, MutableDirectBuffer whole, long nowNs) {
        reader.wrap(buffer, offset, length);
        int id = reader.u16();
        int pieceOffset = reader.u16();
        long declared = reader.u32();
        if (reader.failed() || !isPiece(pieceOffset, declared, reader.remaining())) {
            return Outcome.MALFORMED;
        }
        int total = (int) declared;
        int index = pieceOffset / Fragments.PIECE;
        expire(nowNs);
        int at = find(id);
        if (at >= 0 && sets[at].total() != total) {
            return Outcome.CONFLICTING;
        }
        if (at >= 0 && sets[at].has(index)) {
            return Outcome.DUPLICATE;
        }
        if (at < 0 && recent != null && recent.contains(id, EXPIRY_NS, nowNs)) {
            return Outcome.ID_REUSED;
        }
        if (!hasRoom(id, at < 0, nowNs)) {
            return Outcome.NO_ROOM;
        }
        at = find(id);
        UnsafeBuffer piece = at >= 0 || hasSet() ? memory.take(reader.remaining()) : null;
        if (piece == null) {
            return Outcome.NO_MEMORY;
        }
        piece.putBytes(0, buffer, reader.position(), reader.remaining());
        int set = at < 0 ? start(id, total, nowNs) : at;
        return add(set, index, piece, whole, nowNs);
    }

    /** Whether the piece read, of a new set or not, has room, and be it that others end. */
    private boolean hasRoom(int id, boolean isNew, long nowNs) {
        while (heldBytes + reader.remaining() > mostBytes || (isNew && open == sets.length)) {
            int oldest = recent == null ? NONE : oldestBut(id);
            if (oldest == NONE) {
                return false;
            }
            expired++;
            end(oldest, nowNs);
        }
        return true;
    }

    private int oldestBut(int id) {
        int oldest = NONE;
        for (int at = 0; at < open; at++) {
            boolean isOlder = oldest == NONE || sets[at].startedNs() - sets[oldest].startedNs() < 0;
            oldest = sets[at].id() != id && isOlder ? at : oldest;
        }
        return oldest;
    }

    /** Whether one more set can be started; sets that were made are kept until the end. */
    private boolean hasSet() {
        if (sets[open] == null && memory.reserve(FragmentSet.OWN_BYTES)) {
            sets[open] = new FragmentSet();
            made++;
        }
        return sets[open] != null;
    }

    private static boolean isPiece(int pieceOffset, long total, int length) {
        return Fragments.isTotal(total)
                && pieceOffset % Fragments.PIECE == 0
                && pieceOffset < total
                && length == Fragments.length((int) total, pieceOffset / Fragments.PIECE);
    }

    private int find(int id) {
        for (int i = 0; i < open; i++) {
            if (sets[i].id() == id) {
                return i;
            }
        }
        return -1;
    }

    private int start(int id, int total, long nowNs) {
        sets[open].start(id, total, nowNs);
        return open++;
    }

    private Outcome add(
            int at, int index, UnsafeBuffer piece, MutableDirectBuffer whole, long nowNs) {
        FragmentSet set = sets[at];
        int length = Fragments.length(set.total(), index);
        set.add(index, piece, length);
        heldBytes += length;
        if (!set.isComplete()) {
            return Outcome.TAKEN;
        }
        set.copyTo(whole);
        wholeLength = set.total();
        end(at, nowNs);
        return Outcome.COMPLETE;
    }

    private void end(int at, long nowNs) {
        FragmentSet set = sets[at];
        heldBytes -= set.heldBytes();
        set.release(memory);
        if (recent != null) {
            recent.add(set.id(), nowNs);
        }
        open--;
        sets[at] = sets[open];
        sets[open] = set;
    }

    /** Ends the unreliable sets that waited too long. */
    public void expire(long nowNs) {
        if (recent == null) {
            return;
        }
        for (int at = open - 1; at >= 0; at--) {
            if (nowNs - sets[at].startedNs() >= EXPIRY_NS) {
                expired++;
                end(at, nowNs);
            }
        }
    }

    /** Bytes of the last whole. */
    public int wholeLength() {
        return wholeLength;
    }

    /** Sets that wait for pieces. */
    public int openSets() {
        return open;
    }

    /** Bytes of the pieces that wait. */
    public int heldBytes() {
        return heldBytes;
    }

    /** Sets that expired, or ended to make room. */
    public long expired() {
        return expired;
    }

    /** Gives all memory back. */
    public void release() {
        for (int at = 0; at < open; at++) {
            sets[at].release(memory);
        }
        memory.free(made * FragmentSet.OWN_BYTES);
        made = 0;
        open = 0;
        heldBytes = 0;
    }
}
