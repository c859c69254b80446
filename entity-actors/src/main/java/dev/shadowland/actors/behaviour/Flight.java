package dev.shadowland.actors.behaviour;

import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MovementStep;

/** A projectile's way: straight on, until its time is over or the map is. */
final class Flight {
    private final WorldEntities entities;
    private final MapGeometry geometry;

    Flight(WorldEntities entities, MapGeometry geometry) {
        this.entities = entities;
        this.geometry = geometry;
    }

    void move(int slot, long elapsedTicks) {
        double seconds = (double) elapsedTicks / MovementStep.STEPS_PER_SECOND;
        entities.x[slot] += entities.velocityX[slot] * seconds;
        entities.y[slot] += entities.velocityY[slot] * seconds;
        entities.z[slot] += entities.velocityZ[slot] * seconds;
        if (!isInMap(entities.x[slot], entities.y[slot], entities.z[slot])) {
            entities.end(slot);
        }
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
