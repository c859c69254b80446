package dev.shadowland.protocol.client;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.wire.PositionQuantizer;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A client's world as it is drawn. Tell it of each datagram; then, for each frame that is drawn,
 * call {@link #frame} once and {@link #show} for each slot of the {@link ReplicatedWorld}, and read
 * the entity's pose and state.
 *
 * <p>Everything is shown at one time: the {@link ServerClock}'s, less the delay (100 ms). Two
 * entities that met at the server so meet on the screen, whatever their distance and rate. The
 * price: an entity that is told of less often than the delay (10 Hz with jitter, 6 Hz) goes on by
 * its velocity for the rest of each gap, and is off by at most twice its speed times that rest if
 * it turns just then. Such entities are far away, where that is seen under a small angle; a delay
 * of its own for each rate would show it late by a tenth of a second more, always, and would have
 * to be stretched and squeezed whenever the rate changes.
 *
 * <p>What turns out to be wrong, because a state came late and the entity had been carried on, is
 * not jumped over: the shown position stays and then moves to the right one, see {@link
 * MotionSettings.Correction}. Animation, flags and vitals change at the time shown, and entities
 * appear and disappear at it. What the time shown is behind of by more than the states that are
 * kept, when the path gets shorter, is shown as the oldest of them.
 *
 * <p>Without interpolation everything is shown as the newest record says, carried on by its
 * velocity if extrapolation is on.
 *
 * <p>Owned by the world's thread; allocates only when the world has more entities than ever before.
 */
public final class RenderedWorld {
    /** What was not shown for so long has no appearance to keep to. */
    private static final long FORGOTTEN_NS = 500_000_000;

    private static final double DEGREES = 360.0 / 65_536;
    private static final int STRIDE = 6;

    private final ReplicatedWorld world;
    private final PositionQuantizer quantizer;
    private final @Nullable MotionHistory history;
    private final @Nullable MotionPath path;
    private final ServerClock clock;
    private final ErrorBlend errors;
    private final long delayNs;
    private final double mostSecondsOn;
    private final int tickRateHz;
    private final Pose pose = new Pose();
    private final Pose before = new Pose();
    private double[] shown;
    private double[] shownTicks;
    private long[] shownNs;
    private int[] lives;
    private double ticks;
    private long frameNs;
    private int slot;
    private int state;

    /**
     * For a world with the same settings.
     *
     * @param tickRateHz the server's, as WorldEntered tells it
     */
    public RenderedWorld(ReplicatedWorld world, MotionSettings settings, int tickRateHz) {
        this.world = world;
        this.tickRateHz = tickRateHz;
        quantizer = world.quantizer();
        history = settings.interpolation() ? world.history() : null;
        if (settings.interpolation() && history == null) {
            throw new IllegalArgumentException("the world was made without interpolation");
        }
        path = history == null ? null : new MotionPath(history, quantizer, settings, tickRateHz);
        clock = new ServerClock(tickRateHz);
        errors = new ErrorBlend(settings.correction(), 0);
        delayNs = settings.interpolation() ? settings.timing().delayNs() : 0;
        mostSecondsOn = settings.extrapolation() ? settings.timing().extrapolationNs() * 1e-9 : 0;
        shown = new double[0];
        shownTicks = new double[0];
        shownNs = new long[0];
        lives = new int[0];
    }

    /** A datagram arrived and the world has all its frames; call before the next one begins. */
    public void onDatagram(long arrivedNs) {
        if (world.datagramTick() != ReplicatedWorld.NO_TICK) {
            clock.onSnapshot(world.datagramTick(), arrivedNs);
        }
    }

    /** A frame is drawn now. */
    public void frame(long nowNs) {
        clock.advance(nowNs);
        ticks = clock.ticks(delayNs);
        frameNs = nowNs;
        int capacity = world.capacity();
        if (capacity > lives.length) {
            errors.grow(capacity);
            shown = Arrays.copyOf(shown, capacity * STRIDE);
            shownTicks = Arrays.copyOf(shownTicks, capacity);
            shownNs = Arrays.copyOf(shownNs, capacity);
            lives = Arrays.copyOf(lives, capacity);
        }
    }

    /** The clock, for what else happens at the server's time. */
    public ServerClock clock() {
        return clock;
    }

    /** The time that this frame shows, in ticks and parts of a tick. */
    public double ticks() {
        return ticks;
    }

    /**
     * Turns to the entity of a slot, 0 to {@link ReplicatedWorld#limit} − 1; the methods below then
     * tell of it. Call at most once per frame and slot.
     *
     * @return whether there is one to draw
     */
    public boolean show(int newSlot) {
        slot = newSlot;
        if (!clock.isRunning() || slot >= lives.length) {
            return false;
        }
        if (history == null || path == null) {
            return showNewest();
        }
        return showThen(history, path);
    }

    private boolean showNewest() {
        if (!world.isLive(slot)) {
            return false;
        }
        MotionPath.read(
                quantizer,
                world.word(slot, EntityRow.PLACE),
                world.word(slot, EntityRow.REST),
                world.word(slot, EntityRow.TILT),
                pose);
        long motion = world.word(slot, EntityRow.MOTION);
        double seconds = (ticks - world.recordTick(slot)) / tickRateHz;
        seconds = Math.clamp(seconds, 0, mostSecondsOn);
        pose.x += EntityRow.velocityX(motion) * seconds;
        pose.y += EntityRow.velocityY(motion) * seconds;
        pose.z += EntityRow.velocityZ(motion) * seconds;
        return true;
    }

    private boolean showThen(MotionHistory states, MotionPath along) {
        state = states.shownAt(slot, ticks);
        boolean isGone = !world.isLive(slot) && ticks >= world.recordTick(slot);
        if (state < 0 || isGone) {
            return false;
        }
        if (isContinued(states, along)) {
            along.at(slot, shownTicks[slot], before);
            compare();
            errors.fade(slot, frameNs - shownNs[slot]);
        } else {
            errors.clear(slot);
        }
        along.at(slot, ticks, pose);
        pose.x += errors.x(slot);
        pose.y += errors.y(slot);
        pose.z += errors.z(slot);
        pose.yaw += errors.yaw(slot);
        pose.pitch += errors.pitch(slot);
        pose.roll += errors.roll(slot);
        keep(states);
        return true;
    }

    /** Of what was shown and where it should have been shown then. */
    private void compare() {
        int at = slot * STRIDE;
        errors.set(slot, shown[at] - before.x, shown[at + 1] - before.y, shown[at + 2] - before.z);
        errors.setTurn(
                slot,
                MotionPath.shorterTurn(before.yaw, shown[at + 3]),
                MotionPath.shorterTurn(before.pitch, shown[at + 4]),
                MotionPath.shorterTurn(before.roll, shown[at + 5]));
    }

    /**
     * Whether it was shown just before, and has walked since, and its path reaches back to then.
     */
    private boolean isContinued(MotionHistory states, MotionPath along) {
        return lives[slot] == states.life(slot)
                && frameNs - shownNs[slot] < FORGOTTEN_NS
                && states.tick(slot, 0) <= shownTicks[slot]
                && !along.isMovedBetween(slot, shownTicks[slot], ticks);
    }

    private void keep(MotionHistory states) {
        int at = slot * STRIDE;
        shown[at] = pose.x;
        shown[at + 1] = pose.y;
        shown[at + 2] = pose.z;
        shown[at + 3] = pose.yaw;
        shown[at + 4] = pose.pitch;
        shown[at + 5] = pose.roll;
        shownTicks[slot] = ticks;
        shownNs[slot] = frameNs;
        lives[slot] = states.life(slot);
    }

    /** Coordinate in units. */
    public double x() {
        return pose.x;
    }

    /** Coordinate in units. */
    public double y() {
        return pose.y;
    }

    /** Coordinate in units. */
    public double z() {
        return pose.z;
    }

    /** Where it looks, 0 up to but not including 360 degrees. */
    public double yawDegrees() {
        return degrees(pose.yaw);
    }

    /**
     * How far its nose is up, −180 up to but not including 180 degrees; 0 of what only has a yaw.
     */
    public double pitchDegrees() {
        return centred(degrees(pose.pitch));
    }

    /**
     * How far it leans to its right, −180 up to but not including 180 degrees; 0 of what only has a
     * yaw.
     */
    public double rollDegrees() {
        return centred(degrees(pose.roll));
    }

    private static double degrees(double steps) {
        double degrees = steps * DEGREES % 360;
        return degrees < 0 ? (degrees + 360) % 360 : degrees;
    }

    private static double centred(double degrees) {
        return degrees < 180 ? degrees : degrees - 360;
    }

    /** Animation, u16. */
    public int animation() {
        return EntityRow.animation(word(EntityRow.MOTION));
    }

    /** Entity flags. */
    public int flags() {
        return EntityRow.flags(word(EntityRow.REST));
    }

    /** Health, u8. */
    public int health() {
        return vitals() & 0xFF;
    }

    /** Mana, u8. */
    public int mana() {
        return vitals() >>> Byte.SIZE;
    }

    /** How far it is shown from where it should be, in units: what is still to be corrected. */
    public double error() {
        return history == null ? 0 : errors.size(slot);
    }

    /** How many errors were too large to be blended. */
    public long snaps() {
        return errors.snaps();
    }

    private long word(int word) {
        return history == null ? world.word(slot, word) : history.word(slot, state, word);
    }

    private int vitals() {
        if (history != null) {
            return history.vitals(slot, state);
        }
        long identity = world.word(slot, EntityRow.IDENTITY);
        return EntityRow.health(identity) | EntityRow.mana(identity) << Byte.SIZE;
    }
}
