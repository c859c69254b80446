package dev.shadowland.protocol.client;

import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.motion.MoveRules;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.motion.PlayerMotion;
import dev.shadowland.protocol.snapshot.EntityRow;
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
    private final double[] zs = new double[HISTORY];
    private final PlayerMotion motion = new PlayerMotion();
    private final MoveRules rules;
    private final boolean predicts;
    private final double agreement;
    private double tolerance;
    private long newest;
    private boolean newestIsOpen;
    private long processed;
    private long comparedTick = ReplicatedWorld.NO_TICK;
    private long comparedInput;
    private long corrections;
    private double correctedX;
    private double correctedY;
    private double correctedZ;
    private double lastError;

    /** Begins where the server put the entity, with {@link MotionSettings#DEFAULT}. */
    public OwnPrediction(MoveRules rules, double x, double y, double z, long lastInput) {
        this(rules, x, y, z, lastInput, MotionSettings.DEFAULT);
    }

    /**
     * Begins where the server put the entity.
     *
     * @param rules of the map and with the speed that WorldEntered tells
     * @param z height; who is put below the ground stands on it
     * @param lastInput number of the newest input that the server has consumed; the next one is one
     *     higher
     */
    public OwnPrediction(
            MoveRules rules,
            double x,
            double y,
            double z,
            long lastInput,
            MotionSettings settings) {
        this.rules = rules;
        predicts = settings.prediction();
        agreement = settings.agreement();
        tolerance = agreement;
        motion.set(x, y, Math.max(z, rules.ground()), 0);
        newest = lastInput;
        processed = lastInput;
        comparedInput = lastInput;
        keep(lastInput);
    }

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
            motion.set(world.x(slot), world.y(slot), world.z(slot), 0);
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
        return compare(input, world, slot);
    }

    /** Heights that differ by rounding only count as one: who stands is not to be lifted by it. */
    private boolean compare(long input, ReplicatedWorld world, int slot) {
        int at = index(input);
        double higher = world.z(slot) - zs[at];
        double off = Math.hypot(world.x(slot) - xs[at], world.y(slot) - ys[at]);
        lastError = Math.abs(higher) <= agreement + rounding(world) ? off : Math.hypot(off, higher);
        if (lastError <= tolerance) {
            return false;
        }
        corrections++;
        correctedX += motion.x;
        correctedY += motion.y;
        correctedZ += motion.z;
        beWhere(world, slot);
        keep(input);
        for (long number = input + 1; number <= newest; number++) {
            long replayed = inputs[index(number)];
            move(replayed, InputCommand.steps(replayed));
            keep(number);
        }
        correctedX -= motion.x;
        correctedY -= motion.y;
        correctedZ -= motion.z;
        return true;
    }

    /** Prediction and word are each half a step off at most, when it was corrected once. */
    private static double rounding(ReplicatedWorld world) {
        return 1.0001 * world.quantizer().step();
    }

    /** Where the server has the entity; who is as high as the ground, but for rounding, stands. */
    private void beWhere(ReplicatedWorld world, int slot) {
        boolean stands = world.z(slot) - rules.ground() <= rounding(world);
        double z = stands ? rules.ground() : world.z(slot);
        float rise = stands ? 0 : EntityRow.velocityZ(world.word(slot, EntityRow.MOTION));
        motion.set(world.x(slot), world.y(slot), z, rise);
    }

    /** Largest difference in units that is no error, after the first comparison. */
    public double tolerance() {
        return tolerance;
    }

    /** Predicted coordinate in units. */
    public double x() {
        return motion.x;
    }

    /** Predicted coordinate in units. */
    public double y() {
        return motion.y;
    }

    /** Predicted height of the feet in units. */
    public double z() {
        return motion.z;
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

    /** See {@link #correctedX}. */
    double correctedZ() {
        return correctedZ;
    }

    private void move(long input, int steps) {
        if (predicts) {
            MovementStep.move(motion, input, steps, rules);
        }
    }

    private void keep(long number) {
        xs[index(number)] = motion.x;
        ys[index(number)] = motion.y;
        zs[index(number)] = motion.z;
    }

    private static int index(long number) {
        return (int) number & (HISTORY - 1);
    }
}
