package dev.shadowland.shard.replication;

import java.util.Arrays;

/**
 * Chooses among a viewer's candidates when they do not fit its byte budget: by priority, which is
 * weight times age, so that whoever waits gets its turn. Priorities are counted in steps of a
 * quarter octave, and the step at the limit is taken from a place that moves every tick: linear in
 * the candidates, no sorting. Reused; owned by the cell's thread.
 */
final class Choice {
    private static final int STEPS = 128;
    private static final int STEP_SHIFT = 21;
    private static final int LEAST_BITS = Float.floatToRawIntBits(1);
    private static final int USUAL_ID_BYTES = 2;

    private final int[] bytesByStep = new int[STEPS];
    private int threshold;
    private int roomAtThreshold;

    void clear() {
        Arrays.fill(bytesByStep, 0);
    }

    /** Step of a priority of at least 1; the greatest priorities share the last one. */
    static int step(float priority) {
        int step = (Float.floatToRawIntBits(priority) - LEAST_BITS) >> STEP_SHIFT;
        return Math.clamp(step, 0, STEPS - 1);
    }

    /** Counts a candidate. */
    void count(int step, int size) {
        bytesByStep[step] += size + USUAL_ID_BYTES;
    }

    /** Finds the step above which all candidates fit. */
    void limit(int room) {
        int left = room;
        int step = STEPS - 1;
        while (step >= 0 && bytesByStep[step] <= left) {
            left -= bytesByStep[step--];
        }
        threshold = step;
        roomAtThreshold = left;
    }

    /** Whether a candidate is chosen; those of the step at the limit while there is room. */
    boolean take(int step, int size) {
        if (step != threshold) {
            return step > threshold;
        }
        int needed = size + USUAL_ID_BYTES;
        if (needed > roomAtThreshold) {
            return false;
        }
        roomAtThreshold -= needed;
        return true;
    }
}
