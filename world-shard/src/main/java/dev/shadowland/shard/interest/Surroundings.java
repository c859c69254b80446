package dev.shadowland.shard.interest;

import java.util.Arrays;

/**
 * What is near one viewer, as {@link InterestRefresh#look} found it: entities by view slot, each
 * with its ring, and whether it is near enough to enter an interest set or only to stay in one.
 * Whoever takes an entity out does so once. Reused for every viewer; owned by the cell's thread.
 */
public final class Surroundings {
    /** Not near. */
    public static final int FAR = -1;

    private static final int LOOK_SHIFT = 3;
    private static final int LOOKS = 1 << 28;
    private static final int FRINGE = 1;

    private int[] marks = new int[256];
    private int[] found = new int[256];
    private int count;
    private int look;
    private int entering;

    void begin(int slots) {
        if (marks.length < slots) {
            marks = Arrays.copyOf(marks, slots * 2);
            found = Arrays.copyOf(found, slots * 2);
        }
        if (++look == LOOKS) {
            Arrays.fill(marks, 0);
            look = 1;
        }
        count = 0;
        entering = 0;
    }

    void add(int slot, int ring, boolean isFringe) {
        marks[slot] = look << LOOK_SHIFT | ring << 1 | (isFringe ? FRINGE : 0);
        found[count++] = slot;
        entering += isFringe ? 0 : 1;
    }

    /** Takes an entity out that is to stay in the set; its ring, or {@link #FAR}. */
    public int takeStaying(int slot) {
        int mark = marks[slot];
        if (mark >>> LOOK_SHIFT != look) {
            return FAR;
        }
        marks[slot] = 0;
        entering -= 1 - (mark & FRINGE);
        return mark >>> 1 & 3;
    }

    /** Takes an entity out that is to enter the set; its ring, or {@link #FAR}. */
    public int takeEntering(int slot) {
        int mark = marks[slot];
        return mark >>> LOOK_SHIFT != look || (mark & FRINGE) != 0 ? FAR : takeStaying(slot);
    }

    /** Entities near enough to enter that were not taken out yet. */
    public int entering() {
        return entering;
    }

    /** Entities found, whether taken out or not. */
    public int count() {
        return count;
    }

    /** View slot of the entity found at a place, 0 to {@link #count}. */
    public int slot(int place) {
        return found[place];
    }
}
