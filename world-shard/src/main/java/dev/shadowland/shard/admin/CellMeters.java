package dev.shadowland.shard.admin;

import dev.shadowland.shard.tick.CellProbe;
import dev.shadowland.transport.status.TickHistogram;
import dev.shadowland.transport.status.TickMillis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Measures of a node's cells: tick times of the present window, hits and handovers since the start.
 * Any thread; nothing is allocated while it counts.
 */
public final class CellMeters implements CellProbe {
    private static final int RUNGS = 5;

    private final TickHistogram tickTimes = new TickHistogram();
    private final AtomicLong projectileHits = new AtomicLong();
    private final AtomicLong handoversTaken = new AtomicLong();
    private final AtomicLong handoversTakenFromOtherNodes = new AtomicLong();
    private final AtomicLongArray climbs = new AtomicLongArray(RUNGS);
    private final AtomicIntegerArray cellsOnRung = new AtomicIntegerArray(RUNGS);
    private final AtomicLong ticksLeftOut = new AtomicLong();
    private final int node;
    private volatile long leftOutBefore;

    /** Measures of the node with this id. */
    public CellMeters(int node) {
        this.node = node;
    }

    @Override
    public void onTick(long cell, long tick, long scheduledNs, long finishedNs) {
        tickTimes.record(finishedNs - scheduledNs);
    }

    @Override
    public void onTickLeftOut(long cell) {
        ticksLeftOut.getAndIncrement();
    }

    @Override
    public void onProjectileHits(int hits) {
        projectileHits.getAndAdd(hits);
    }

    @Override
    public void onHandoverTaken(int fromNode) {
        handoversTaken.getAndIncrement();
        if (fromNode != node) {
            handoversTakenFromOtherNodes.getAndIncrement();
        }
    }

    @Override
    public void onRung(long cell, int from, int to) {
        if (from > 0) {
            cellsOnRung.decrementAndGet(from);
        }
        if (to > 0) {
            cellsOnRung.incrementAndGet(to);
        }
        if (to > from) {
            climbs.getAndIncrement(to);
        }
    }

    /** Highest rung of the overload ladder that a cell of this node is on, 0 for none. */
    public int highestRung() {
        int rung = RUNGS - 1;
        while (rung > 0 && cellsOnRung.get(rung) == 0) {
            rung--;
        }
        return rung;
    }

    /** How often cells stepped up to a rung, by its name. */
    public Map<String, Long> climbs() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("ladder.sparse", climbs.get(1));
        counts.put("ladder.seldom", climbs.get(2));
        counts.put("ladder.halfRate", climbs.get(3));
        counts.put("ladder.closed", climbs.get(4));
        return counts;
    }

    /** Tick times of the window. */
    public TickMillis tickMillis() {
        return tickTimes.millis();
    }

    /** Ticks run in the window, by all cells together. */
    public long ticks() {
        return tickTimes.count();
    }

    /** Ticks that the overload ladder left out in the window, of all cells together. */
    public long ticksLeftOut() {
        return ticksLeftOut.get() - leftOutBefore;
    }

    /** Starts a new window. */
    public void restartWindow() {
        leftOutBefore = ticksLeftOut.get();
        tickTimes.restartWindow();
    }

    /** Projectiles that met somebody. */
    public long projectileHits() {
        return projectileHits.get();
    }

    /** Players that cells of this node took over. */
    public long handoversTaken() {
        return handoversTaken.get();
    }

    /** Of them, those that came from other nodes. */
    public long handoversTakenFromOtherNodes() {
        return handoversTakenFromOtherNodes.get();
    }
}
