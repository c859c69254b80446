package dev.shadowland.actors.behaviour;

import dev.shadowland.actors.entity.Kind;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.motion.Bounds;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MovementStep;

/**
 * A projectile's way: straight on, until its time is over, the map is, or somebody stands in the
 * way. Whom no other cell takes hangs at the margin meanwhile, and flies on the same way when one
 * does.
 */
final class Flight {
    private final WorldEntities entities;
    private final MapGeometry geometry;
    private final Bounds kept;
    private final Obstacles obstacles;
    private final Sweep sweep = new Sweep();
    private int hits;

    Flight(WorldEntities entities, MapGeometry geometry, Bounds kept, Obstacles obstacles) {
        this.entities = entities;
        this.geometry = geometry;
        this.kept = kept;
        this.obstacles = obstacles;
    }

    void move(int slot, Kind kind, long elapsedTicks) {
        double seconds = (double) elapsedTicks / MovementStep.STEPS_PER_SECOND;
        sweep.fromX = entities.x[slot];
        sweep.fromY = entities.y[slot];
        sweep.fromZ = entities.z[slot];
        sweep.alongX = entities.velocityX[slot] * seconds;
        sweep.alongY = entities.velocityY[slot] * seconds;
        sweep.alongZ = entities.velocityZ[slot] * seconds;
        sweep.radius = kind.body().radius();
        sweep.except = entities.owners[slot];
        double x = sweep.fromX + sweep.alongX;
        double y = sweep.fromY + sweep.alongY;
        boolean hangs =
                isInMap(x, y, sweep.fromZ + sweep.alongZ)
                        && entities.isLeaving(slot)
                        && !isKept(x, y);
        entities.hangs[slot] = hangs;
        if (hangs) {
            return;
        }
        entities.x[slot] = x;
        entities.y[slot] = y;
        entities.z[slot] += sweep.alongZ;
        if (obstacles.areMetBy(sweep)) {
            hits++;
            entities.end(slot);
        } else if (!isInMap(x, y, entities.z[slot])) {
            entities.end(slot);
        }
    }

    /** Projectiles that met somebody since the last call. */
    int takeHits() {
        int taken = hits;
        hits = 0;
        return taken;
    }

    private boolean isKept(double x, double y) {
        return kept.clampX(x) == x && kept.clampY(y) == y;
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
