package dev.shadowland.protocol.client;

import dev.shadowland.protocol.motion.MovementStep;

import java.util.ArrayList;
import java.util.List;

/**
 * How a client shows a world that it only knows from snapshots. Each of the three parts can be
 * switched off: a bot needs no picture to look at. All violations are reported at once.
 *
 * @param interpolation shows others between the states that were received, {@link Timing#delayNs}
 *     behind; off: as the newest record says, and no states are kept
 * @param extrapolation carries others on by their velocity when no later state has come yet; off:
 *     they wait
 * @param prediction moves the own entity with its inputs at once; off: as the server says
 * @param timing when and how long
 * @param correction how an error becomes invisible
 * @param maxSpeed greatest speed in units per second at which anything walks; what got further than
 *     that was moved, and is shown there at once
 * @param agreement difference in units, beyond the wire's rounding, up to which the server's word
 *     on an input confirms the prediction
 */
public record MotionSettings(
        boolean interpolation,
        boolean extrapolation,
        boolean prediction,
        Timing timing,
        Correction correction,
        double maxSpeed,
        double agreement) {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int MOST_STATES = 64;

    /**
     * When and how long.
     *
     * @param delayNs how far behind the newest possible state others are shown, 0 to 1 s; at most
     *     what {@code states} hold of an entity that is told of at every tick
     * @param states received states kept for each entity, 2 to 64
     * @param extrapolationNs how long an entity goes on without a later state, 0 to 1 s; then it
     *     stands
     */
    public record Timing(long delayNs, int states, long extrapolationNs) {
        /** 100 ms behind, 10 states, 250 ms onwards. */
        public static final Timing DEFAULT = new Timing(100_000_000, 10, 250_000_000);
    }

    /**
     * How an error becomes invisible: what is shown never jumps to a better position, it gets
     * there, unless it is too far off.
     *
     * @param deadBand errors up to this many units stay as they are
     * @param snapDistance errors of more units than this end at once
     * @param blendNs time in which all others fade, above 0 to 2 s
     */
    public record Correction(double deadBand, double snapDistance, long blendNs) {
        /** Nothing up to 10 units, at once beyond 100, 0.2 s between. */
        public static final Correction DEFAULT = new Correction(10, 100, 200_000_000);
    }

    /** Everything on. */
    public static final MotionSettings DEFAULT =
            new MotionSettings(
                    true,
                    true,
                    true,
                    Timing.DEFAULT,
                    Correction.DEFAULT,
                    MovementStep.MAX_SPEED,
                    0);

    /**
     * Prediction alone. It lets two steps pass, which a player would not see and a check of the
     * server should: what a prediction corrects, nobody finds any more.
     */
    public static final MotionSettings BOT =
            new MotionSettings(
                    false,
                    false,
                    true,
                    Timing.DEFAULT,
                    Correction.DEFAULT,
                    MovementStep.MAX_SPEED,
                    2 * MovementStep.MAX_SPEED / MovementStep.STEPS_PER_SECOND);

    /** Throws {@link IllegalArgumentException} with every value that is out of range. */
    public MotionSettings {
        List<String> violations = new ArrayList<>();
        checkTiming(timing, violations);
        checkCorrection(correction, violations);
        require(maxSpeed > 0 && Double.isFinite(maxSpeed), "maxSpeed " + maxSpeed, violations);
        require(agreement >= 0 && Double.isFinite(agreement), "agreement " + agreement, violations);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException("out of range: " + String.join(", ", violations));
        }
    }

    private static void checkTiming(Timing timing, List<String> violations) {
        int states = timing.states;
        require(states >= 2 && states <= MOST_STATES, "states " + states, violations);
        require(
                isBetween(timing.extrapolationNs, 0, SECOND_NS),
                "extrapolationNs " + timing.extrapolationNs,
                violations);
        require(isBetween(timing.delayNs, 0, SECOND_NS), "delayNs " + timing.delayNs, violations);
        require(
                timing.delayNs <= (states - 1) * SECOND_NS / MovementStep.STEPS_PER_SECOND,
                "delayNs %d for %d states".formatted(timing.delayNs, states),
                violations);
    }

    private static void checkCorrection(Correction correction, List<String> violations) {
        require(
                correction.deadBand >= 0 && correction.deadBand <= correction.snapDistance,
                "deadBand " + correction.deadBand,
                violations);
        require(
                Double.isFinite(correction.snapDistance),
                "snapDistance " + correction.snapDistance,
                violations);
        require(
                isBetween(correction.blendNs, 1, 2 * SECOND_NS),
                "blendNs " + correction.blendNs,
                violations);
    }

    private static boolean isBetween(long value, long least, long most) {
        return value >= least && value <= most;
    }

    private static void require(boolean holds, String otherwise, List<String> violations) {
        if (!holds) {
            violations.add(otherwise);
        }
    }
}
