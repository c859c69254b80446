package dev.shadowland.shard.handover;

import org.agrona.collections.Int2ObjectHashMap;

import java.util.ArrayDeque;

/**
 * Which (entity, generation) a cell has taken lately, so that a handover that is sent again is
 * acknowledged and not taken twice. An entry lives for {@value #KEPT_TICKS} ticks, longer than any
 * sender goes on. Owned by the cell's thread.
 */
final class TakenLog {
    static final int KEPT_TICKS = 2_400;

    private final Int2ObjectHashMap<Taken> byEntity = new Int2ObjectHashMap<>();
    private final ArrayDeque<Taken> oldestFirst = new ArrayDeque<>();

    private record Taken(int entity, long generation, long tick) {}

    /** Remembers one. */
    void add(int entity, long generation, long tick) {
        Taken taken = new Taken(entity, generation, tick);
        byEntity.put(entity, taken);
        oldestFirst.addLast(taken);
    }

    /** Whether this generation of the entity, or a later one, was taken. */
    boolean contains(int entity, long generation) {
        Taken taken = byEntity.get(entity);
        return taken != null && taken.generation >= generation;
    }

    /** Forgets what is old enough. */
    void expire(long tick) {
        Taken oldest = oldestFirst.peekFirst();
        while (oldest != null && tick - oldest.tick > KEPT_TICKS) {
            oldestFirst.removeFirst();
            if (oldest.equals(byEntity.get(oldest.entity))) {
                byEntity.remove(oldest.entity);
            }
            oldest = oldestFirst.peekFirst();
        }
    }
}
