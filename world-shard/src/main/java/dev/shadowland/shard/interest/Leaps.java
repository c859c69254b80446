package dev.shadowland.shard.interest;

import java.util.Arrays;

/**
 * Who in a view moved faster than is usual, and when. An entity may go so far per tick, and save up
 * some of it, for steps come in bursts; whoever goes farther leaps. So nobody else is farther from
 * where it was than {@link InterestRules#slackSteps} allows for. Owned by the cell's thread; grows
 * and never shrinks.
 */
final class Leaps {
    private final float paceSteps;
    private final float burstSteps;
    private float[] left;
    private int[] ticks;

    Leaps(InterestRules rules, int slots) {
        paceSteps = (float) rules.paceSteps();
        burstSteps = (float) rules.burstSteps();
        left = new float[slots];
        ticks = new int[slots];
    }

    void grow(int slots) {
        left = Arrays.copyOf(left, slots);
        ticks = Arrays.copyOf(ticks, slots);
    }

    /** The entity is where nothing is known to have been before. */
    void onCame(int slot, int tick) {
        left[slot] = 0;
        ticks[slot] = tick;
    }

    /**
     * The entity moved by so many steps.
     *
     * @param elapsed ticks since it last moved
     */
    void onMoved(int slot, float steps, int elapsed, int tick) {
        float may = Math.min(left[slot] + paceSteps * elapsed, burstSteps);
        left[slot] = may - steps;
        if (left[slot] < 0) {
            onCame(slot, tick);
        }
    }

    /** Whether the entity leapt, or came, since the oldest whole look that still counts. */
    boolean isRestless(int slot, int tick) {
        return tick - ticks[slot] <= InterestRules.LOOK_TICKS;
    }
}
