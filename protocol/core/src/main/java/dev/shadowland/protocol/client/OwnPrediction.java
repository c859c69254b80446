package dev.shadowland.protocol.client;

import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.wire.WireWriter;

/**
 * The client's prediction of its own entity: inputs take effect at once, and when the server's word
 * for an input differs from what was predicted for it, the server's position counts and the inputs
 * after it are replayed. Owned by one thread; does not allocate.
 *
 * <p>Positions are compared when a snapshot reports a newly consumed input and holds the position
 * of the same tick: between two such snapshots the server is part way through an input, and it may
 * be {@value #STEPS_AHEAD} steps into the next one.
 */
public final class OwnPrediction {
    private static final int HISTORY = 256;
    private static final int STEPS_AHEAD = 2;
    private static final int POSITION_FIELD = Integer.numberOfTrailingZeros(Field.POSITION);

    private final long[] inputs = new long[HISTORY];
    private final double[] xs = new double[HISTORY];
    private final double[] ys = new double[HISTORY];
    private final double maxSpeed;
    private final double minX;
    private final double minY;
    private final double maxX;
    private final double maxY;
    private double x;
    private double y;
    private long newest;
    private long processed;
    private long corrections;
    private double lastError;

    /**
     * Begins where the server put the entity.
     *
     * @param bounds the map's edges: west, south, east, north
     * @param lastInput number of the newest input that the server has consumed; the next one is one
     *     higher
     */
    public OwnPrediction(Bounds bounds, double maxSpeed, double x, double y, long lastInput) {
        this.minX = bounds.minX();
        this.minY = bounds.minY();
        this.maxX = bounds.maxX();
        this.maxY = bounds.maxY();
        this.maxSpeed = maxSpeed;
        this.x = x;
        this.y = y;
        this.newest = lastInput;
        this.processed = lastInput;
        xs[index(lastInput)] = x;
        ys[index(lastInput)] = y;
    }

    /** Edges of a map in units. */
    public record Bounds(double minX, double minY, double maxX, double maxY) {}

    /** Adds an input, moves the prediction by it, and returns its number. */
    public long add(long input) {
        newest++;
        inputs[index(newest)] = input;
        step(newest);
        return newest;
    }

    /** Number of the newest input. */
    public long newestInput() {
        return newest;
    }

    /** Inputs that the server has not consumed yet. */
    public int pending() {
        return (int) Math.min(newest - processed, HISTORY);
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
        InputFrame.writeHead(writer, newest, count);
        for (long number = newest - count + 1; number <= newest; number++) {
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
        long before = processed;
        processed = Math.clamp(world.lastInput(), processed, newest);
        int slot = world.slotOf(ownEntity);
        boolean comparable =
                world.isNewest()
                        && processed > before
                        && newest - processed < HISTORY
                        && slot != ReplicatedWorld.NO_SLOT
                        && world.fieldTick(slot, POSITION_FIELD) == world.datagramTick();
        return comparable && compare(world.x(slot), world.y(slot));
    }

    private boolean compare(double serverX, double serverY) {
        int at = index(processed);
        lastError = Math.hypot(serverX - xs[at], serverY - ys[at]);
        if (lastError <= tolerance()) {
            return false;
        }
        corrections++;
        xs[at] = serverX;
        ys[at] = serverY;
        x = serverX;
        y = serverY;
        for (long number = processed + 1; number <= newest; number++) {
            step(number);
        }
        return true;
    }

    /**
     * Largest difference in units that is no error: the steps that the server may be ahead, and
     * quantization.
     */
    public double tolerance() {
        return STEPS_AHEAD * maxSpeed / MovementStep.STEPS_PER_SECOND + 2;
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

    private void step(long number) {
        long input = inputs[index(number)];
        int moveX = InputCommand.moveX(input);
        int moveY = InputCommand.moveY(input);
        double directionX = MovementStep.direction(moveX, moveY);
        double directionY = MovementStep.direction(moveY, moveX);
        for (int i = 0; i < InputCommand.steps(input); i++) {
            x = MovementStep.advance(x, directionX, maxSpeed, minX, maxX);
            y = MovementStep.advance(y, directionY, maxSpeed, minY, maxY);
        }
        xs[index(number)] = x;
        ys[index(number)] = y;
    }

    private static int index(long number) {
        return (int) number & (HISTORY - 1);
    }
}
