package dev.shadowland.protocol.client;

import java.util.Arrays;

/**
 * The differences between where entities are shown and where they should be, by slot, and how they
 * fade: up to the dead band not at all, beyond the snap distance at once, others at an even pace
 * within the blend time. Even, so that the time between frames makes no difference, and no frame's
 * share is larger than another's. Owned by one thread; does not allocate but to grow.
 */
final class ErrorBlend {
    private static final int STRIDE = 6;
    private static final int Y = 1;
    private static final int Z = 2;
    private static final int YAW = 3;
    private static final int PITCH = 4;
    private static final int ROLL = 5;

    /** Less than this is what doubles round. */
    private static final double NOTHING = 1e-6;

    private final MotionSettings.Correction rules;
    private double[] errors;

    /** Of the position where its X is, of the angles where they are. */
    private double[] paces;

    private long snaps;

    ErrorBlend(MotionSettings.Correction rules, int capacity) {
        this.rules = rules;
        errors = new double[capacity * STRIDE];
        paces = new double[capacity * STRIDE];
    }

    void grow(int capacity) {
        errors = Arrays.copyOf(errors, capacity * STRIDE);
        paces = Arrays.copyOf(paces, capacity * STRIDE);
    }

    void clear(int slot) {
        Arrays.fill(errors, slot * STRIDE, (slot + 1) * STRIDE, 0);
        Arrays.fill(paces, slot * STRIDE, (slot + 1) * STRIDE, 0);
    }

    /** Shown minus right, in units. */
    double x(int slot) {
        return errors[slot * STRIDE];
    }

    /** Shown minus right, in units. */
    double y(int slot) {
        return errors[slot * STRIDE + Y];
    }

    /** Shown minus right, in units. */
    double z(int slot) {
        return errors[slot * STRIDE + Z];
    }

    /** Shown minus right, in steps of an angle. */
    double yaw(int slot) {
        return errors[slot * STRIDE + YAW];
    }

    /** Shown minus right, in steps of an angle. */
    double pitch(int slot) {
        return errors[slot * STRIDE + PITCH];
    }

    /** Shown minus right, in steps of an angle. */
    double roll(int slot) {
        return errors[slot * STRIDE + ROLL];
    }

    /** Length of the position's error in units. */
    double size(int slot) {
        double x = x(slot);
        double y = y(slot);
        double z = z(slot);
        return Math.sqrt(x * x + y * y + z * z);
    }

    /** How many errors ended at once. */
    long snaps() {
        return snaps;
    }

    /** What the position's error is now, before it fades. */
    void set(int slot, double x, double y, double z) {
        int at = slot * STRIDE;
        errors[at] = x;
        errors[at + Y] = y;
        errors[at + Z] = z;
    }

    /** What the errors of the angles are now, before they fade. */
    void setTurn(int slot, double yaw, double pitch, double roll) {
        int at = slot * STRIDE;
        errors[at + YAW] = yaw;
        errors[at + PITCH] = pitch;
        errors[at + ROLL] = roll;
    }

    /** Lets the error fade for some time. */
    void fade(int slot, long elapsedNs) {
        double part = (double) elapsedNs / rules.blendNs();
        fadePosition(slot, part);
        fadeAngle(slot * STRIDE + YAW, part);
        fadeAngle(slot * STRIDE + PITCH, part);
        fadeAngle(slot * STRIDE + ROLL, part);
    }

    private void fadePosition(int slot, double part) {
        double size = size(slot);
        int at = slot * STRIDE;
        if (size <= rules.deadBand() && paces[at] == 0) {
            return;
        }
        paces[at] = Math.max(paces[at], size);
        boolean isTooFar = size > rules.snapDistance();
        double left = isTooFar ? 0 : left(size, paces[at] * part);
        snaps += isTooFar ? 1 : 0;
        double share = size == 0 ? 0 : left / size;
        errors[at] *= share;
        errors[at + Y] *= share;
        errors[at + Z] *= share;
        paces[at] = left == 0 ? 0 : paces[at];
    }

    private void fadeAngle(int at, double part) {
        double size = Math.abs(errors[at]);
        paces[at] = Math.max(paces[at], size);
        double left = left(size, paces[at] * part);
        errors[at] = Math.copySign(left, errors[at]);
        paces[at] = left == 0 ? 0 : paces[at];
    }

    private static double left(double size, double gone) {
        return size - gone < NOTHING ? 0 : size - gone;
    }
}
