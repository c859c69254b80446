package dev.shadowland.shard.cell;

import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.shard.columns.InputQueues;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.ingress.DropCounters;
import dev.shadowland.shard.ingress.DropReason;

/**
 * Moves a cell's players by their inputs: every step that is queued, in the tick that finds it, as
 * far as the step credit goes; steps beyond it are consumed and not applied, so that the client is
 * corrected. An input is acknowledged by the very tick that applied it: spreading its steps over
 * ticks would add their time to every answer. Owned by the cell's thread.
 */
final class Movement {
    /** Steps of credit that a player can save up; also what it starts with. */
    static final float MAX_CREDIT = 30;

    private static final int STANDING_TICKS = 12;

    private final Players players;
    private final MapGeometry geometry;
    private final double maxSpeed;
    private final DropCounters drops;

    Movement(Players players, MapGeometry geometry, double maxSpeed, DropCounters drops) {
        this.players = players;
        this.geometry = geometry;
        this.maxSpeed = maxSpeed;
        this.drops = drops;
    }

    /** Simulates one tick; {@code elapsedTicks} have passed since the one before. */
    void tick(long tick, long elapsedTicks) {
        for (int slot = 0; slot < players.limit(); slot++) {
            if (players.states[slot] == Players.ACTIVE) {
                players.stepCredits[slot] =
                        Math.min(MAX_CREDIT, players.stepCredits[slot] + elapsedTicks);
                move(slot, tick);
            }
        }
    }

    private void move(int slot, long tick) {
        long input = players.inputs().takeStep(slot);
        if (input == InputQueues.NONE) {
            rest(slot, tick);
            return;
        }
        for (; input != InputQueues.NONE; input = players.inputs().takeStep(slot)) {
            if (players.stepCredits[slot] >= 1) {
                players.stepCredits[slot] -= 1;
                apply(slot, input, tick);
            } else {
                // Its client has moved on, and learns of the place that did not change.
                drops.count(DropReason.INPUT_OVER_LIMIT);
                players.viewer(slot).tellOwnPlace();
            }
        }
    }

    private void apply(int slot, long input, long tick) {
        int moveX = InputCommand.moveX(input);
        int moveY = InputCommand.moveY(input);
        double directionX = MovementStep.direction(moveX, moveY);
        double directionY = MovementStep.direction(moveY, moveX);
        double x = players.x[slot];
        double y = players.y[slot];
        players.x[slot] =
                MovementStep.advance(x, directionX, maxSpeed, geometry.minX(), geometry.maxX());
        players.y[slot] =
                MovementStep.advance(y, directionY, maxSpeed, geometry.minY(), geometry.maxY());
        players.velocityX[slot] = perSecond(players.x[slot] - x);
        players.velocityY[slot] = perSecond(players.y[slot] - y);
        players.yaws[slot] = InputCommand.yaw(input);
        players.lastStepTicks[slot] = tick;
    }

    /** As it moved, not as it wished to: who walks against the map's edge stands. */
    private static float perSecond(double step) {
        return (float) (step * MovementStep.STEPS_PER_SECOND);
    }

    /**
     * Without input a player stands; its velocity is kept for a moment, for a late datagram is no
     * halt.
     */
    private void rest(int slot, long tick) {
        if (tick - players.lastStepTicks[slot] > STANDING_TICKS) {
            players.velocityX[slot] = 0;
            players.velocityY[slot] = 0;
        }
    }
}
