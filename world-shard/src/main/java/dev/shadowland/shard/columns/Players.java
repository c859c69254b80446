package dev.shadowland.shard.columns;

import dev.shadowland.protocol.snapshot.EntityFlags;
import dev.shadowland.shard.replication.Viewer;

import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * The players of one cell as columns, by slot. The arrays are open to the cell's own parts and
 * confined to its thread; they are replaced when they grow, which happens only while a player
 * enters. Slots are 0 up to {@link #limit}, free ones included.
 */
public final class Players {
    /** No player. */
    public static final int NO_SLOT = -1;

    /** Slot without a player. */
    public static final byte FREE = 0;

    /** Owned and simulated here. */
    public static final byte ACTIVE = 1;

    /** On its way to another cell: shown where it stood, not simulated, told nothing. */
    public static final byte FROZEN = 2;

    public byte[] states;
    public int[] entities;
    public long[] characters;
    public long[] generations;
    public long[] sessions;
    public double[] x;
    public double[] y;
    public double[] z;
    public float[] velocityX;
    public float[] velocityY;
    public float[] velocityZ;
    public int[] yaws;
    public int[] flags;
    public int[] animations;
    public int[] health;
    public int[] mana;
    public float[] stepCredits;
    public long[] actionEndTicks;
    public long[] lastCommands;
    public long[] lastResyncs;
    public long[] resyncTicks;
    public long[] lastStepTicks;
    public long[] lastHeardTicks;
    public long[] frozenTicks;
    public long[] targetCells;
    public long[] nextSendTicks;
    public boolean[] handoverSent;
    private @Nullable Viewer[] viewers;
    private @Nullable EventQueue[] events;

    private final InputQueues inputs;
    private final Int2IntHashMap byEntity = new Int2IntHashMap(64, 0.55f, NO_SLOT, false);
    private final Long2LongHashMap bySession = new Long2LongHashMap(64, 0.55f, NO_SLOT, false);
    private int limit;
    private int free = NO_SLOT;
    private int count;

    /** Empty columns with room for {@code capacity} players before they grow. */
    public Players(int capacity) {
        states = new byte[capacity];
        entities = new int[capacity];
        characters = new long[capacity];
        generations = new long[capacity];
        sessions = new long[capacity];
        x = new double[capacity];
        y = new double[capacity];
        z = new double[capacity];
        velocityX = new float[capacity];
        velocityY = new float[capacity];
        velocityZ = new float[capacity];
        yaws = new int[capacity];
        flags = new int[capacity];
        animations = new int[capacity];
        health = new int[capacity];
        mana = new int[capacity];
        stepCredits = new float[capacity];
        actionEndTicks = new long[capacity];
        lastCommands = new long[capacity];
        lastResyncs = new long[capacity];
        resyncTicks = new long[capacity];
        lastStepTicks = new long[capacity];
        lastHeardTicks = new long[capacity];
        frozenTicks = new long[capacity];
        targetCells = new long[capacity];
        nextSendTicks = new long[capacity];
        handoverSent = new boolean[capacity];
        viewers = new Viewer[capacity];
        events = new EventQueue[capacity];
        inputs = new InputQueues(capacity);
    }

    /** Slots are below this number. */
    public int limit() {
        return limit;
    }

    /** Players, frozen ones included. */
    public int count() {
        return count;
    }

    /** Queued inputs, by slot. */
    public InputQueues inputs() {
        return inputs;
    }

    /** Slot of an entity, or {@link #NO_SLOT}. */
    public int slotOf(int entity) {
        return byEntity.get(entity);
    }

    /** Slot of a session's player, or {@link #NO_SLOT}. */
    public int slotOfSession(long session) {
        return (int) bySession.get(session);
    }

    /** Replication state of the player in a used slot. */
    public Viewer viewer(int slot) {
        Viewer viewer = viewers[slot];
        if (viewer == null) {
            viewer = new Viewer();
            viewers[slot] = viewer;
        }
        return viewer;
    }

    /** Events for the client of the player in a used slot. */
    public EventQueue events(int slot) {
        EventQueue queue = events[slot];
        if (queue == null) {
            queue = new EventQueue();
            events[slot] = queue;
        }
        return queue;
    }

    /**
     * An action shows itself: this animation, whatever the motion, until a tick.
     *
     * @param animation see {@link dev.shadowland.protocol.snapshot.Animation}
     */
    public void act(int slot, int animation, long untilTick) {
        animations[slot] = animation;
        actionEndTicks[slot] = untilTick;
    }

    /** Takes a slot for an entity that has none; its columns are blank and its state ACTIVE. */
    public int add(int entity, long session) {
        int slot = free;
        if (slot != NO_SLOT) {
            free = entities[slot];
        } else {
            slot = limit++;
            if (limit > states.length) {
                grow(states.length * 2);
            }
        }
        blank(slot);
        states[slot] = ACTIVE;
        entities[slot] = entity;
        sessions[slot] = session;
        byEntity.put(entity, slot);
        bySession.put(session, slot);
        count++;
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

    /** Frees the slot. */
    public void remove(int slot) {
        unlinkSession(slot);
        byEntity.remove(entities[slot]);
        states[slot] = FREE;
        entities[slot] = free;
        free = slot;
        count--;
    }

    private void unlinkSession(int slot) {
        if (bySession.get(sessions[slot]) == slot) {
            bySession.remove(sessions[slot]);
        }
    }

    private void blank(int slot) {
        velocityX[slot] = 0;
        velocityY[slot] = 0;
        velocityZ[slot] = 0;
        yaws[slot] = 0;
        flags[slot] = EntityFlags.ALIVE;
        animations[slot] = 0;
        health[slot] = 255;
        mana[slot] = 255;
        stepCredits[slot] = 0;
        actionEndTicks[slot] = 0;
        lastCommands[slot] = 0;
        lastResyncs[slot] = 0;
        resyncTicks[slot] = 0;
        events(slot).clear();
        lastStepTicks[slot] = 0;
        lastHeardTicks[slot] = 0;
        frozenTicks[slot] = 0;
        targetCells[slot] = 0;
        nextSendTicks[slot] = 0;
        handoverSent[slot] = false;
        inputs.clear(slot, 0);
    }

    private void grow(int capacity) {
        states = Arrays.copyOf(states, capacity);
        entities = Arrays.copyOf(entities, capacity);
        characters = Arrays.copyOf(characters, capacity);
        generations = Arrays.copyOf(generations, capacity);
        sessions = Arrays.copyOf(sessions, capacity);
        x = Arrays.copyOf(x, capacity);
        y = Arrays.copyOf(y, capacity);
        z = Arrays.copyOf(z, capacity);
        velocityX = Arrays.copyOf(velocityX, capacity);
        velocityY = Arrays.copyOf(velocityY, capacity);
        velocityZ = Arrays.copyOf(velocityZ, capacity);
        yaws = Arrays.copyOf(yaws, capacity);
        flags = Arrays.copyOf(flags, capacity);
        animations = Arrays.copyOf(animations, capacity);
        health = Arrays.copyOf(health, capacity);
        mana = Arrays.copyOf(mana, capacity);
        stepCredits = Arrays.copyOf(stepCredits, capacity);
        actionEndTicks = Arrays.copyOf(actionEndTicks, capacity);
        lastCommands = Arrays.copyOf(lastCommands, capacity);
        lastResyncs = Arrays.copyOf(lastResyncs, capacity);
        resyncTicks = Arrays.copyOf(resyncTicks, capacity);
        lastStepTicks = Arrays.copyOf(lastStepTicks, capacity);
        lastHeardTicks = Arrays.copyOf(lastHeardTicks, capacity);
        frozenTicks = Arrays.copyOf(frozenTicks, capacity);
        targetCells = Arrays.copyOf(targetCells, capacity);
        nextSendTicks = Arrays.copyOf(nextSendTicks, capacity);
        handoverSent = Arrays.copyOf(handoverSent, capacity);
        viewers = Arrays.copyOf(viewers, capacity);
        events = Arrays.copyOf(events, capacity);
        inputs.grow(capacity);
    }
}
