package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.shard.interest.WorldView;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * The replication state of one viewer: what it knows, what is in flight, and its byte budget. Owned
 * by the cell's thread; reused.
 */
public final class Viewer {
    /** Nothing was told yet. */
    public static final long NOT_YET = -1;

    private static final int CREATE_ACKED = 1 << 31;

    final KnownTable known = new KnownTable();
    final SnapshotHistory history = new SnapshotHistory();
    int budgetBytes;
    boolean refreshDue;
    long lastTickSent;
    long collectedTick;
    int turn;
    int level;
    private int wantedBytes;
    private int roomBytes;
    int team;
    private long since = NOT_YET;

    /**
     * Starts over, as if the client knew nothing.
     *
     * @param sinceTick tick from which on it was told everything, {@link #NOT_YET} when that begins
     *     now
     */
    public void reset(int budget, long sinceTick) {
        since = sinceTick;
        known.clear();
        history.clear();
        budgetBytes = budget;
        refreshDue = true;
        lastTickSent = 0;
        collectedTick = 0;
        team = 0;
        level = 0;
        wantedBytes = 0;
        roomBytes = 0;
    }

    /** The client may have missed everything in flight: all it knows is due again. */
    public void restart(long tick) {
        known.beginTick(tick);
        history.clear();
        known.restart();
        refreshDue = true;
    }

    /**
     * The client asks to be told everything again: all it knows is created anew, and what it is not
     * told of soon after {@code tick} it forgets.
     */
    public void resync(long tick) {
        since = NOT_YET;
        known.beginTick(tick);
        history.clear();
        known.recreate();
        refreshDue = true;
    }

    /** Tick of the newest snapshot sent, by whatever cell; the next one is later. */
    public long lastTickSent() {
        return lastTickSent;
    }

    /** Tick from which on the viewer was told everything, by whatever cell, or {@link #NOT_YET}. */
    public long since() {
        return since;
    }

    /** The same; it begins with this snapshot when nothing was told yet. */
    long sinceOr(long tick) {
        if (since == NOT_YET) {
            since = tick;
        }
        return since;
    }

    /** Reads what its next snapshot needs, to have it near. */
    long touch() {
        return known.touch(turn + 1) + history.touch();
    }

    /** A snapshot was to have so many bytes and had room for so many. */
    void onPressure(int wanted, int room) {
        wantedBytes += wanted;
        roomBytes += room;
    }

    /**
     * One level sparser when much more was to be told since the last call than there was room for,
     * one less when less than half of the room was needed.
     */
    void adaptLevel(int densest, int sparsest) {
        if (wantedBytes > roomBytes + roomBytes / 4) {
            level++;
        } else if (wantedBytes < roomBytes / 2) {
            level--;
        }
        level = Math.clamp(level, densest, sparsest);
        wantedBytes = 0;
        roomBytes = 0;
    }

    /** Where an entity is, is due to the client although it did not change. */
    public void tellPlaceOf(int entity) {
        int entry = known.indexOf(entity);
        if (entry != KnownTable.NO_ENTRY) {
            known.addDue(entry, Field.POSITION);
        }
    }

    /** Bytes of one snapshot, at most. */
    public int budgetBytes() {
        return budgetBytes;
    }

    /** From now on a snapshot has at most so many bytes. */
    public void budgetBytes(int bytes) {
        budgetBytes = bytes;
    }

    /** Entities that the client may hold. */
    public int knownCount() {
        int count = 0;
        for (int entry = 0; entry < known.count(); entry++) {
            count += known.state(entry) == KnownTable.FREE ? 0 : 1;
        }
        return count;
    }

    /** The client has the snapshot of a tick; unknown ticks are ignored. */
    public void onAcked(long tick) {
        history.onAcked(known, tick);
    }

    /** The client will never have the snapshot of a tick; unknown ticks are ignored. */
    public void onLost(long tick, WorldView view) {
        history.onLost(known, view, tick);
    }

    /**
     * Writes the entities that the client may hold, u32 little-endian each, the top bit set when
     * its create was acknowledged. One that is being removed goes without the bit: the client may
     * have dropped it already.
     *
     * @return bytes written, at most {@code room}
     */
    public int writeKnown(MutableDirectBuffer buffer, int offset, int room) {
        int at = offset;
        for (int entry = 0; entry < known.count() && at + Integer.BYTES <= offset + room; entry++) {
            if (known.state(entry) != KnownTable.FREE) {
                int bit = known.state(entry) == KnownTable.LIVE ? CREATE_ACKED : 0;
                buffer.putInt(at, known.id(entry) | bit, ByteOrder.LITTLE_ENDIAN);
                at += Integer.BYTES;
            }
        }
        return at - offset;
    }

    /**
     * Takes over from another cell what {@link #writeKnown} wrote; ids that are none are skipped.
     */
    public void adopt(DirectBuffer buffer, int offset, int length, long lastSent, long tick) {
        known.beginTick(tick);
        lastTickSent = lastSent;
        for (int at = offset; at + Integer.BYTES <= offset + length; at += Integer.BYTES) {
            int word = buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            int id = word & ~CREATE_ACKED;
            if (id > 0 && known.indexOf(id) == KnownTable.NO_ENTRY) {
                known.adopt(id, word < 0);
            }
        }
    }
}
