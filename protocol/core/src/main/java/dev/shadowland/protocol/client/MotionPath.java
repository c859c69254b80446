package dev.shadowland.protocol.client;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.wire.PositionQuantizer;

/**
 * The path on which an entity is shown, made of its {@link MotionHistory}. It leads from waypoint
 * to waypoint, straight and evenly, for smoothing each piece would make the speed pulse; it turns
 * the shorter way. Behind the last waypoint it goes on by the velocity there, as long as allowed,
 * and ends. Positions are world units in doubles, so quadrants and the origin leave no trace.
 *
 * <p>A state is a waypoint when its record told of the motion: position or velocity. What was told
 * of in some other respect is on its way or at rest: a player's position changes with its inputs,
 * at every third tick, and the place where it was last is none to wait at.
 *
 * <p>Two gaps are no walks. What got further than it could walk, by {@link
 * MotionSettings.Correction#snapDistance} and more, was moved: it stays until the later waypoint's
 * tick and is there. What stood, and walks when it is seen next, stood until it had to leave to be
 * there by then, for records only tell of changes; so did, at full speed, what stands again and was
 * not told of for more than {@value #REST_TICKS} ticks.
 *
 * <p>Confined to the world's thread; does not allocate.
 */
final class MotionPath {
    /** No waypoint. */
    static final int NONE = -1;

    private static final int MOTION = Field.POSITION | Field.VELOCITY;

    /** What moves is told of more often than this, however far it is. */
    private static final int REST_TICKS = 12;

    /** Least time to leave, so that a turn on the spot is seen as one. */
    private static final int LEAVING_TICKS = 2;

    private final MotionHistory history;
    private final PositionQuantizer quantizer;
    private final double tickRateHz;
    private final double maxSpeed;
    private final double slack;
    private final double mostTicksOn;
    private final Pose from = new Pose();
    private final Pose to = new Pose();

    MotionPath(
            MotionHistory history,
            PositionQuantizer quantizer,
            MotionSettings settings,
            int tickRateHz) {
        this.history = history;
        this.quantizer = quantizer;
        this.tickRateHz = tickRateHz;
        maxSpeed = settings.maxSpeed();
        slack = settings.correction().snapDistance();
        mostTicksOn =
                settings.extrapolation()
                        ? settings.timing().extrapolationNs() * 1e-9 * tickRateHz
                        : 0;
    }

    /** Where the entity is at a time in ticks; it has at least one state. */
    void at(int slot, double time, Pose pose) {
        int waypoint = waypointAt(slot, time);
        int next = waypointAfter(slot, waypoint);
        if (waypoint == NONE) {
            read(slot, 0, pose);
        } else if (next == NONE) {
            onwards(slot, waypoint, time, pose);
            turn(slot, time, pose);
        } else {
            between(slot, waypoint, next, time, pose);
            turn(slot, time, pose);
        }
    }

    /** Whether it was moved between two times in ticks. */
    boolean isMovedBetween(int slot, double after, double until) {
        int waypoint = waypointAt(slot, until);
        while (waypoint > 0 && history.tick(slot, waypoint) > after) {
            int before = waypointAt(slot, history.tick(slot, waypoint) - 1.0);
            read(slot, before, from);
            read(slot, waypoint, to);
            if (isMoved(slot, before, waypoint)) {
                return true;
            }
            waypoint = before;
        }
        return false;
    }

    /** The last waypoint that is not after a time in ticks, or {@link #NONE}. */
    int waypointAt(int slot, double time) {
        int index = history.indexAt(slot, time);
        while (index > 0 && !isWaypoint(slot, index)) {
            index--;
        }
        return index;
    }

    /** The next waypoint, or {@link #NONE}. */
    int waypointAfter(int slot, int waypoint) {
        for (int index = waypoint + 1; index < history.count(slot); index++) {
            if (isWaypoint(slot, index)) {
                return index;
            }
        }
        return NONE;
    }

    /** The oldest state always is one: there is none before it. */
    private boolean isWaypoint(int slot, int index) {
        return index == 0 || history.isTold(slot, index, MOTION);
    }

    private void onwards(int slot, int waypoint, double time, Pose pose) {
        read(slot, waypoint, pose);
        long motion = history.word(slot, waypoint, EntityRow.MOTION);
        double seconds = Math.min(time - history.tick(slot, waypoint), mostTicksOn) / tickRateHz;
        pose.x += EntityRow.velocityX(motion) * seconds;
        pose.y += EntityRow.velocityY(motion) * seconds;
        pose.z += EntityRow.velocityZ(motion) * seconds;
    }

    private void between(int slot, int waypoint, int next, double time, Pose pose) {
        read(slot, waypoint, from);
        read(slot, next, to);
        double left = history.tick(slot, next) - time;
        boolean isMoved = isMoved(slot, waypoint, next);
        double share = isMoved ? 0 : Math.max(0, 1 - left / walkTicks(slot, waypoint, next));
        pose.x = from.x + (to.x - from.x) * share;
        pose.y = from.y + (to.y - from.y) * share;
        pose.z = from.z + (to.z - from.z) * share;
    }

    /**
     * It turns between any two states: angles are told of when they change, whatever else is. Each
     * takes its shorter way by itself. A quaternion would turn about one axis all the way, but the
     * wire has angles, an entity that only has its yaw is the usual one, and over the few ticks of
     * a gap nobody sees the two ways apart.
     */
    private void turn(int slot, double time, Pose pose) {
        int index = history.indexAt(slot, time);
        readTurn(slot, index, pose);
        if (index + 1 < history.count(slot)) {
            double gap = history.tick(slot, index + 1) - history.tick(slot, index);
            double turning = gap <= REST_TICKS ? gap : LEAVING_TICKS;
            double left = history.tick(slot, index + 1) - time;
            double share = Math.max(0, 1 - left / turning);
            readTurn(slot, index + 1, to);
            pose.yaw += shorterTurn(pose.yaw, to.yaw) * share;
            pose.pitch += shorterTurn(pose.pitch, to.pitch) * share;
            pose.roll += shorterTurn(pose.roll, to.roll) * share;
        }
    }

    private void readTurn(int slot, int index, Pose pose) {
        readTurn(
                history.word(slot, index, EntityRow.PLACE),
                history.word(slot, index, EntityRow.TILT),
                pose);
    }

    /** Of two waypoints, which {@link #from} and {@link #to} hold. */
    private boolean isMoved(int slot, int waypoint, int next) {
        double beyond = from.distance(to) - slack;
        if (beyond <= 0) {
            return false;
        }
        double fastest = Math.max(speed(slot, waypoint), speed(slot, next));
        long gap = history.tick(slot, next) - history.tick(slot, waypoint);
        return beyond > Math.max(maxSpeed, fastest) * gap / tickRateHz;
    }

    /** How long before the next waypoint it left the one before, in ticks above 0. */
    private double walkTicks(int slot, int waypoint, int next) {
        double gap = history.tick(slot, next) - history.tick(slot, waypoint);
        double arriving = speed(slot, next);
        if (speed(slot, waypoint) > 0 || (arriving == 0 && gap <= REST_TICKS)) {
            return gap;
        }
        double walk = from.distance(to) / (arriving > 0 ? arriving : maxSpeed) * tickRateHz;
        return Math.min(gap, Math.max(walk, LEAVING_TICKS));
    }

    private double speed(int slot, int index) {
        long motion = history.word(slot, index, EntityRow.MOTION);
        double x = EntityRow.velocityX(motion);
        double y = EntityRow.velocityY(motion);
        double z = EntityRow.velocityZ(motion);
        return Math.sqrt(x * x + y * y + z * z);
    }

    private void read(int slot, int index, Pose pose) {
        read(
                quantizer,
                history.word(slot, index, EntityRow.PLACE),
                history.word(slot, index, EntityRow.REST),
                history.word(slot, index, EntityRow.TILT),
                pose);
    }

    /** Decodes words of an {@link EntityRow}. */
    static void read(PositionQuantizer quantizer, long place, long rest, long tilt, Pose pose) {
        pose.x = quantizer.decode(EntityRow.quadrantX(rest), EntityRow.x(place));
        pose.y = quantizer.decode(EntityRow.quadrantY(rest), EntityRow.y(place));
        pose.z = quantizer.decodeHeight(EntityRow.height(place));
        readTurn(place, tilt, pose);
    }

    private static void readTurn(long place, long tilt, Pose pose) {
        pose.yaw = EntityRow.yaw(place);
        pose.pitch = EntityRow.pitch(tilt);
        pose.roll = EntityRow.roll(tilt);
    }

    /** From one angle to another, −32 768 to 32 768 steps; each may be of any turn. */
    static double shorterTurn(double from, double to) {
        return from == to ? 0 : Math.IEEEremainder(to - from, 65_536);
    }
}
