package dev.shadowland.shard.cell;

import dev.shadowland.actors.behaviour.WorldMotion;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.motion.Bounds;
import dev.shadowland.shard.collision.BodyGrid;
import dev.shadowland.shard.handover.EntityHandoverIn;
import dev.shadowland.shard.handover.HandoverOut;
import dev.shadowland.shard.interest.WorldView;
import dev.shadowland.shard.ports.NodePorts;
import dev.shadowland.shard.tick.CellProbe;

/**
 * The world entities of a cell and all that is done with them: who lives here is put here, moved,
 * and handed over when it leaves. Owned by the cell's thread.
 */
final class Residents {
    private static final int FIRST_CAPACITY = 64;

    private final WorldEntities entities = new WorldEntities(FIRST_CAPACITY);
    private final Conduct conduct = new Conduct(entities);
    private final BodyGrid bodies;
    private final CellProbe probe;
    private final WorldMotion motion;
    private final Spawner spawner;
    private final Population population;
    private final EntityHandoverIn arriving;
    private final HandoverOut leaving;

    /** Projectiles meet the bodies; whom nobody takes over goes no farther than it is kept. */
    Residents(
            long cell,
            long epoch,
            NodePorts ports,
            CellLimits limits,
            Bounds kept,
            WorldView view,
            BodyGrid bodies) {
        this.bodies = bodies;
        this.probe = ports.probe();
        motion = new WorldMotion(entities, limits.kinds(), ports.geometry(), kept, bodies);
        spawner = new Spawner(cell, epoch, entities, ports, limits.maxEntities());
        population = new Population(cell, ports, entities, view, spawner, limits);
        arriving = new EntityHandoverIn(cell, epoch, ports, entities, limits.kinds());
        leaving =
                HandoverOut.ofEntities(
                        cell, epoch, ports, entities, limits.kinds(), limits.hysteresis());
    }

    /** Simulates one tick; {@code elapsedTicks} have passed since the one before. */
    void tick(long tick, long elapsedTicks) {
        spawner.beginTick(tick);
        population.tick(tick, elapsedTicks);
        bodies.beginTick(tick);
        motion.tick(tick, elapsedTicks);
        int hits = motion.takeHits();
        if (hits > 0) {
            probe.onProjectileHits(hits);
        }
        conduct.tick(tick);
        arriving.expire(tick);
        leaving.tick(tick);
    }

    /** Whether anything flew in this tick. */
    boolean hasFlights() {
        return motion.hasFlights();
    }

    /** Whether anybody has its home here, who may be abroad. */
    boolean hasPopulation() {
        return population.isAny();
    }

    /** Their columns. */
    WorldEntities entities() {
        return entities;
    }

    /** Puts more of them here. */
    Spawner spawner() {
        return spawner;
    }

    /** Takes them from other cells. */
    EntityHandoverIn arriving() {
        return arriving;
    }

    /** Hands them to other cells. */
    HandoverOut leaving() {
        return leaving;
    }
}
