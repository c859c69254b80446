package dev.shadowland.benchmarks.world;

import dev.shadowland.transport.agent.TickSchedule;

import org.jspecify.annotations.Nullable;

/**
 * Measures one point. The thread that calls it is the driver: it runs its share of the cells in
 * every tick, and the gateway's half between them. A tick is due at its absolute time; one that
 * finds the one before still running begins late, and those that then are past are skipped.
 */
final class PointRun implements AutoCloseable {
    private static final long SEED = 20261127;
    private static final int SORT_ROUNDS = 60;
    private static final double MUST_SEE = 0.95;
    private static final int MOST_CALM_SECONDS = 30;
    private static final double CALM_MILLIS = 12;

    private final Point point;
    private final WorldOptions options;
    private final WorldClock clock = new WorldClock();
    private final TickSchedule schedule = new TickSchedule(0, WorldOptions.TICK_RATE);
    private final GatewaySide side;
    private final CellNode node;
    private final GatewaySide.Round gateway;
    private final TickThreads threads;
    private long next = 1;
    private long phaseEnd;

    /** Ticks up to this one ran, or were counted as skipped. */
    private long told;

    private int rounds;
    private boolean measuring;

    /** Opens the cells and lets everybody in. */
    PointRun(Point point, WorldOptions options) {
        this.point = point;
        this.options = options;
        side = new GatewaySide(point, SEED);
        node = new CellNode(point.rates().limits(), side.sink(), clock::nowNs);
        side.enterAll(node);
        gateway = side.round(node);
        threads = new TickThreads(node.cells(), point.threads(), clock);
    }

    /** What was counted since everybody came in. */
    private record Totals(long cpuNs, long bytes, long records, long snapshots, long handovers) {}

    /** Warms up, measures, and lets the clients catch up. */
    WorldResult run() {
        clock.restart();
        play(options.warmupTicks(), true, null);
        comeDown();
        Window window = new Window(options.windowTicks());
        Totals before = totals();
        measuring = true;
        play(options.windowTicks(), true, window);
        measuring = false;
        Totals after = totals();
        side.sink().setLossy(false);
        int quietTicks = playQuiet();
        if (node.givenUp() > 0) {
            throw new IllegalStateException("cells did not hear players who spoke every tick");
        }
        return result(window, before, after, quietTicks);
    }

    /**
     * Lets cells down from the overload ladder that were late while nothing was compiled; in vain
     * when they are still at their limit.
     */
    private void comeDown() {
        for (int second = 0; second < MOST_CALM_SECONDS && node.highestRung() > 0; second++) {
            Window calm = new Window(WorldOptions.TICK_RATE);
            play(WorldOptions.TICK_RATE, true, calm);
            if (calm.millis().p50() > CALM_MILLIS) {
                return;
            }
        }
    }

    private Totals totals() {
        return new Totals(
                threads.cpuNs(),
                side.bytes(),
                side.samples().records(),
                side.samples().snapshots(),
                node.handovers());
    }

    private WorldResult result(Window window, Totals before, Totals after, int quietTicks) {
        double playerTicks = (double) window.ran() * point.players();
        long snapshots = Math.max(1, after.snapshots - before.snapshots);
        return new WorldResult(
                point.layout(),
                point.players(),
                point.threads(),
                point.rates().farHz(),
                window.millis(),
                (after.cpuNs - before.cpuNs) / 1e3 / playerTicks,
                (double) (after.records - before.records) / snapshots,
                (after.bytes - before.bytes) / playerTicks,
                side.updateAges().millis(point.rates()),
                side.recordAges().millis(point.rates()),
                window.allocatedBytesPerTick(),
                window.allocating(),
                (double) (after.handovers - before.handovers) / window.ran(),
                window.ran(),
                window.skipped(),
                window.highestRung(),
                window.easedShare(),
                gateway.disagreements(MUST_SEE * point.rates().limits().kinds().get(0).distance()),
                quietTicks,
                clock.stoodNs() / 1_000_000,
                node.drops().snapshot());
    }

    /**
     * Plays the next so many ticks of the schedule; returns how many ran, unless 0 at least one.
     */
    private int play(int ticks, boolean walking, @Nullable Window window) {
        told = Math.max(told, phaseEnd);
        phaseEnd += ticks;
        int ran = 0;
        while (next <= phaseEnd || (ran == 0 && ticks > 0)) {
            long tick = next;
            runTick(tick, window);
            between(tick, walking);
            ran++;
        }
        countSkipped(phaseEnd + 1, clock.nowNs(), window);
        return ran;
    }

    /** A crowd that stops has late ticks at first: those that were skipped told nobody anything. */
    private int playQuiet() {
        int ran = 0;
        while (ran < WorldOptions.QUIET_TICKS) {
            ran += play(WorldOptions.QUIET_TICKS - ran, false, null);
        }
        return ran;
    }

    private void runTick(long tick, @Nullable Window window) {
        long startNs = schedule.startNs(tick);
        clock.await(startNs);
        long allocated = threads.allocatedBytes();
        threads.run(tick, startNs);
        long doneNs = clock.nowNs();
        countSkipped(tick, doneNs, window);
        told = tick;
        if (window != null) {
            window.add(doneNs - startNs, threads.allocatedBytes() - allocated, node.highestRung());
        }
        next = Math.max(tick + 1, schedule.tickAt(doneNs));
    }

    /** What was due before a tick that ran now, and did not run, was as late as that is. */
    private void countSkipped(long tick, long doneNs, @Nullable Window window) {
        while (told + 1 < tick && told < phaseEnd) {
            told++;
            if (window != null) {
                window.skip(doneNs - schedule.startNs(told));
            }
        }
    }

    private void between(long tick, boolean walking) {
        long startNs = schedule.startNs(next);
        threads.expectAt(startNs);
        long beganNs = clock.nowNs();
        gateway.take(tick, next, measuring);
        gateway.send(tick, next, walking);
        if (rounds++ % SORT_ROUNDS == 0) {
            threads.sortCells();
        }
        long doneNs = clock.nowNs();
        clock.standStill(Math.clamp(doneNs - startNs, 0, doneNs - beganNs));
    }

    @Override
    public void close() {
        threads.close();
        node.close();
    }
}
