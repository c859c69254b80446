package dev.shadowland.shard.cell;

import dev.shadowland.protocol.snapshot.Animation;
import dev.shadowland.protocol.snapshot.EntityFlags;
import dev.shadowland.shard.columns.Players;

/**
 * What follows from a player's motion: whether it moves, and its animation unless an action has set
 * another one for a while. Owned by the cell's thread.
 */
final class Conduct {
    private final Players players;

    Conduct(Players players) {
        this.players = players;
    }

    /** Derives it for every player that is simulated. */
    void tick(long tick) {
        for (int slot = 0; slot < players.limit(); slot++) {
            if (players.states[slot] == Players.ACTIVE) {
                derive(slot, tick);
            }
        }
    }

    private void derive(int slot, long tick) {
        float x = players.velocityX[slot];
        float y = players.velocityY[slot];
        float z = players.velocityZ[slot];
        boolean moves = x != 0 || y != 0 || z != 0;
        int flags = players.flags[slot] & ~EntityFlags.MOVING;
        players.flags[slot] = moves ? flags | EntityFlags.MOVING : flags;
        if (tick >= players.actionEndTicks[slot]) {
            players.animations[slot] = Animation.ofMotion(x, y, z, flags);
        }
    }
}
