package dev.shadowland.benchmarks.world;

import dev.shadowland.actors.entity.EntityIdSource;
import dev.shadowland.actors.entity.RestedIds;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.shard.cell.Cell;
import dev.shadowland.shard.cell.CellLimits;
import dev.shadowland.shard.cell.EnterOutcome;
import dev.shadowland.shard.cell.PlayerEntry;
import dev.shadowland.shard.ghost.RowTable;
import dev.shadowland.shard.ingress.CellDirectory;
import dev.shadowland.shard.ingress.DropCounters;
import dev.shadowland.shard.ingress.Ingress;
import dev.shadowland.shard.link.Egress;
import dev.shadowland.shard.ports.CellEvents;
import dev.shadowland.shard.ports.NodePorts;
import dev.shadowland.shard.replication.TickScratch;
import dev.shadowland.shard.replication.ViewerPool;
import dev.shadowland.shard.tick.CellProbe;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A node that owns all 64 cells of the default map, with all that a real one lends to them. */
final class CellNode implements AutoCloseable {
    static final MapGeometry MAP = MapGeometry.DEFAULT;
    static final long EPOCH = 1;

    private static final int NODE = 1;

    /** Of the overload ladder, and more. */
    private static final int RUNGS = 16;

    private static final int[] NO_PEERS = {};

    /** More than it takes until a method is compiled for good. */
    private static final int WARM_HANDOVERS = 20_000;

    private final RowTable rows = new RowTable(MAP);
    private final CellDirectory directory = new CellDirectory();
    private final DropCounters drops = new DropCounters();
    private final Ingress ingress = new Ingress(directory, rows, drops);
    private final AtomicLong handovers = new AtomicLong();
    private final AtomicLong givenUp = new AtomicLong();
    private final AtomicIntegerArray cellsByRung = new AtomicIntegerArray(RUNGS);
    private final Map<Long, Cell> byKey = new HashMap<>();

    /** Opens the cells. */
    CellNode(CellLimits limits, Egress egress, LongSupplier clock) {
        Map<Long, RouteTable.Route> owners = new HashMap<>();
        for (int y = 0; y < MAP.rows(); y++) {
            for (int x = 0; x < MAP.columns(); x++) {
                long key = CellKey.of(MAP.map(), 0, x, y);
                owners.put(key, new RouteTable.Route(key, EPOCH, NODE));
            }
        }
        RouteTable routes = RouteTable.of(owners);
        NodePorts ports =
                new NodePorts(
                        NODE,
                        MAP,
                        rows,
                        directory,
                        egress,
                        () -> NO_PEERS,
                        () -> routes,
                        new RestedIds(() -> EntityIdSource.NONE),
                        warmPool(),
                        TickScratch.perThread(),
                        (_, _, _, _, _, _, _) -> {},
                        drops,
                        new NodeProbe(),
                        clock);
        CellEvents events = new PlayerCounts();
        for (long key : owners.keySet()) {
            byKey.put(key, Cell.open(key, EPOCH, events, ports, limits));
        }
    }

    /**
     * What runs at every handover only would be compiled amid the measuring: the JVM then makes the
     * strings of its class, in the thread that called it last.
     */
    private static ViewerPool warmPool() {
        ViewerPool pool = new ViewerPool();
        for (int i = 0; i < WARM_HANDOVERS; i++) {
            pool.give(pool.take());
        }
        return pool;
    }

    /** Counts players who change cells, and cells that leave something out. */
    private final class NodeProbe implements CellProbe {
        @Override
        public void onTick(long cell, long tick, long scheduledNs, long finishedNs) {}

        @Override
        public void onRung(long cell, int from, int to) {
            cellsByRung.decrementAndGet(from);
            cellsByRung.incrementAndGet(to);
        }

        @Override
        public void onHandoverTaken(int fromNode) {
            handovers.incrementAndGet();
        }
    }

    /** Counts players whom nobody hears any more; there shall be none. */
    private final class PlayerCounts implements CellEvents {
        @Override
        public void onPlayerArrived(long character, int entity, long generation) {}

        @Override
        public void onPlayerLost(long character, int entity, long generation) {
            givenUp.incrementAndGet();
        }
    }

    /** Puts a player into the cell of its position. Between ticks. */
    void enter(PlayerEntry entry) {
        long key = MAP.cellAt(entry.position().x(), entry.position().y());
        Cell cell = byKey.get(key);
        if (cell == null || !(cell.enter(entry) instanceof EnterOutcome.Entered)) {
            throw new IllegalStateException(
                    "cell %s refuses a player".formatted(CellKey.text(key)));
        }
    }

    /** All cells, in no order. */
    Cell[] cells() {
        return byKey.values().toArray(new Cell[0]);
    }

    /** Where frames of gateways come in; one thread. */
    Ingress ingress() {
        return ingress;
    }

    /** What the cells publish. */
    RowTable rows() {
        return rows;
    }

    /** Drops by reason. */
    DropCounters drops() {
        return drops;
    }

    /** Players who changed cells so far. */
    long handovers() {
        return handovers.get();
    }

    /** Highest rung of the overload ladder that a cell is on, 0 when nothing is left out. */
    int highestRung() {
        int rung = RUNGS - 1;
        while (rung > 0 && cellsByRung.get(rung) == 0) {
            rung--;
        }
        return rung;
    }

    /** How often a cell said that it does not hear a player. */
    long givenUp() {
        return givenUp.get();
    }

    @Override
    public void close() {
        byKey.values().forEach(Cell::close);
    }
}
