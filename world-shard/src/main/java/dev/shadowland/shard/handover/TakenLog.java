package dev.shadowland.shard.handover;

import org.agrona.collections.Int2IntHashMap;

/**
 * Which (entity, generation) a cell has taken lately, so that a handover that is sent again is
 * acknowledged and not taken twice. An entry lives for {@value #KEPT_TICKS} ticks, longer than any
 * sender goes on. A ring of columns, oldest first; owned by the cell's thread; grows and never
 * shrinks.
 */
final class TakenLog {
    static final int KEPT_TICKS = 2_400;

    private static final int NONE = -1;

    /** Of 10 000 players who walk all over a map of 8 × 8 cells a cell takes 30 in that time. */
    private static final int USUAL = 128;

    private final Int2IntHashMap newestOf = new Int2IntHashMap(2 * USUAL, 0.55f, NONE, false);
    private int[] entities = new int[USUAL];
    private long[] generations = new long[USUAL];
    private long[] ticks = new long[USUAL];
    private int first;
    private int count;

    /** Remembers one. */
    void add(int entity, long generation, long tick) {
        if (count == entities.length) {
            grow();
        }
        int at = (first + count) & (entities.length - 1);
        entities[at] = entity;
        generations[at] = generation;
        ticks[at] = tick;
        newestOf.put(entity, at);
        count++;
    }

    /** Whether this generation of the entity, or a later one, was taken. */
    boolean contains(int entity, long generation) {
        int at = newestOf.get(entity);
        return at != NONE && generations[at] >= generation;
    }

    /** Forgets what is old enough. */
    void expire(long tick) {
        while (count > 0 && tick - ticks[first] > KEPT_TICKS) {
            if (newestOf.get(entities[first]) == first) {
                newestOf.remove(entities[first]);
            }
            first = (first + 1) & (entities.length - 1);
            count--;
        }
    }

    /** Unrolls the ring, so that places begin at 0. */
    private void grow() {
        int old = entities.length;
        int[] entityColumn = new int[2 * old];
        long[] generationColumn = new long[2 * old];
        long[] tickColumn = new long[2 * old];
        for (int i = 0; i < count; i++) {
            int from = (first + i) & (old - 1);
            entityColumn[i] = entities[from];
            generationColumn[i] = generations[from];
            tickColumn[i] = ticks[from];
        }
        entities = entityColumn;
        generations = generationColumn;
        ticks = tickColumn;
        first = 0;
        newestOf.clear();
        for (int i = 0; i < count; i++) {
            newestOf.put(entities[i], i);
        }
    }
}
