package dev.shadowland.shard.admin;

import dev.shadowland.shard.tick.CellProbe;
import dev.shadowland.transport.status.TickHistogram;
import dev.shadowland.transport.status.TickMillis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures of a node's cells: tick times of the present window, hits and handovers since the start.
 * Any thread.
 */
public final class CellMeters implements CellProbe {
    private static final int RUNGS = 5;

    private final TickHistogram tickTimes = new TickHistogram();
    private final LongAdder projectileHits = new LongAdder();
    private final LongAdder handoversTaken = new LongAdder();
    private final LongAdder handoversTakenFromOtherNodes = new LongAdder();
    private final LongAdder[] climbs = new LongAdder[RUNGS];
    private final AtomicIntegerArray cellsOnRung = new AtomicIntegerArray(RUNGS);
    private final LongAdder ticksLeftOut = new LongAdder();
    private final int node;
    private volatile long leftOutBefore;

    /** Measures of the node with this id. */
    public CellMeters(int node) {
        this.node = node;
        Arrays.setAll(climbs, _ -> new LongAdder());
    }

    @Override
    public void onTick(long cell, long tick, long scheduledNs, long finishedNs) {
        tickTimes.record(finishedNs - scheduledNs);
    }

    @Override
    public void onTickLeftOut(long cell) {
        ticksLeftOut.increment();
    }

    @Override
    public void onProjectileHits(int hits) {
        projectileHits.add(hits);
    }

    @Override
    public void onHandoverTaken(int fromNode) {
        handoversTaken.increment();
        if (fromNode != node) {
            handoversTakenFromOtherNodes.increment();
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
            climbs[to].increment();
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
        counts.put("ladder.sparse", climbs[1].sum());
        counts.put("ladder.seldom", climbs[2].sum());
        counts.put("ladder.halfRate", climbs[3].sum());
        counts.put("ladder.closed", climbs[4].sum());
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
        return ticksLeftOut.sum() - leftOutBefore;
    }

    /** Starts a new window. */
    public void restartWindow() {
        leftOutBefore = ticksLeftOut.sum();
        tickTimes.restartWindow();
    }

    /** Projectiles that met somebody. */
    public long projectileHits() {
        return projectileHits.sum();
    }

    /** Players that cells of this node took over. */
    public long handoversTaken() {
        return handoversTaken.sum();
    }

    /** Of them, those that came from other nodes. */
    public long handoversTakenFromOtherNodes() {
        return handoversTakenFromOtherNodes.sum();
    }
}
