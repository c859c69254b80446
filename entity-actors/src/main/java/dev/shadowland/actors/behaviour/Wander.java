package dev.shadowland.actors.behaviour;

import dev.shadowland.actors.entity.Kind;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.motion.Bounds;
import dev.shadowland.protocol.motion.MovementStep;

/**
 * Walks about near home: a while in some direction, a while not at all, and home again when it went
 * too far. What an entity decides follows from its id and the tick, so that a run can be repeated.
 */
final class Wander {
    /** Units from home at which it turns back. */
    static final double LEASH = 4_000;

    private static final int LEAST_TICKS = 90;
    private static final int MORE_TICKS = 240;
    private static final double TURN = 2 * Math.PI;
    private static final int YAW_STEPS = 65_536;

    private final WorldEntities entities;
    private final Bounds map;
    private final Bounds kept;

    Wander(WorldEntities entities, Bounds map, Bounds kept) {
        this.entities = entities;
        this.map = map;
        this.kept = kept;
    }

    /** Units from home at which one of a kind turns back at the latest. */
    static double farthest(Kind kind) {
        return LEASH + kind.speed() * (LEAST_TICKS + MORE_TICKS) / MovementStep.STEPS_PER_SECOND;
    }

    void move(int slot, Kind kind, long tick, long elapsedTicks) {
        if (tick >= entities.decideTicks[slot]) {
            decide(slot, kind, tick);
        }
        float speedX = entities.velocityX[slot];
        float speedY = entities.velocityY[slot];
        if (speedX == 0 && speedY == 0) {
            return;
        }
        double seconds = (double) elapsedTicks / MovementStep.STEPS_PER_SECOND;
        double x = entities.x[slot] + speedX * seconds;
        double y = entities.y[slot] + speedY * seconds;
        Bounds bounds = entities.isLeaving(slot) ? kept : map;
        entities.x[slot] = bounds.clampX(x);
        entities.y[slot] = bounds.clampY(y);
        if (entities.x[slot] != x || entities.y[slot] != y) {
            stand(slot);
            entities.decideTicks[slot] = tick + 1;
        }
    }

    private void decide(int slot, Kind kind, long tick) {
        long dice = mix(entities.entities[slot] * 0x9E37_79B9_7F4A_7C15L + tick);
        entities.decideTicks[slot] = tick + LEAST_TICKS + (dice & 0xFFFF) * MORE_TICKS / 0xFFFF;
        double homeX = entities.homeX[slot] - entities.x[slot];
        double homeY = entities.homeY[slot] - entities.y[slot];
        if (homeX * homeX + homeY * homeY > LEASH * LEASH) {
            walk(slot, kind, Math.atan2(homeY, homeX));
        } else if ((dice >>> 16 & 3) == 0) {
            stand(slot);
        } else {
            walk(slot, kind, (dice >>> 20 & 0xFFFF) * TURN / 0xFFFF);
        }
    }

    /** What can lean leans into the turn by a quarter of it. */
    private void walk(int slot, Kind kind, double heading) {
        int yaw = (int) Math.round(heading / TURN * YAW_STEPS) & 0xFFFF;
        if (kind.fullRotation()) {
            int turn = (short) (yaw - entities.yaws[slot]);
            entities.rolls[slot] = (turn / 4) & 0xFFFF;
        }
        entities.yaws[slot] = yaw;
        entities.velocityX[slot] = (float) (Math.cos(heading) * kind.speed());
        entities.velocityY[slot] = (float) (Math.sin(heading) * kind.speed());
    }

    private void stand(int slot) {
        entities.rolls[slot] = 0;
        entities.velocityX[slot] = 0;
        entities.velocityY[slot] = 0;
    }

    /** Finalizer of SplitMix64. */
    private static long mix(long seed) {
        long mixed = (seed ^ seed >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }
}
