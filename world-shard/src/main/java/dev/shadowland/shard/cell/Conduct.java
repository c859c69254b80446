package dev.shadowland.shard.cell;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.protocol.snapshot.Animation;
import dev.shadowland.protocol.snapshot.EntityFlags;

/**
 * What follows from an entity's motion: whether it moves, and its animation unless an action has
 * set another one for a while. Owned by the cell's thread.
 */
final class Conduct {
    private final Entities entities;

    Conduct(Entities entities) {
        this.entities = entities;
    }

    /** Derives it for every entity that is simulated. */
    void tick(long tick) {
        for (int slot = 0; slot < entities.limit(); slot++) {
            if (entities.states[slot] == Entities.ACTIVE) {
                derive(slot, tick);
            }
        }
    }

    private void derive(int slot, long tick) {
        float x = entities.velocityX[slot];
        float y = entities.velocityY[slot];
        float z = entities.velocityZ[slot];
        boolean moves = x != 0 || y != 0 || z != 0;
        int flags = entities.flags[slot] & ~EntityFlags.MOVING;
        entities.flags[slot] = moves ? flags | EntityFlags.MOVING : flags;
        if (tick >= entities.actionEndTicks[slot]) {
            entities.animations[slot] = Animation.ofMotion(x, y, z, flags);
        }
    }
}
