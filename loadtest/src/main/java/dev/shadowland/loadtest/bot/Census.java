package dev.shadowland.loadtest.bot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The swarm's own entities: which bot is in the world as which, and which have left it. Any thread.
 */
public final class Census {
    /** No bot has the entity; or it has not left. */
    public static final int NOBODY = -1;

    private static final long FORGET_NS = 600_000_000_000L;

    private final Map<Integer, Integer> present = new ConcurrentHashMap<>();
    private final Map<Integer, Long> goneByNs = new ConcurrentHashMap<>();

    /**
     * A bot is in the world.
     *
     * @return the other bot that has this entity too, or {@link #NOBODY}
     */
    public int enter(int entity, int bot) {
        goneByNs.remove(entity);
        Integer other = present.put(entity, bot);
        return other == null || other == bot ? NOBODY : other;
    }

    /**
     * A bot is out of the world.
     *
     * @param serverKnowsNs when the server knows it at the latest
     */
    public void leave(int entity, int bot, long serverKnowsNs) {
        present.remove(entity, bot);
        goneByNs.put(entity, serverKnowsNs);
        goneByNs.values().removeIf(gone -> serverKnowsNs - gone > FORGET_NS);
    }

    /** Whether any entity has left. */
    public boolean anyGone() {
        return !goneByNs.isEmpty();
    }

    /**
     * How long the server has known that the entity left, in nanoseconds; {@link #NOBODY} when it
     * did not.
     */
    public long goneForNs(int entity, long nowNs) {
        Long gone = goneByNs.get(entity);
        return gone == null ? NOBODY : Math.max(0, nowNs - gone);
    }
}
