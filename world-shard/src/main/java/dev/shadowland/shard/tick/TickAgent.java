package dev.shadowland.shard.tick;

import dev.shadowland.transport.agent.TickSchedule;

import org.agrona.collections.Long2ObjectHashMap;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The node's source of ticks: once per duty cycle it offers every local cell the newest tick that
 * is due. Tick {@code n} is due at {@code origin + n × 1e9 / rate}, an absolute schedule that does
 * not drift. Ticks that passed between two cycles, and offers that a cell still busy with the one
 * before refuses, are skipped and counted per cell. Registration is for any thread; {@link #doWork}
 * for the agent's.
 */
public final class TickAgent implements TickRegistry {
    private final TickSchedule schedule;
    private final AtomicLong skipped = new AtomicLong();
    private volatile TickTarget[] targets = new TickTarget[0];
    private Long2ObjectHashMap<TickTarget> byCell = new Long2ObjectHashMap<>();
    private volatile long lastTick = -1;

    /** A source of these ticks. */
    public TickAgent(TickSchedule schedule) {
        this.schedule = schedule;
    }

    @Override
    public synchronized void add(long cell, TickTarget target) {
        byCell.put(cell, target);
        targets = byCell.values().toArray(new TickTarget[0]);
    }

    @Override
    public synchronized void remove(long cell) {
        byCell.remove(cell);
        targets = byCell.values().toArray(new TickTarget[0]);
    }

    /** Offers what is due at {@code nowNs} (epoch nanos); returns the number of offers taken. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, the agent's thread
    public int doWork(long nowNs) {
        long due = schedule.tickAt(nowNs);
        if (due <= lastTick) {
            return 0;
        }
        TickTarget[] present = targets;
        long missed = lastTick < 0 ? 0 : due - lastTick - 1;
        lastTick = due;
        long scheduledNs = schedule.startNs(due);
        int taken = 0;
        for (TickTarget target : present) {
            taken += target.offer(due, scheduledNs) ? 1 : 0;
        }
        long lost = present.length - taken + missed * present.length;
        if (lost > 0) {
            skipped.addAndGet(lost);
        }
        return taken;
    }

    /** Epoch nanos at which the next tick is due: the agent may sleep until then. */
    public long nextDueNs() {
        return schedule.startNs(lastTick + 1);
    }

    /** Newest tick offered, −1 before the first. */
    public long lastTick() {
        return lastTick;
    }

    /** Ticks that cells did not get, summed over cells. */
    public long skipped() {
        return skipped.get();
    }

    /** Cells that get ticks. */
    public int cells() {
        return targets.length;
    }
}
