package dev.shadowland.actors.behaviour;

import dev.shadowland.actors.entity.Authority;
import dev.shadowland.actors.entity.Entities;
import dev.shadowland.actors.entity.Kind;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.motion.Bounds;
import dev.shadowland.protocol.motion.MapGeometry;

/**
 * Moves a cell's world entities, each as its kind's authority says, and takes out whose time is
 * over. Owned by the cell's thread; does not allocate.
 */
public final class WorldMotion {
    private final WorldEntities entities;
    private final Kinds kinds;
    private final Wander wander;
    private final Flight flight;
    private boolean hasFlights;

    /**
     * For the entities of one cell.
     *
     * @param kept how far those go whom no other cell takes
     * @param obstacles what projectiles meet
     */
    public WorldMotion(
            WorldEntities entities,
            Kinds kinds,
            MapGeometry geometry,
            Bounds kept,
            Obstacles obstacles) {
        this.entities = entities;
        this.kinds = kinds;
        this.wander = new Wander(entities, Bounds.of(geometry), kept);
        this.flight = new Flight(entities, geometry, kept, obstacles);
    }

    /** Units from its home to which one of a kind goes by itself, at most; 0 when it does not. */
    public static double farthestFromHome(Kind kind) {
        return kind.authority() == Authority.BEHAVIOUR ? Wander.farthest(kind) : 0;
    }

    /** Simulates one tick; {@code elapsedTicks} have passed since the one before. */
    public void tick(long tick, long elapsedTicks) {
        hasFlights = false;
        for (int slot = 0; slot < entities.limit(); slot++) {
            if (entities.states[slot] == Entities.ACTIVE) {
                if (tick >= entities.endTicks[slot]) {
                    entities.end(slot);
                } else {
                    move(slot, tick, elapsedTicks);
                }
            }
        }
    }

    /** Whether anything flew in this tick. */
    public boolean hasFlights() {
        return hasFlights;
    }

    /** Projectiles that met somebody since the last call. */
    public int takeHits() {
        return flight.takeHits();
    }

    private void move(int slot, long tick, long elapsedTicks) {
        int kind = entities.kinds[slot];
        switch (kinds.get(kind).authority()) {
            case BEHAVIOUR -> wander.move(slot, kinds.get(kind), tick, elapsedTicks);
            case BALLISTIC -> {
                hasFlights = true;
                flight.move(slot, kinds.get(kind), elapsedTicks);
            }
            case INPUT, FIXED -> {}
        }
    }
}
