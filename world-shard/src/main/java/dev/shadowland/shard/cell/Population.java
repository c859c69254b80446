package dev.shadowland.shard.cell;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.shard.ports.NodePorts;

import java.util.SplittableRandom;

/**
 * Who lives in a cell when it is put up: its share of the map's population, each at a place that
 * follows from the map, the kind and a number, so that a cell under a new epoch looks as it did.
 * Those that are abroad when their home is put up anew are gone, for it has put them anew. Owned by
 * the cell's thread.
 */
final class Population {
    private static final int SPAWNS_PER_TICK = 64;
    private static final int HOME_TICKS = 60;

    private final long cell;
    private final NodePorts ports;
    private final WorldEntities entities;
    private final Spawner spawner;
    private final CellLimits limits;
    private int kind;
    private int next;

    Population(
            long cell,
            NodePorts ports,
            WorldEntities entities,
            Spawner spawner,
            CellLimits limits) {
        this.cell = cell;
        this.ports = ports;
        this.entities = entities;
        this.spawner = spawner;
        this.limits = limits;
        this.next = first(0);
    }

    /** Puts some of those who are missing, and takes out who has no home any more. */
    void tick(long tick) {
        int left = SPAWNS_PER_TICK;
        while (kind < limits.kinds().count() && left > 0) {
            if (next >= first(1)) {
                kind++;
                next = kind < limits.kinds().count() ? first(0) : 0;
            } else if (spawn()) {
                next++;
                left--;
            } else {
                left = 0;
            }
        }
        for (int slot = 0; slot < entities.limit(); slot++) {
            if (entities.states[slot] == Entities.ACTIVE
                    && (tick + entities.entities[slot]) % HOME_TICKS == 0
                    && isHomeless(slot)) {
                entities.end(slot);
            }
        }
    }

    /** First number of the kind that lives here, or, one on, in the next cell. */
    private int first(int after) {
        MapGeometry map = ports.geometry();
        long index = (long) CellKey.y(cell) * map.columns() + CellKey.x(cell) + after;
        return (int) (index * limits.population().count(kind) / map.cellCount());
    }

    private boolean spawn() {
        MapGeometry map = ports.geometry();
        SplittableRandom random =
                new SplittableRandom(((long) map.map() << 48) + ((long) kind << 32) + next);
        double x = map.cellMinX(cell) + random.nextDouble() * map.cellSize();
        double y = map.cellMinY(cell) + random.nextDouble() * map.cellSize();
        int slot = spawner.spawn(kind, x, y, ground(), WorldEntities.NO_END);
        if (slot != Entities.NO_SLOT) {
            entities.yaws[slot] = random.nextInt(1 << 16);
        }
        return slot != Entities.NO_SLOT;
    }

    /** Height 0, or the nearest one that the map has. */
    private double ground() {
        MapGeometry map = ports.geometry();
        return Math.clamp(0, map.minZ(), map.minZ() + map.height());
    }

    private boolean isHomeless(int slot) {
        RouteTable routes = ports.routes().get();
        return routes.epochOf(entities.homeCells[slot]) > entities.homeEpochs[slot];
    }
}
