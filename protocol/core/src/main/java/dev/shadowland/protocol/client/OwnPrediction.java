package dev.shadowland.protocol.client;

import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.wire.WireWriter;

/**
 * The client's prediction of its own entity: inputs take effect at once, by the step that the
 * server runs, and when the server's word for an input differs from what was predicted for it, the
 * server's position counts and the inputs after it are replayed. Owned by one thread; does not
 * allocate.
 *
 * <p>A client that is drawn calls {@link #step} sixty times a second and {@link #seal} before it
 * sends; steps of one intent become one input. A bot may {@link #add} whole inputs.
 *
 * <p>A snapshot's position is the server's word for the input that the snapshot's head names: the
 * server applies an input whole in one tick. The position is compared whenever a snapshot carries
 * it, which it does when it changed or when inputs were lost; an unchanged one comes with the
 * server's refresh of everything, every 5 s. Both ends begin with the same doubles and run the same
 * steps, so without interference they differ by the wire's rounding alone.
 *
 * <p>With prediction off the position is the newest one that the server told; inputs are numbered
 * and repeated all the same.
 */
public final class OwnPrediction {
    private static final int HISTORY = 256;
    private static final int POSITION_FIELD = Integer.numberOfTrailingZeros(Field.POSITION);

    /**
     * Prediction and word are each half a step off per axis at most, when it was corrected once.
     */
    private static final double BOTH_ROUNDED = 1.0001 * Math.sqrt(2);

    private final long[] inputs = new long[HISTORY];
    private final double[] xs = new double[HISTORY];
    private final double[] ys = new double[HISTORY];
    private final Bounds bounds;
    private final double maxSpeed;
    private final boolean predicts;
    private final double agreement;
    private double tolerance;
    private double x;
    private double y;
    private long newest;
    private boolean newestIsOpen;
    private long processed;
    private long comparedTick = ReplicatedWorld.NO_TICK;
    private long comparedInput;
    private long corrections;
    private double correctedX;
    private double correctedY;
    private double lastError;

    /** Begins where the server put the entity, with {@link MotionSettings#DEFAULT}. */
    public OwnPrediction(Bounds bounds, double maxSpeed, double x, double y, long lastInput) {
        this(bounds, maxSpeed, x, y, lastInput, MotionSettings.DEFAULT);
    }

    /**
     * Begins where the server put the entity.
     *
     * @param bounds the map's edges: west, south, east, north
     * @param maxSpeed the own entity's, as WorldEntered tells it
     * @param lastInput number of the newest input that the server has consumed; the next one is one
     *     higher
     */
    public OwnPrediction(
            Bounds bounds,
            double maxSpeed,
            double x,
            double y,
            long lastInput,
            MotionSettings settings) {
        this.bounds = bounds;
        this.maxSpeed = maxSpeed;
        predicts = settings.prediction();
        agreement = settings.agreement();
        tolerance = agreement;
        this.x = x;
        this.y = y;
        newest = lastInput;
        processed = lastInput;
        comparedInput = lastInput;
        xs[index(lastInput)] = x;
        ys[index(lastInput)] = y;
    }

    /** Edges of a map in units. */
    public record Bounds(double minX, double minY, double maxX, double maxY) {}

    /** Adds an input, moves the prediction by it, and returns its number. */
    public long add(long input) {
        newest++;
        newestIsOpen = false;
        inputs[index(newest)] = input;
        move(input, InputCommand.steps(input));
        keep(newest);
        return newest;
    }

    /**
     * Moves the prediction by one step of an input of one step. It lengthens the newest input while
     * that is open and means the same, and is a new one otherwise.
     */
    public void step(long input) {
        if (InputCommand.steps(input) != 1) {
            throw new IllegalArgumentException(
                    "an input of one step, not of " + InputCommand.steps(input));
        }
        long last = inputs[index(newest)];
        boolean isLonger =
                newestIsOpen
                        && InputCommand.isSameIntent(last, input)
                        && InputCommand.steps(last) < InputCommand.MAX_STEPS;
        if (!isLonger) {
            newest++;
            newestIsOpen = true;
        }
        inputs[index(newest)] = isLonger ? InputCommand.withOneStepMore(last) : input;
        move(input, 1);
        keep(newest);
    }

    /** Closes the newest input, so that it is sent. */
    public void seal() {
        newestIsOpen = false;
    }

    /** Number of the newest input. */
    public long newestInput() {
        return newest;
    }

    /** Inputs that the server has not consumed yet, without an open one. */
    public int pending() {
        return (int) Math.min(newestSealed() - processed, HISTORY);
    }

    private long newestSealed() {
        return newestIsOpen ? newest - 1 : newest;
    }

    /**
     * Writes the body of an input frame with the newest unprocessed inputs; false when there are
     * none.
     */
    public boolean write(WireWriter writer) {
        int count = Math.min(pending(), InputFrame.MAX_INPUTS);
        if (count == 0) {
            return false;
        }
        long last = newestSealed();
        InputFrame.writeHead(writer, last, count);
        for (long number = last - count + 1; number <= last; number++) {
            InputFrame.writeInput(writer, inputs[index(number)]);
        }
        return true;
    }

    /**
     * Compares with the snapshot in the world's present datagram; call after its last frame.
     *
     * @return whether the prediction was corrected
     */
    public boolean onSnapshot(ReplicatedWorld world, int ownEntity) {
        processed = Math.clamp(world.lastInput(), processed, newestSealed());
        int slot = world.slotOf(ownEntity);
        if (slot == ReplicatedWorld.NO_SLOT) {
            return false;
        }
        if (!predicts) {
            x = world.x(slot);
            y = world.y(slot);
            return false;
        }
        long tick = world.datagramTick();
        long input = world.datagramInput();
        boolean isComparable =
                tick > comparedTick
                        && world.fieldTick(slot, POSITION_FIELD) == tick
                        && input >= comparedInput
                        && input <= newestSealed()
                        && newest - input < HISTORY;
        if (!isComparable) {
            return false;
        }
        comparedTick = tick;
        comparedInput = input;
        tolerance = agreement + world.quantizer().step() * BOTH_ROUNDED;
        return compare(input, world.x(slot), world.y(slot));
    }

    private boolean compare(long input, double serverX, double serverY) {
        int at = index(input);
        lastError = Math.hypot(serverX - xs[at], serverY - ys[at]);
        if (lastError <= tolerance) {
            return false;
        }
        corrections++;
        correctedX += x;
        correctedY += y;
        x = serverX;
        y = serverY;
        keep(input);
        for (long number = input + 1; number <= newest; number++) {
            long replayed = inputs[index(number)];
            move(replayed, InputCommand.steps(replayed));
            keep(number);
        }
        correctedX -= x;
        correctedY -= y;
        return true;
    }

    /** Largest difference in units that is no error, after the first comparison. */
    public double tolerance() {
        return tolerance;
    }

    /** Predicted coordinate in units. */
    public double x() {
        return x;
    }

    /** Predicted coordinate in units. */
    public double y() {
        return y;
    }

    /** How often the server's position replaced the prediction. */
    public long corrections() {
        return corrections;
    }

    /**
     * Distance in units between the server's position and the prediction at the last comparison.
     */
    public double lastError() {
        return lastError;
    }

    /** Sum of all corrections so far, each as old minus new position, for {@link OwnView}. */
    double correctedX() {
        return correctedX;
    }

    /** See {@link #correctedX}. */
    double correctedY() {
        return correctedY;
    }

    private void move(long input, int steps) {
        if (!predicts) {
            return;
        }
        int moveX = InputCommand.moveX(input);
        int moveY = InputCommand.moveY(input);
        double directionX = MovementStep.direction(moveX, moveY);
        double directionY = MovementStep.direction(moveY, moveX);
        for (int i = 0; i < steps; i++) {
            x = MovementStep.advance(x, directionX, maxSpeed, bounds.minX, bounds.maxX);
            y = MovementStep.advance(y, directionY, maxSpeed, bounds.minY, bounds.maxY);
        }
    }

    private void keep(long number) {
        xs[index(number)] = x;
        ys[index(number)] = y;
    }

    private static int index(long number) {
        return (int) number & (HISTORY - 1);
    }
}
