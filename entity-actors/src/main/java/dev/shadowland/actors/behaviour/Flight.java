package dev.shadowland.actors.behaviour;

import dev.shadowland.actors.entity.Kind;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MovementStep;

/**
 * A projectile's way: straight on, until its time is over, the map is, or somebody stands in the
 * way.
 */
final class Flight {
    private final WorldEntities entities;
    private final MapGeometry geometry;
    private final Obstacles obstacles;
    private int hits;

    Flight(WorldEntities entities, MapGeometry geometry, Obstacles obstacles) {
        this.entities = entities;
        this.geometry = geometry;
        this.obstacles = obstacles;
    }

    void move(int slot, Kind kind, long elapsedTicks) {
        double seconds = (double) elapsedTicks / MovementStep.STEPS_PER_SECOND;
        double fromX = entities.x[slot];
        double fromY = entities.y[slot];
        double fromZ = entities.z[slot];
        double toX = fromX + entities.velocityX[slot] * seconds;
        double toY = fromY + entities.velocityY[slot] * seconds;
        double toZ = fromZ + entities.velocityZ[slot] * seconds;
        double radius = kind.body().radius();
        int owner = entities.owners[slot];
        boolean isHit =
                obstacles.firstHit(fromX, fromY, fromZ, toX, toY, toZ, radius, owner)
                        != Obstacles.CLEAR;
        entities.x[slot] = toX;
        entities.y[slot] = toY;
        entities.z[slot] = toZ;
        hits += isHit ? 1 : 0;
        if (isHit || !isInMap(toX, toY, toZ)) {
            entities.end(slot);
        }
    }

    /** Projectiles that met somebody since the last call. */
    int takeHits() {
        int taken = hits;
        hits = 0;
        return taken;
    }

    private boolean isInMap(double x, double y, double z) {
        return x >= geometry.minX()
                && x <= geometry.maxX()
                && y >= geometry.minY()
                && y <= geometry.maxY()
                && z >= geometry.minZ()
                && z <= geometry.minZ() + geometry.height();
    }
}
