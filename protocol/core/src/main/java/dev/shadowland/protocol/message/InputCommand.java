package dev.shadowland.protocol.message;

/**
 * A player's intent for the next few ticks, packed into a {@code long} so that queues of them are
 * plain arrays: move X i8, move Y i8, yaw u16, buttons u8, steps u8, from the low bits up. Its
 * number (u32, from 1) travels beside it.
 */
public final class InputCommand {
    /** Most ticks of 1/60 s that one input stands for. */
    public static final int MAX_STEPS = 6;

    /** Button that jumps, from the ground, for as long as it is held. */
    public static final int JUMP = 0x01;

    /** Bytes of an input on the wire. */
    public static final int SIZE = 6;

    private static final int BUTTONS_SHIFT = 32;
    private static final int STEPS_SHIFT = 40;

    private InputCommand() {}

    /**
     * Packs an input.
     *
     * @param moveX direction times strength along X, −127..127
     * @param moveY the same along Y
     * @param yaw u16
     * @param buttons u8, see {@link #JUMP}
     * @param steps ticks that it stands for, 1..6
     */
    public static long of(int moveX, int moveY, int yaw, int buttons, int steps) {
        long input =
                (moveX & 0xFFL)
                        | (moveY & 0xFFL) << 8
                        | (yaw & 0xFFFFL) << 16
                        | (buttons & 0xFFL) << BUTTONS_SHIFT
                        | (long) steps << STEPS_SHIFT;
        if (moveX != moveX(input) || moveY != moveY(input) || !isValid(input)) {
            throw new IllegalArgumentException(
                    "input out of range: move %d, %d steps %d".formatted(moveX, moveY, steps));
        }
        return input;
    }

    /**
     * Whether a word off the wire is an input: moves of at least −127, 1..6 steps, nothing above
     * them.
     */
    public static boolean isValid(long input) {
        int steps = steps(input);
        return input >>> STEPS_SHIFT == steps
                && steps >= 1
                && steps <= MAX_STEPS
                && moveX(input) != Byte.MIN_VALUE
                && moveY(input) != Byte.MIN_VALUE;
    }

    /** Direction times strength along X, −127..127. */
    public static int moveX(long input) {
        return (byte) input;
    }

    /** Direction times strength along Y, −127..127. */
    public static int moveY(long input) {
        return (byte) (input >>> 8);
    }

    /** Where the player looks, u16. */
    public static int yaw(long input) {
        return (int) (input >>> 16) & 0xFFFF;
    }

    /** Pressed buttons, one bit each, u8. */
    public static int buttons(long input) {
        return (int) (input >>> BUTTONS_SHIFT) & 0xFF;
    }

    /** Ticks that the input stands for. */
    public static int steps(long input) {
        return (int) (input >>> STEPS_SHIFT) & 0xFF;
    }

    /** The same input with a button pressed, one of its bits. */
    public static long pressing(long input, int button) {
        return input | (button & 0xFFL) << BUTTONS_SHIFT;
    }

    /** The same intent for one tick more; for an input of fewer than {@link #MAX_STEPS} steps. */
    public static long withOneStepMore(long input) {
        return input + (1L << STEPS_SHIFT);
    }

    /** Whether two inputs are the same intent, for however many ticks. */
    public static boolean isSameIntent(long input, long other) {
        return (input ^ other) << (Long.SIZE - STEPS_SHIFT) == 0;
    }

    /** The same intent for one tick less; for an input of more than one step. */
    public static long withoutOneStep(long input) {
        return input - (1L << STEPS_SHIFT);
    }
}
