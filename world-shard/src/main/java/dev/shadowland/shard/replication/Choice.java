package dev.shadowland.shard.replication;

import dev.shadowland.protocol.wire.VarInt;

import java.util.Arrays;

/**
 * Chooses among a viewer's candidates when they do not fit its byte budget: by priority, which is
 * weight times age, so that whoever waits gets its turn. Priorities are counted in steps of a
 * quarter octave, and the step at the limit is taken from a place that moves every tick: linear in
 * the candidates, no sorting, and nothing that was chosen has to go again. Reused; owned by the
 * cell's thread.
 *
 * <p>What an id takes is known only when it is known who is chosen before it: it is written as the
 * distance from that one. But whoever is chosen, their distances are sums of those between
 * neighbouring candidates, each of them in one sum at most; so there are no more distances of d or
 * above than d goes into the sum of the candidates' own, each counted up to d.
 */
final class Choice {
    private static final int STEPS = 128;
    private static final int STEP_SHIFT = 21;
    private static final int LEAST_BITS = Float.floatToRawIntBits(1);

    /** Bytes of an id that not every one takes. */
    private static final int MORE_BYTES = VarInt.MAX_BYTES - 1;

    /** Bits of an id in a byte. */
    private static final int BYTE_BITS = 7;

    private final int[] bytesByStep = new int[STEPS];
    private final int[] countByStep = new int[STEPS];

    /** By b: sum of the candidates' distances, each up to the least that takes b + 2 bytes. */
    private final long[] distances = new long[MORE_BYTES];

    /** By b: how many ids take b + 2 bytes or more, at most. */
    private final int[] longIds = new int[MORE_BYTES];

    private int threshold;
    private int left;
    private int taken;

    void clear() {
        Arrays.fill(bytesByStep, 0);
        Arrays.fill(countByStep, 0);
        Arrays.fill(distances, 0);
        left = 0;
        taken = 0;
    }

    /** Step of a priority of at least 1; the greatest priorities share the last one. */
    static int step(float priority) {
        int step = (Float.floatToRawIntBits(priority) - LEAST_BITS) >> STEP_SHIFT;
        return Math.clamp(step, 0, STEPS - 1);
    }

    /**
     * Counts a candidate.
     *
     * @param size in bytes without the id
     * @param idDistance to the candidate before it in its list, whether that is chosen or not; the
     *     id of the first one
     */
    void count(int step, int size, int idDistance) {
        bytesByStep[step] += size;
        countByStep[step]++;
        countId(idDistance);
    }

    /** Counts one that is chosen in any case. */
    void countChosen(int size, int idDistance) {
        left -= size;
        taken++;
        countId(idDistance);
    }

    private void countId(int distance) {
        for (int more = 0; more < MORE_BYTES; more++) {
            distances[more] += Math.min(distance, leastDistance(more));
        }
    }

    private static int leastDistance(int more) {
        return 1 << (BYTE_BITS * (more + 1));
    }

    /** Finds the step above which all candidates fit. */
    void limit(int room) {
        for (int more = 0; more < MORE_BYTES; more++) {
            longIds[more] = (int) (distances[more] / leastDistance(more));
        }
        left += room - idBytes(taken);
        int step = STEPS - 1;
        for (; step >= 0; step--) {
            int needed = needed(countByStep[step], bytesByStep[step]);
            if (needed > left) {
                break;
            }
            left -= needed;
            taken += countByStep[step];
        }
        threshold = step;
    }

    /** Whether a candidate is chosen; those of the step at the limit while there is room. */
    boolean take(int step, int size) {
        if (step != threshold) {
            return step > threshold;
        }
        int needed = needed(1, size);
        if (needed > left) {
            return false;
        }
        left -= needed;
        taken++;
        return true;
    }

    /** Bytes of so many more, with their ids. */
    private int needed(int count, int size) {
        return size + idBytes(taken + count) - idBytes(taken);
    }

    /** Bytes of so many ids, at most, whichever they are. */
    private int idBytes(int count) {
        int bytes = count;
        for (int more = 0; more < MORE_BYTES; more++) {
            bytes += Math.min(count, longIds[more]);
        }
        return bytes;
    }
}
