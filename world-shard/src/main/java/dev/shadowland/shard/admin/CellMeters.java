package dev.shadowland.shard.admin;

import dev.shadowland.shard.tick.CellProbe;
import dev.shadowland.transport.status.TickHistogram;
import dev.shadowland.transport.status.TickMillis;

import java.util.concurrent.atomic.LongAdder;

/**
 * Measures of a node's cells: tick times of the present window, handovers since the start. Any
 * thread.
 */
public final class CellMeters implements CellProbe {
    private final TickHistogram tickTimes = new TickHistogram();
    private final LongAdder handoversTaken = new LongAdder();
    private final LongAdder handoversTakenFromOtherNodes = new LongAdder();
    private final int node;

    /** Measures of the node with this id. */
    public CellMeters(int node) {
        this.node = node;
    }

    @Override
    public void onTick(long cell, long tick, long scheduledNs, long finishedNs) {
        tickTimes.record(finishedNs - scheduledNs);
    }

    @Override
    public void onHandoverTaken(int fromNode) {
        handoversTaken.increment();
        if (fromNode != node) {
            handoversTakenFromOtherNodes.increment();
        }
    }

    /** Tick times of the window. */
    public TickMillis tickMillis() {
        return tickTimes.millis();
    }

    /** Ticks run in the window, by all cells together. */
    public long ticks() {
        return tickTimes.count();
    }

    /** Starts a new window. */
    public void restartWindow() {
        tickTimes.restartWindow();
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
