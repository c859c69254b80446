package dev.shadowland.protocol.client;

import java.util.Arrays;

/**
 * The differences between where entities are shown and where they should be, by slot, and how they
 * fade: up to the dead band not at all, beyond the snap distance at once, others at an even pace
 * within the blend time. Even, so that the time between frames makes no difference, and no frame's
 * share is larger than another's. Owned by one thread; does not allocate but to grow.
 */
final class ErrorBlend {
    private static final int STRIDE = 4;
    private static final int Y = 1;
    private static final int Z = 2;
    private static final int YAW = 3;

    /** Less than this is what doubles round. */
    private static final double NOTHING = 1e-6;

    private final MotionSettings.Correction rules;
    private double[] errors;
    private double[] paces;
    private double[] yawPaces;
    private long snaps;

    ErrorBlend(MotionSettings.Correction rules, int capacity) {
        this.rules = rules;
        errors = new double[capacity * STRIDE];
        paces = new double[capacity];
        yawPaces = new double[capacity];
    }

    void grow(int capacity) {
        errors = Arrays.copyOf(errors, capacity * STRIDE);
        paces = Arrays.copyOf(paces, capacity);
        yawPaces = Arrays.copyOf(yawPaces, capacity);
    }

    void clear(int slot) {
        Arrays.fill(errors, slot * STRIDE, (slot + 1) * STRIDE, 0);
        paces[slot] = 0;
        yawPaces[slot] = 0;
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

    /** Shown minus right, in yaw steps. */
    double yaw(int slot) {
        return errors[slot * STRIDE + YAW];
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

    /** What the error is now, before it fades. */
    void set(int slot, double x, double y, double z, double yaw) {
        int at = slot * STRIDE;
        errors[at] = x;
        errors[at + Y] = y;
        errors[at + Z] = z;
        errors[at + YAW] = yaw;
    }

    /** Lets the error fade for some time. */
    void fade(int slot, long elapsedNs) {
        double part = (double) elapsedNs / rules.blendNs();
        fadePosition(slot, part);
        fadeYaw(slot, part);
    }

    private void fadePosition(int slot, double part) {
        double size = size(slot);
        if (size <= rules.deadBand() && paces[slot] == 0) {
            return;
        }
        paces[slot] = Math.max(paces[slot], size);
        boolean isTooFar = size > rules.snapDistance();
        double left = isTooFar ? 0 : left(size, paces[slot] * part);
        snaps += isTooFar ? 1 : 0;
        double share = size == 0 ? 0 : left / size;
        int at = slot * STRIDE;
        errors[at] *= share;
        errors[at + Y] *= share;
        errors[at + Z] *= share;
        paces[slot] = left == 0 ? 0 : paces[slot];
    }

    private void fadeYaw(int slot, double part) {
        int at = slot * STRIDE + YAW;
        double size = Math.abs(errors[at]);
        yawPaces[slot] = Math.max(yawPaces[slot], size);
        double left = left(size, yawPaces[slot] * part);
        errors[at] = Math.copySign(left, errors[at]);
        yawPaces[slot] = left == 0 ? 0 : yawPaces[slot];
    }

    private static double left(double size, double gone) {
        return size - gone < NOTHING ? 0 : size - gone;
    }
}
