package dev.shadowland.protocol.client;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.wire.PositionQuantizer;

/**
 * The path on which an entity is shown, made of its {@link MotionHistory}. Between two states it
 * runs straight and evenly, for smoothing each piece would make the speed pulse; the yaw takes the
 * shorter way. Behind the newest state it runs on by that state's velocity, as long as allowed, and
 * ends there. Positions are world units in doubles, so quadrants and the origin leave no trace.
 *
 * <p>Two gaps are no walks. What got further than it could walk, by {@link
 * MotionSettings.Correction#snapDistance} and more, was moved: it stays until the later state's
 * tick and is there. What stood, and walks when it is seen next, stood until it had to leave to be
 * there by then, for records only tell of changes; so did, at full speed, what stands again and was
 * not told of for more than {@value #REST_TICKS} ticks.
 *
 * <p>Confined to the world's thread; does not allocate.
 */
final class MotionPath {
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
        int index = history.indexAt(slot, time);
        if (index < 0) {
            read(slot, 0, pose);
        } else if (index == history.count(slot) - 1) {
            onwards(slot, index, time, pose);
        } else {
            between(slot, index, time, pose);
        }
    }

    /** Whether it was moved between two times in ticks. */
    boolean isMovedBetween(int slot, double after, double until) {
        for (int index = history.indexAt(slot, until);
                index > 0 && history.tick(slot, index) > after;
                index--) {
            read(slot, index - 1, from);
            read(slot, index, to);
            if (isMoved(slot, index - 1)) {
                return true;
            }
        }
        return false;
    }

    private void onwards(int slot, int index, double time, Pose pose) {
        read(slot, index, pose);
        long motion = history.word(slot, index, EntityRow.MOTION);
        double seconds = Math.min(time - history.tick(slot, index), mostTicksOn) / tickRateHz;
        pose.x += EntityRow.velocityX(motion) * seconds;
        pose.y += EntityRow.velocityY(motion) * seconds;
        pose.z += EntityRow.velocityZ(motion) * seconds;
    }

    private void between(int slot, int index, double time, Pose pose) {
        read(slot, index, from);
        read(slot, index + 1, to);
        double left = history.tick(slot, index + 1) - time;
        double share = isMoved(slot, index) ? 0 : 1 - left / walkTicks(slot, index);
        share = Math.max(0, share);
        pose.x = from.x + (to.x - from.x) * share;
        pose.y = from.y + (to.y - from.y) * share;
        pose.z = from.z + (to.z - from.z) * share;
        pose.yaw = from.yaw + shorterTurn(from.yaw, to.yaw) * share;
    }

    /** Of the states at the index and after it, which {@link #from} and {@link #to} hold. */
    private boolean isMoved(int slot, int index) {
        double beyond = from.distance(to) - slack;
        if (beyond <= 0) {
            return false;
        }
        double fastest = Math.max(speed(slot, index), speed(slot, index + 1));
        long gap = history.tick(slot, index + 1) - history.tick(slot, index);
        return beyond > Math.max(maxSpeed, fastest) * gap / tickRateHz;
    }

    /** How long before the later state it left the earlier one, in ticks above 0. */
    private double walkTicks(int slot, int index) {
        double gap = history.tick(slot, index + 1) - history.tick(slot, index);
        double arriving = speed(slot, index + 1);
        if (speed(slot, index) > 0 || (arriving == 0 && gap <= REST_TICKS)) {
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
                pose);
    }

    /** Decodes words of an {@link EntityRow}. */
    static void read(PositionQuantizer quantizer, long place, long rest, Pose pose) {
        pose.x = quantizer.decode(EntityRow.quadrantX(rest), EntityRow.x(place));
        pose.y = quantizer.decode(EntityRow.quadrantY(rest), EntityRow.y(place));
        pose.z = quantizer.decodeHeight(EntityRow.height(place));
        pose.yaw = EntityRow.yaw(place);
    }

    /** From one yaw to another, −32 768 to 32 768 steps; each may be of any turn. */
    static double shorterTurn(double from, double to) {
        return Math.IEEEremainder(to - from, 65_536);
    }
}
