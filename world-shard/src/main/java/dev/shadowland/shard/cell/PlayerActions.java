package dev.shadowland.shard.cell;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.actors.entity.Kind;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.snapshot.Animation;
import dev.shadowland.protocol.snapshot.EntityType;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.command.Actions;
import dev.shadowland.shard.command.CommandKind;

import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * What players command themselves to do. A new action begins when the one before has shown itself.
 * Owned by the cell's thread.
 */
final class PlayerActions implements Actions {
    private static final int SHOT_TICKS = 30;

    /** Units that a shot flies, 200 m. */
    private static final double SHOT_RANGE = 20_000;

    /** Units from the shooter's feet to where a shot begins: ahead, and up. */
    private static final double SHOT_AHEAD = 50;

    private static final double SHOT_HEIGHT = 150;
    private static final double TURN = 2 * Math.PI;
    private static final int TURN_STEPS = 65_536;
    private static final int TICK_RATE = 60;

    private final Players players;
    private final Residents residents;
    private final Kind projectile;
    private final int projectileKind;
    private long tick;

    PlayerActions(Players players, Residents residents, Kinds kinds) {
        this.players = players;
        this.residents = residents;
        this.projectileKind = kinds.of(EntityType.PROJECTILE, 0);
        this.projectile = kinds.get(projectileKind);
    }

    /** Actions from now on begin at this tick. */
    void beginTick(long now) {
        tick = now;
    }

    @Override
    public int apply(int slot, int kind, DirectBuffer body, int offset, int length) {
        if (kind != CommandKind.SHOOT) {
            return CommandKind.UNKNOWN_KIND;
        }
        if (length != CommandKind.SHOT_BODY || tick < players.actionEndTicks[slot]) {
            return CommandKind.REFUSED;
        }
        int yaw = body.getShort(offset, ByteOrder.LITTLE_ENDIAN);
        int pitch = body.getShort(offset + Short.BYTES, ByteOrder.LITTLE_ENDIAN);
        return shoot(slot, yaw & 0xFFFF, pitch & 0xFFFF) ? CommandKind.DONE : CommandKind.REFUSED;
    }

    private boolean shoot(int slot, int yaw, int pitch) {
        double heading = yaw * TURN / TURN_STEPS;
        double rise = pitch * TURN / TURN_STEPS;
        double x = Math.cos(rise) * Math.cos(heading);
        double y = Math.cos(rise) * Math.sin(heading);
        long flightTicks = (long) (SHOT_RANGE / projectile.speed() * TICK_RATE);
        int shot =
                residents
                        .spawner()
                        .spawn(
                                projectileKind,
                                players.x[slot] + x * SHOT_AHEAD,
                                players.y[slot] + y * SHOT_AHEAD,
                                players.z[slot] + SHOT_HEIGHT,
                                tick + flightTicks);
        if (shot == Entities.NO_SLOT) {
            return false;
        }
        WorldEntities shots = residents.entities();
        shots.owners[shot] = players.entities[slot];
        shots.velocityX[shot] = (float) (x * projectile.speed());
        shots.velocityY[shot] = (float) (y * projectile.speed());
        shots.velocityZ[shot] = (float) (Math.sin(rise) * projectile.speed());
        shots.yaws[shot] = yaw;
        shots.pitches[shot] = pitch;
        players.act(slot, Animation.ATTACK, tick + SHOT_TICKS);
        return true;
    }
}
