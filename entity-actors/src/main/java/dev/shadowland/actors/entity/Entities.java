package dev.shadowland.actors.entity;

import dev.shadowland.protocol.snapshot.EntityFlags;

import org.agrona.collections.Int2IntHashMap;

import java.util.Arrays;

/**
 * Entities of one cell as columns, by slot. The arrays are open to the cell's own parts and
 * confined to its thread; they are replaced when they grow, which happens only while an entity is
 * added. Slots are 0 up to {@link #limit}, free ones included, and are used again: whoever keeps an
 * entity over ticks keeps its {@link #handle}, which names no later tenant of the slot.
 */
public class Entities {
    /** No entity. */
    public static final int NO_SLOT = -1;

    /** Slot without an entity. */
    public static final byte FREE = 0;

    /** Owned and simulated here. */
    public static final byte ACTIVE = 1;

    /** Another cell may have it: shown where it stood, not simulated, told nothing. */
    public static final byte FROZEN = 2;

    public byte[] states;
    public int[] entities;
    public byte[] kinds;
    public long[] generations;
    public double[] x;
    public double[] y;
    public double[] z;
    public float[] velocityX;
    public float[] velocityY;
    public float[] velocityZ;
    public int[] yaws;
    public int[] pitches;
    public int[] rolls;
    public int[] flags;
    public int[] animations;
    public int[] health;
    public int[] mana;
    public long[] actionEndTicks;

    /** When who is not inside any more was first found outside; 0 for who is inside. */
    public long[] leavingTicks;

    /** When who is frozen was. */
    public long[] frozenTicks;

    public long[] targetCells;
    public long[] nextSendTicks;
    private int[] lives;

    private final Int2IntHashMap byEntity = new Int2IntHashMap(1024, 0.55f, NO_SLOT, false);
    private int limit;
    private int free = NO_SLOT;
    private int count;

    /** Empty columns with room for {@code capacity} entities before they grow. */
    protected Entities(int capacity) {
        states = new byte[capacity];
        entities = new int[capacity];
        kinds = new byte[capacity];
        generations = new long[capacity];
        x = new double[capacity];
        y = new double[capacity];
        z = new double[capacity];
        velocityX = new float[capacity];
        velocityY = new float[capacity];
        velocityZ = new float[capacity];
        yaws = new int[capacity];
        pitches = new int[capacity];
        rolls = new int[capacity];
        flags = new int[capacity];
        animations = new int[capacity];
        health = new int[capacity];
        mana = new int[capacity];
        actionEndTicks = new long[capacity];
        leavingTicks = new long[capacity];
        frozenTicks = new long[capacity];
        targetCells = new long[capacity];
        nextSendTicks = new long[capacity];
        lives = new int[capacity];
    }

    /** Slots are below this number. */
    public final int limit() {
        return limit;
    }

    /** Entities, frozen ones included. */
    public final int count() {
        return count;
    }

    /** Slot of an entity, or {@link #NO_SLOT}. */
    public final int slotOf(int entity) {
        return byEntity.get(entity);
    }

    /** Names the entity in a used slot, and nobody who has the slot after it. */
    public final long handle(int slot) {
        return (long) lives[slot] << 32 | slot;
    }

    /** Slot of the entity with a handle, or {@link #NO_SLOT} when it is gone. */
    public final int slotOf(long handle) {
        int slot = (int) handle;
        boolean isHere =
                slot >= 0
                        && slot < limit
                        && states[slot] != FREE
                        && lives[slot] == (int) (handle >>> 32);
        return isHere ? slot : NO_SLOT;
    }

    /**
     * Whether who is in a used slot has left the cell and is not known to have arrived elsewhere.
     */
    public final boolean isLeaving(int slot) {
        return leavingTicks[slot] != 0;
    }

    /**
     * An action shows itself: this animation, whatever the motion, until a tick.
     *
     * @param animation see {@link dev.shadowland.protocol.snapshot.Animation}
     */
    public final void act(int slot, int animation, long untilTick) {
        animations[slot] = animation;
        actionEndTicks[slot] = untilTick;
    }

    /** Takes a slot for an entity that has none; its columns are blank and its state ACTIVE. */
    protected final int add(int entity) {
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
        byEntity.put(entity, slot);
        count++;
        return slot;
    }

    /** Frees a used slot. */
    public void remove(int slot) {
        byEntity.remove(entities[slot]);
        states[slot] = FREE;
        lives[slot]++;
        entities[slot] = free;
        free = slot;
        count--;
    }

    /** Makes the columns of a slot those of nobody in particular. */
    protected void blank(int slot) {
        kinds[slot] = 0;
        generations[slot] = 0;
        velocityX[slot] = 0;
        velocityY[slot] = 0;
        velocityZ[slot] = 0;
        yaws[slot] = 0;
        pitches[slot] = 0;
        rolls[slot] = 0;
        flags[slot] = EntityFlags.ALIVE;
        animations[slot] = 0;
        health[slot] = 255;
        mana[slot] = 255;
        actionEndTicks[slot] = 0;
        leavingTicks[slot] = 0;
        frozenTicks[slot] = 0;
        targetCells[slot] = 0;
        nextSendTicks[slot] = 0;
    }

    /** Gives all columns room for {@code capacity} entities. */
    protected void grow(int capacity) {
        states = Arrays.copyOf(states, capacity);
        entities = Arrays.copyOf(entities, capacity);
        kinds = Arrays.copyOf(kinds, capacity);
        generations = Arrays.copyOf(generations, capacity);
        x = Arrays.copyOf(x, capacity);
        y = Arrays.copyOf(y, capacity);
        z = Arrays.copyOf(z, capacity);
        velocityX = Arrays.copyOf(velocityX, capacity);
        velocityY = Arrays.copyOf(velocityY, capacity);
        velocityZ = Arrays.copyOf(velocityZ, capacity);
        yaws = Arrays.copyOf(yaws, capacity);
        pitches = Arrays.copyOf(pitches, capacity);
        rolls = Arrays.copyOf(rolls, capacity);
        flags = Arrays.copyOf(flags, capacity);
        animations = Arrays.copyOf(animations, capacity);
        health = Arrays.copyOf(health, capacity);
        mana = Arrays.copyOf(mana, capacity);
        actionEndTicks = Arrays.copyOf(actionEndTicks, capacity);
        leavingTicks = Arrays.copyOf(leavingTicks, capacity);
        frozenTicks = Arrays.copyOf(frozenTicks, capacity);
        targetCells = Arrays.copyOf(targetCells, capacity);
        nextSendTicks = Arrays.copyOf(nextSendTicks, capacity);
        lives = Arrays.copyOf(lives, capacity);
    }
}
