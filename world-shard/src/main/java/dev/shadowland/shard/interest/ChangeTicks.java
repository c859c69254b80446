package dev.shadowland.shard.interest;

import dev.shadowland.protocol.snapshot.Field;

import java.util.Arrays;

/**
 * When each field of the entities in a view's slots last changed, as the low 32 bits of ticks,
 * which are compared by subtraction. Owned by the cell's thread; grows and never shrinks.
 */
final class ChangeTicks {
    private static final int POSITION = Integer.numberOfTrailingZeros(Field.POSITION);

    private int[] fields;
    private int[] whole;

    ChangeTicks(int slots) {
        fields = new int[slots * Field.COUNT];
        whole = new int[slots];
    }

    void grow(int slots) {
        fields = Arrays.copyOf(fields, slots * Field.COUNT);
        whole = Arrays.copyOf(whole, slots);
    }

    /** The masked fields change. */
    void onChanged(int slot, int mask, int tick) {
        for (int left = mask; left != 0; left &= left - 1) {
            fields[slot * Field.COUNT + Integer.numberOfTrailingZeros(left)] = tick;
        }
    }

    /** The entity counts as changed in every field, though none of them may have another value. */
    void onWhole(int slot, int tick) {
        whole[slot] = tick;
    }

    /** When the position last changed. */
    int position(int slot) {
        return fields[slot * Field.COUNT + POSITION];
    }

    /** Fields that changed last after the one tick and up to the other. */
    int within(int slot, int afterTick, int upToTick) {
        if (isWithin(whole[slot], afterTick, upToTick)) {
            return Field.ALL;
        }
        int changed = 0;
        for (int field = 0; field < Field.COUNT; field++) {
            if (isWithin(fields[slot * Field.COUNT + field], afterTick, upToTick)) {
                changed |= 1 << field;
            }
        }
        return changed;
    }

    private static boolean isWithin(int when, int afterTick, int upToTick) {
        return when - afterTick > 0 && when - upToTick <= 0;
    }

    /** Which of the masked fields have the value that they had at a tick. */
    int unchangedSince(int slot, int mask, int sinceTick) {
        int unchanged = 0;
        for (int left = mask & Field.ALL; left != 0; left &= left - 1) {
            int field = Integer.numberOfTrailingZeros(left);
            if (fields[slot * Field.COUNT + field] - sinceTick <= 0) {
                unchanged |= 1 << field;
            }
        }
        return unchanged;
    }
}
