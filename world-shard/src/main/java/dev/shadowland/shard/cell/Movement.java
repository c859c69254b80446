package dev.shadowland.shard.cell;

import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.motion.Bounds;
import dev.shadowland.protocol.motion.MoveRules;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.motion.PlayerMotion;
import dev.shadowland.protocol.snapshot.EntityFlags;
import dev.shadowland.shard.columns.InputQueues;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.ingress.DropCounters;
import dev.shadowland.shard.ingress.DropReason;

/**
 * Moves a cell's players by their inputs: every step that is queued, in the tick that finds it, as
 * far as the step credit goes; steps beyond it are consumed and not applied, so that the client is
 * corrected. An input is acknowledged by the very tick that applied it: spreading its steps over
 * ticks would add their time to every answer. Who leaves and is taken by no other cell goes as far
 * as the cell can look around for it, where its client is corrected. Owned by the cell's thread.
 */
final class Movement {
    /**
     * Steps of credit that a player can save up. The ticks that a cell did not run come on top of
     * it: what clients sent meanwhile came late by the cell's fault.
     */
    static final int MAX_CREDIT = 30;

    /**
     * Ticks that a step costs: two clocks that are set right all the while may run 1000 ppm apart.
     */
    static final double STEP_COST = 1 - 1 / 1024.0;

    /**
     * What it starts with: one input. More is not needed, for it cannot walk before it has heard
     * that it is in; more would let who logs in again and again run.
     */
    static final int FIRST_CREDIT = InputCommand.MAX_STEPS;

    /** After a rejoin, which no client can bring about: as much as its inputs can bring at once. */
    static final int REJOIN_CREDIT = InputFrame.MAX_INPUTS * InputCommand.MAX_STEPS;

    private static final int STANDING_TICKS = 12;

    /** Ticks of one gap, however long, in which who is in the air falls. */
    private static final int LONGEST_FALL_TICKS = 60;

    private final PlayerMotion motion = new PlayerMotion();
    private final Players players;
    private final MoveRules rules;
    private final MoveRules keptRules;
    private final DropCounters drops;
    private long dueTick;
    private long previousDueTick;

    /** Whom no other cell takes goes no farther than it is kept. */
    Movement(Players players, MoveRules rules, Bounds kept, DropCounters drops) {
        this.players = players;
        this.rules = rules;
        this.keptRules = rules.within(kept);
        this.drops = drops;
    }

    /**
     * Simulates one tick; {@code elapsedTicks} have passed since the one before. A tick that runs
     * late finds what was sent until then: credit is counted up to the one that is due by now.
     *
     * @param lateTicks from the tick to the one that is due, 0 when it runs in time
     */
    void tick(long tick, long elapsedTicks, long lateTicks) {
        previousDueTick = dueTick == 0 ? tick - elapsedTicks : dueTick;
        dueTick = tick + lateTicks;
        for (int slot = 0; slot < players.limit(); slot++) {
            if (players.states[slot] == Players.ACTIVE) {
                move(slot, tick);
                fall(slot, elapsedTicks);
            }
        }
    }

    private void move(int slot, long tick) {
        long input = players.inputs().takeStep(slot);
        if (input == InputQueues.NONE) {
            rest(slot, tick);
            return;
        }
        double paid = paid(slot);
        for (; input != InputQueues.NONE; input = players.inputs().takeStep(slot)) {
            if (paid + STEP_COST <= dueTick) {
                paid += STEP_COST;
                apply(slot, input, tick);
            } else {
                // Its client has moved on, and learns of the place that did not change.
                drops.count(DropReason.INPUT_OVER_LIMIT);
                players.viewer(slot).tellOwnPlace();
            }
        }
        players.paidTicks[slot] = paid;
    }

    private double paid(int slot) {
        double paid = players.paidTicks[slot];
        return paid == Players.UNPAID
                ? (double) dueTick - REJOIN_CREDIT
                : Math.max(paid, (double) previousDueTick + 1 - MAX_CREDIT);
    }

    private void apply(int slot, long input, long tick) {
        double x = players.x[slot];
        double y = players.y[slot];
        load(slot);
        step(slot, input);
        players.x[slot] = motion.x;
        players.y[slot] = motion.y;
        players.velocityX[slot] = perSecond(motion.x - x);
        players.velocityY[slot] = perSecond(motion.y - y);
        rise(slot);
        players.airTicks[slot]--;
        players.yaws[slot] = InputCommand.yaw(input);
        players.lastStepTicks[slot] = tick;
    }

    /**
     * Its client knows of no bounds but the map's, and learns of the place that does not change.
     */
    private void step(int slot, long input) {
        if (players.isLeaving(slot)) {
            MovementStep.move(motion, input, 1, keptRules);
            players.viewer(slot).tellOwnPlace();
        } else {
            MovementStep.move(motion, input, 1, rules);
        }
    }

    /** As it moved, not as it wished to: who walks against the map's edge stands. */
    private static float perSecond(double step) {
        return (float) (step * MovementStep.STEPS_PER_SECOND);
    }

    private void load(int slot) {
        motion.set(players.x[slot], players.y[slot], players.z[slot], players.velocityZ[slot]);
    }

    private void rise(int slot) {
        players.z[slot] = motion.z;
        players.velocityZ[slot] = motion.rise;
        int flags = players.flags[slot] & ~(EntityFlags.FALLING | EntityFlags.SWIMMING);
        if (motion.z > rules.ground()) {
            flags |= EntityFlags.FALLING;
        } else if (rules.swims(motion.x, motion.y, motion.z)) {
            flags |= EntityFlags.SWIMMING;
        }
        players.flags[slot] = flags;
    }

    /**
     * Without input a player stands; its velocity is kept for a moment, for a late datagram is no
     * halt.
     */
    private void rest(int slot, long tick) {
        if (tick - players.lastStepTicks[slot] <= STANDING_TICKS) {
            return;
        }
        players.velocityX[slot] = 0;
        players.velocityY[slot] = 0;
        if (!rules.waters().isEmpty()) {
            load(slot);
            rise(slot);
        }
    }

    /**
     * Nobody stays in the air by holding inputs back: who has been there for more ticks than it
     * took steps, by more than what it has credit to make up for, falls without them.
     */
    private void fall(int slot, long elapsedTicks) {
        if (players.z[slot] <= rules.ground()) {
            players.airTicks[slot] = 0;
            return;
        }
        long behind = players.airTicks[slot] + Math.min(elapsedTicks, LONGEST_FALL_TICKS);
        players.airTicks[slot] = (int) Math.min(behind, MAX_CREDIT);
        if (behind <= MAX_CREDIT) {
            return;
        }
        load(slot);
        for (; behind > MAX_CREDIT; behind--) {
            MovementStep.rise(motion, false, rules);
        }
        rise(slot);
    }
}
