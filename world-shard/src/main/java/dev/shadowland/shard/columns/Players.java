package dev.shadowland.shard.columns;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.shard.replication.Viewer;
import dev.shadowland.shard.replication.ViewerPool;

import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * The players of one cell as columns, by slot: entities that have a client. Confined to the cell's
 * thread.
 */
public final class Players extends Entities {
    /** A paid tick of who is put here again: all that its client kept meanwhile is paid for. */
    public static final double UNPAID = Double.NEGATIVE_INFINITY;

    public long[] characters;
    public long[] sessions;
    public long[] lastCommands;
    public long[] lastResyncs;
    public long[] resyncTicks;
    public long[] lastStepTicks;
    public long[] lastHeardTicks;

    /**
     * The tick up to which the steps that were taken are paid for: what lies between it and the
     * present one is credit. {@link #UNPAID} before the first after a rejoin.
     */
    public double[] paidTicks;

    /** Ticks in the air less the steps that were taken there. */
    public int[] airTicks;

    private final ViewerPool pool;
    private @Nullable Viewer[] viewers;
    private EventQueue[] events;
    private final InputQueues inputs;
    private final Long2LongHashMap bySession = new Long2LongHashMap(1024, 0.55f, NO_SLOT, false);

    /** Empty columns with room for {@code capacity} players before they grow. */
    public Players(int capacity, ViewerPool pool) {
        super(capacity);
        this.pool = pool;
        characters = new long[capacity];
        sessions = new long[capacity];
        paidTicks = new double[capacity];
        lastCommands = new long[capacity];
        lastResyncs = new long[capacity];
        resyncTicks = new long[capacity];
        lastStepTicks = new long[capacity];
        lastHeardTicks = new long[capacity];
        airTicks = new int[capacity];
        viewers = new Viewer[capacity];
        events = new EventQueue[capacity];
        Arrays.setAll(events, _ -> new EventQueue());
        inputs = new InputQueues(capacity);
    }

    /** Queued inputs, by slot. */
    public InputQueues inputs() {
        return inputs;
    }

    /** Slot of a session's player, or {@link #NO_SLOT}. */
    public int slotOfSession(long session) {
        return (int) bySession.get(session);
    }

    /** Replication state of the player in a used slot. */
    public Viewer viewer(int slot) {
        Viewer viewer = viewers[slot];
        if (viewer == null) {
            viewer = pool.take();
            viewers[slot] = viewer;
        }
        return viewer;
    }

    /** The same when the player has just come into the world, and from no other cell. */
    public Viewer viewerForEntry(int slot) {
        if (viewers[slot] != null) {
            throw new IllegalStateException("the player in slot " + slot + " has one");
        }
        viewers[slot] = pool.takeForEntry();
        return viewer(slot);
    }

    /** Events for the client of the player in a used slot. */
    public EventQueue events(int slot) {
        return events[slot];
    }

    /**
     * Takes a slot for an entity that has none; its other columns are blank and its state ACTIVE.
     */
    public int add(int entity, long session) {
        int slot = add(entity);
        sessions[slot] = session;
        bySession.put(session, slot);
        return slot;
    }

    /** Gives the player another session, whose client counts commands and events from 1. */
    public void changeSession(int slot, long session) {
        unlinkSession(slot);
        lastCommands[slot] = 0;
        lastResyncs[slot] = 0;
        events(slot).clear();
        sessions[slot] = session;
        bySession.put(session, slot);
    }

    @Override
    public void remove(int slot) {
        unlinkSession(slot);
        Viewer viewer = viewers[slot];
        if (viewer != null) {
            viewers[slot] = null;
            pool.give(viewer);
        }
        super.remove(slot);
    }

    private void unlinkSession(int slot) {
        if (bySession.get(sessions[slot]) == slot) {
            bySession.remove(sessions[slot]);
        }
    }

    @Override
    protected void blank(int slot) {
        super.blank(slot);
        paidTicks[slot] = 0;
        lastCommands[slot] = 0;
        lastResyncs[slot] = 0;
        resyncTicks[slot] = 0;
        events(slot).clear();
        lastStepTicks[slot] = 0;
        lastHeardTicks[slot] = 0;
        airTicks[slot] = 0;
        inputs.clear(slot, 0);
    }

    @Override
    protected void grow(int capacity) {
        super.grow(capacity);
        characters = Arrays.copyOf(characters, capacity);
        sessions = Arrays.copyOf(sessions, capacity);
        paidTicks = Arrays.copyOf(paidTicks, capacity);
        lastCommands = Arrays.copyOf(lastCommands, capacity);
        lastResyncs = Arrays.copyOf(lastResyncs, capacity);
        resyncTicks = Arrays.copyOf(resyncTicks, capacity);
        lastStepTicks = Arrays.copyOf(lastStepTicks, capacity);
        lastHeardTicks = Arrays.copyOf(lastHeardTicks, capacity);
        airTicks = Arrays.copyOf(airTicks, capacity);
        viewers = Arrays.copyOf(viewers, capacity);
        int before = events.length;
        events = Arrays.copyOf(events, capacity);
        for (int slot = before; slot < capacity; slot++) {
            events[slot] = new EventQueue();
        }
        inputs.grow(capacity);
    }
}
