package dev.shadowland.actors.entity;

import java.util.Arrays;

/**
 * The entities of one cell that nobody plays: creatures, projectiles, things. Each has a home, the
 * cell under the epoch that put it into the world: when that cell is put up anew, it puts its
 * entities anew, and whoever is abroad is gone. Confined to the cell's thread.
 */
public final class WorldEntities extends Entities {
    /** An entity without an end. */
    public static final long NO_END = Long.MAX_VALUE;

    /** No entity has it. */
    public static final int NOBODY = 0;

    public long[] homeCells;
    public long[] homeEpochs;
    public double[] homeX;
    public double[] homeY;

    /** Tick at which it is gone, {@link #NO_END} for none. */
    public long[] endTicks;

    /** Tick at which its behaviour decides again. */
    public long[] decideTicks;

    /** Whose deed it is, as a shot is its shooter's; {@link #NOBODY} for none. */
    public int[] owners;

    /** Whether it flies no farther although it has its velocity: nobody takes it over yet. */
    public boolean[] hangs;

    private int[] ended = new int[16];
    private int endedCount;

    /** Empty columns with room for {@code capacity} entities before they grow. */
    public WorldEntities(int capacity) {
        super(capacity);
        homeCells = new long[capacity];
        homeEpochs = new long[capacity];
        homeX = new double[capacity];
        homeY = new double[capacity];
        endTicks = new long[capacity];
        decideTicks = new long[capacity];
        owners = new int[capacity];
        hangs = new boolean[capacity];
    }

    /** Takes a slot for an entity of a kind that has none; its other columns are blank. */
    public int add(int entity, int kind) {
        int slot = add(entity);
        kinds[slot] = (byte) kind;
        return slot;
    }

    /** The life of the entity in a used slot is over; elsewhere it is not, as after a handover. */
    public void end(int slot) {
        if (endedCount == ended.length) {
            ended = Arrays.copyOf(ended, endedCount * 2);
        }
        ended[endedCount++] = entities[slot];
        remove(slot);
    }

    /** Id of one whose life ended and who was not taken yet, or {@link #NOBODY}. */
    public int takeEnded() {
        return endedCount == 0 ? NOBODY : ended[--endedCount];
    }

    @Override
    protected void blank(int slot) {
        super.blank(slot);
        homeCells[slot] = 0;
        homeEpochs[slot] = 0;
        homeX[slot] = 0;
        homeY[slot] = 0;
        endTicks[slot] = NO_END;
        decideTicks[slot] = 0;
        owners[slot] = NOBODY;
        hangs[slot] = false;
    }

    @Override
    protected void grow(int capacity) {
        super.grow(capacity);
        homeCells = Arrays.copyOf(homeCells, capacity);
        homeEpochs = Arrays.copyOf(homeEpochs, capacity);
        homeX = Arrays.copyOf(homeX, capacity);
        homeY = Arrays.copyOf(homeY, capacity);
        endTicks = Arrays.copyOf(endTicks, capacity);
        decideTicks = Arrays.copyOf(decideTicks, capacity);
        owners = Arrays.copyOf(owners, capacity);
        hangs = Arrays.copyOf(hangs, capacity);
    }
}
