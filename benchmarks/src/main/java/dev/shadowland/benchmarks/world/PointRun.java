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
    private int rounds;

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

    /** Warms up, measures, and lets the clients catch up. */
    WorldResult run() {
        clock.restart();
        play(options.warmupTicks(), true, null);
        Window window = new Window(options.windowTicks());
        long cpuNs = threads.cpuNs();
        long bytes = side.bytes();
        long records = side.samples().records();
        long snapshots = side.samples().snapshots();
        long handovers = node.handovers();
        play(options.windowTicks(), true, window);
        double playerTicks = (double) window.ran() * point.players();
        WorldResult measured =
                new WorldResult(
                        point.layout(),
                        point.players(),
                        point.threads(),
                        window.millis(),
                        (threads.cpuNs() - cpuNs) / 1e3 / playerTicks,
                        (double) (side.samples().records() - records)
                                / Math.max(1, side.samples().snapshots() - snapshots),
                        (side.bytes() - bytes) / playerTicks,
                        side.updateAges().millis(point.rates()),
                        side.recordAges().millis(point.rates()),
                        window.allocatedBytesPerTick(),
                        window.allocatedBytesPerTickWithoutHandover(),
                        (double) (node.handovers() - handovers) / window.ran(),
                        window.ran(),
                        window.skipped(),
                        settle(),
                        clock.stoodNs() / 1_000_000,
                        node.drops().snapshot());
        if (node.givenUp() > 0) {
            throw new IllegalStateException("cells did not hear players who spoke every tick");
        }
        return measured;
    }

    /** Nobody walks and nothing is lost; returns what viewers then still have otherwise. */
    private long settle() {
        side.sink().setLossy(false);
        play(WorldOptions.QUIET_TICKS, false, null);
        return gateway.disagreements(MUST_SEE * point.rates().limits().interestRadius());
    }

    /** Plays the next so many ticks of the schedule; at least one of them runs. */
    private void play(int ticks, boolean walking, @Nullable Window window) {
        phaseEnd += ticks;
        for (boolean ran = ticks == 0; next <= phaseEnd || !ran; ran = true) {
            long tick = next;
            long startNs = schedule.startNs(tick);
            clock.await(startNs);
            long allocated = threads.allocatedBytes();
            long handovers = node.handovers();
            threads.run(tick, startNs);
            long doneNs = clock.nowNs();
            if (window != null) {
                window.add(
                        doneNs - startNs,
                        threads.allocatedBytes() - allocated,
                        node.handovers() - handovers);
            }
            next = Math.max(tick + 1, schedule.tickAt(doneNs));
            between(tick, walking, window != null);
        }
    }

    private void between(long tick, boolean walking, boolean measuring) {
        long startNs = schedule.startNs(next);
        threads.expectAt(startNs);
        long beganNs = clock.nowNs();
        gateway.take(tick, measuring);
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
