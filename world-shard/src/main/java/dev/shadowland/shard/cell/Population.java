package dev.shadowland.shard.cell;

import dev.shadowland.actors.entity.Authority;
import dev.shadowland.actors.entity.Entities;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.shard.interest.WorldView;
import dev.shadowland.shard.ports.NodePorts;

import org.agrona.collections.IntHashSet;

import java.util.SplittableRandom;

/**
 * Who lives in a cell: its share of the map's population, each at a place that follows from the
 * map, the kind and a number, so that a cell under a new epoch looks as it did. Those that are
 * abroad when their home is put up anew are gone, for it has put them anew. And who moves by itself
 * and was seen nowhere for ten seconds is put anew: its life ended, or the cell's in which it was
 * abroad. Owned by the cell's thread.
 */
final class Population {
    private static final int SPAWNS_PER_TICK = 64;

    /** Whoever lives here is looked for once in so many ticks, and so is a home for who is here. */
    private static final int LOOK_TICKS = 60;

    /** Looks, one a second, at which somebody is nowhere; a cell is elsewhere sooner. */
    private static final int MOST_MISSED = 10;

    private final long cell;
    private final NodePorts ports;
    private final WorldEntities entities;
    private final WorldView view;
    private final Spawner spawner;
    private final CellLimits limits;

    /** Of each kind, its first place among all who live here; and how many they are. */
    private final int[] firstPlaces;

    /** By place, the entity that was put there last. */
    private final int[] ids;

    /** By place, looks in a row at which it was nowhere. */
    private final byte[] missed;

    /**
     * Entities that somebody else was put for: one that comes back is too many. Not all do, and
     * their ids come back without them, to those who live here and to shots.
     */
    private final IntHashSet replaced = new IntHashSet();

    private int put;

    Population(
            long cell,
            NodePorts ports,
            WorldEntities entities,
            WorldView view,
            Spawner spawner,
            CellLimits limits) {
        this.cell = cell;
        this.ports = ports;
        this.entities = entities;
        this.view = view;
        this.spawner = spawner;
        this.limits = limits;
        firstPlaces = new int[limits.kinds().count() + 1];
        for (int kind = 0; kind < limits.kinds().count(); kind++) {
            firstPlaces[kind + 1] = firstPlaces[kind] + first(kind, 1) - first(kind, 0);
        }
        ids = new int[firstPlaces[limits.kinds().count()]];
        missed = new byte[ids.length];
    }

    /** First number of the kind that lives here or, one on, in the next cell. */
    private int first(int kind, int after) {
        MapGeometry map = ports.geometry();
        long index = (long) CellKey.y(cell) * map.columns() + CellKey.x(cell) + after;
        return (int) (index * limits.population().count(kind) / map.cellCount());
    }

    /** Whether anybody lives here. */
    boolean isAny() {
        return ids.length > 0;
    }

    /**
     * Puts some of those who are missing, and takes out who has no home any more. Whose turn it was
     * in a tick that was skipped has it now: a cell at half rate runs no odd tick, or no even one.
     */
    void tick(long tick, long elapsedTicks) {
        for (int left = SPAWNS_PER_TICK; left > 0 && put < ids.length && spawn(put); left--) {
            put++;
        }
        long turns = Math.min(elapsedTicks, LOOK_TICKS);
        for (long turn = tick - turns + 1; turn <= tick; turn++) {
            for (int place = (int) (turn % LOOK_TICKS); place < put; place += LOOK_TICKS) {
                look(place);
            }
        }
        for (int slot = 0; slot < entities.limit(); slot++) {
            if (entities.states[slot] == Entities.ACTIVE
                    && (tick + entities.entities[slot]) % LOOK_TICKS < turns) {
                takeOut(slot);
            }
        }
    }

    private void takeOut(int slot) {
        if (isHomeless(slot) || isReplaced(slot)) {
            replaced.remove(entities.entities[slot]);
            entities.end(slot);
        }
    }

    /** Abroad it is within a leash of here, where this cell sees all of its kind. */
    private void look(int place) {
        if (!isBehaved(kindOf(place))) {
            return;
        }
        int id = ids[place];
        if (entities.slotOf(id) != Entities.NO_SLOT || view.slotOf(id) != WorldView.NO_SLOT) {
            missed[place] = 0;
        } else if (missed[place] < MOST_MISSED) {
            missed[place]++;
        } else if (spawn(place)) {
            missed[place] = 0;
            replaced.add(id);
        }
    }

    private boolean isBehaved(int kind) {
        return limits.kinds().get(kind).authority() == Authority.BEHAVIOUR;
    }

    private boolean spawn(int place) {
        int kind = kindOf(place);
        int number = first(kind, 0) + place - firstPlaces[kind];
        MapGeometry map = ports.geometry();
        SplittableRandom random =
                new SplittableRandom(((long) map.map() << 48) + ((long) kind << 32) + number);
        double x = map.cellMinX(cell) + random.nextDouble() * map.cellSize();
        double y = map.cellMinY(cell) + random.nextDouble() * map.cellSize();
        int slot = spawner.spawn(kind, x, y, ground(), WorldEntities.NO_END);
        if (slot == Entities.NO_SLOT) {
            return false;
        }
        entities.yaws[slot] = random.nextInt(1 << 16);
        ids[place] = entities.entities[slot];
        replaced.remove(ids[place]);
        return true;
    }

    private int kindOf(int place) {
        int kind = 0;
        while (place >= firstPlaces[kind + 1]) {
            kind++;
        }
        return kind;
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

    private boolean isReplaced(int slot) {
        return entities.homeCells[slot] == cell
                && isBehaved(entities.kinds[slot])
                && replaced.contains(entities.entities[slot]);
    }
}
