package dev.shadowland.protocol.motion;

import dev.shadowland.protocol.message.InputCommand;

/**
 * One step of 1/60 s of a player's movement, the same code on both ends. Along the ground:
 * direction, clamped to length 1, times the greatest speed, clamped to the map, in the air as well.
 * Upwards: who stands on the ground and jumps leaves it, and falls back. Who is in water swims:
 * more slowly, and without jumps. Stateless.
 */
public final class MovementStep {
    /** Steps per second; the tick rate. */
    public static final int STEPS_PER_SECOND = 60;

    /** Greatest speed of a player in units (centimetres) per second. */
    public static final double MAX_SPEED = 500;

    /** The same of who swims. */
    public static final double SWIM_SPEED = 300;

    /** Largest magnitude of a move component: full strength. */
    public static final int FULL = 127;

    /**
     * Units per second with which a jump begins: 94 units high at most, 53 steps long. This and
     * what follows are multiples of 16, to which a cell rounds velocities: a client that is
     * corrected in the air is told exactly how fast it rises.
     */
    public static final float JUMP = 416;

    /** Units per second that gravity takes off the rise in a step: 960 in a second. */
    public static final float GRAVITY = 16;

    /** Units per second at which a fall gets no faster. */
    public static final float FASTEST_FALL = 4_096;

    private MovementStep() {}

    /** Moves by so many steps of an input. */
    public static void move(PlayerMotion motion, long input, int steps, MoveRules rules) {
        int moveX = InputCommand.moveX(input);
        int moveY = InputCommand.moveY(input);
        double directionX = direction(moveX, moveY);
        double directionY = direction(moveY, moveX);
        boolean jumps = (InputCommand.buttons(input) & InputCommand.JUMP) != 0;
        for (int i = 0; i < steps; i++) {
            boolean swims = rules.swims(motion.x, motion.y, motion.z);
            double speed = swims ? Math.min(rules.maxSpeed(), SWIM_SPEED) : rules.maxSpeed();
            double x = motion.x + directionX * speed / STEPS_PER_SECOND;
            double y = motion.y + directionY * speed / STEPS_PER_SECOND;
            motion.x = Math.clamp(x, rules.minX(), rules.maxX());
            motion.y = Math.clamp(y, rules.minY(), rules.maxY());
            rise(motion, jumps && !swims, rules);
        }
    }

    /** The upward part of one step alone. */
    public static void rise(PlayerMotion motion, boolean jumps, MoveRules rules) {
        if (motion.z <= rules.ground()) {
            motion.z = rules.ground();
            motion.rise = jumps ? JUMP : 0;
            if (!jumps) {
                return;
            }
        }
        motion.z = Math.min(motion.z + motion.rise / (double) STEPS_PER_SECOND, rules.top());
        motion.rise = Math.max(motion.rise - GRAVITY, -FASTEST_FALL);
        if (motion.z <= rules.ground()) {
            motion.z = rules.ground();
            motion.rise = 0;
        }
    }

    /**
     * Component of a direction with a length of at most 1.
     *
     * @param component the wanted component of the move, −127..127
     * @param other the move's other component
     */
    static double direction(int component, int other) {
        int square = component * component + other * other;
        return square <= FULL * FULL ? component / (double) FULL : component / Math.sqrt(square);
    }
}
