package dev.shadowland.benchmarks.world;

import com.sun.management.ThreadMXBean;

import dev.shadowland.shard.cell.Cell;

import org.jspecify.annotations.Nullable;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that run the cells: the driver's own and others. A tick is a round: each thread takes
 * the next whole cell, the fullest first, until none is left. Between rounds the others sleep until
 * shortly before the next one, then spin. All methods are the driver's.
 */
final class TickThreads implements AutoCloseable {
    /** About a minute of pauses; a process that is stopped meanwhile does not spend them. */
    private static final int MOST_PAUSES = 1_000_000;

    private static final int SPINS = 200_000;
    private static final long PAUSE_NS = 10_000;
    private static final ThreadMXBean METER = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long STOP = -1;

    private final Cell[] cells;
    private final WorldClock clock;
    private final Lane[] lanes;
    private final AtomicLong round = new AtomicLong();
    private final AtomicInteger nextCell = new AtomicInteger();
    private volatile long nextStartNs;
    private long tick;
    private long scheduledNs;

    /** What one thread did. Its own during a round, the driver's between them. */
    private static final class Lane {
        private final AtomicLong done = new AtomicLong();
        private volatile @Nullable Throwable failure;
        private long cpuNs;
        private long allocatedBytes;
    }

    /** Starts the others; they are daemons. */
    TickThreads(Cell[] cells, int threads, WorldClock clock) {
        this.cells = cells.clone();
        this.clock = clock;
        lanes = new Lane[threads];
        for (int i = 0; i < threads; i++) {
            Lane lane = new Lane();
            lanes[i] = lane;
            if (i > 0) {
                Thread.ofPlatform().daemon().name("tick-" + i).start(() -> runLane(lane));
            }
        }
    }

    /** Runs a tick of every cell and returns when the last one is done. */
    void run(long newTick, long newScheduledNs) {
        tick = newTick;
        scheduledNs = newScheduledNs;
        nextCell.set(0);
        long present = round.getPlain() + 1;
        round.setRelease(present); // pairs with the lanes' getAcquire: they see the tick
        runShare(lanes[0]);
        for (int i = 1; i < lanes.length; i++) {
            awaitLane(lanes[i], present);
        }
    }

    private void awaitLane(Lane lane, long present) {
        // Pairs with the lane's setRelease: its figures and its cells' state are seen.
        for (int spins = 0; lane.done.getAcquire() != present; spins++) {
            pause(spins);
            if (spins - SPINS > MOST_PAUSES) {
                throw new IllegalStateException("a tick did not end within about a minute");
            }
        }
        Throwable failure = lane.failure;
        if (failure != null) {
            throw new IllegalStateException("a tick thread failed: " + failure, failure);
        }
    }

    /** When the next round is due, for those who wait for it. */
    void expectAt(long startNs) {
        nextStartNs = startNs;
    }

    /** Puts the fullest cells first, so that no thread begins one when the others are done. */
    void sortCells() {
        for (int i = 1; i < cells.length; i++) {
            Cell moved = cells[i];
            int at = i;
            for (; at > 0 && cells[at - 1].players() < moved.players(); at--) {
                cells[at] = cells[at - 1];
            }
            cells[at] = moved;
        }
    }

    /** CPU time of all threads in rounds so far, in nanoseconds. */
    long cpuNs() {
        long sum = 0;
        for (Lane lane : lanes) {
            sum += lane.cpuNs;
        }
        return sum;
    }

    /** Bytes that all threads allocated in rounds so far. */
    long allocatedBytes() {
        long sum = 0;
        for (Lane lane : lanes) {
            sum += lane.allocatedBytes;
        }
        return sum;
    }

    private void runLane(Lane lane) {
        long done = 0;
        while (true) {
            done = awaitRound(done);
            if (done == STOP) {
                return;
            }
            try {
                runShare(lane);
            } catch (Throwable failure) { // told to the driver, which ends the run
                lane.failure = failure;
            }
            lane.done.setRelease(done);
        }
    }

    private long awaitRound(long last) {
        for (int spins = 0; ; spins++) {
            long present = round.getAcquire();
            if (present != last) {
                return present;
            }
            long left = nextStartNs - clock.nowNs();
            if (left > WorldClock.WAKE_NS) {
                LockSupport.parkNanos(left - WorldClock.WAKE_NS);
            } else {
                pause(spins);
            }
        }
    }

    /** Does not starve the one that is waited for when there are more threads than cores. */
    private static void pause(int spins) {
        if (spins > SPINS) {
            LockSupport.parkNanos(PAUSE_NS);
        } else {
            Thread.onSpinWait();
        }
    }

    private void runShare(Lane lane) {
        long cpuBefore = METER.getCurrentThreadCpuTime();
        long bytesBefore = METER.getCurrentThreadAllocatedBytes();
        int next = nextCell.getAndIncrement();
        for (; next < cells.length; next = nextCell.getAndIncrement()) {
            cells[next].tick(tick, scheduledNs);
        }
        lane.allocatedBytes += METER.getCurrentThreadAllocatedBytes() - bytesBefore;
        lane.cpuNs += METER.getCurrentThreadCpuTime() - cpuBefore;
    }

    @Override
    public void close() {
        round.setRelease(STOP);
    }
}
