package dev.shadowland.protocol.client;

/**
 * Where the own entity is drawn: at its {@link OwnPrediction}, but what a correction moved is seen
 * as {@link MotionSettings.Correction} says, not as a jump. With prediction off draw the own entity
 * from the {@link RenderedWorld}, like any other. Owned by the world's thread; does not allocate.
 */
public final class OwnView {
    private static final int SLOT = 0;

    private final OwnPrediction prediction;
    private final ErrorBlend error;
    private boolean isDrawn;
    private double seenX;
    private double seenY;
    private double seenZ;
    private long frameNs;

    /** Of a prediction with the same settings. */
    public OwnView(OwnPrediction prediction, MotionSettings settings) {
        this.prediction = prediction;
        error = new ErrorBlend(settings.correction(), 1);
        seenX = prediction.correctedX();
        seenY = prediction.correctedY();
        seenZ = prediction.correctedZ();
    }

    /** A frame is drawn now. */
    public void frame(long nowNs) {
        double x = error.x(SLOT) + prediction.correctedX() - seenX;
        double y = error.y(SLOT) + prediction.correctedY() - seenY;
        double z = error.z(SLOT) + prediction.correctedZ() - seenZ;
        seenX = prediction.correctedX();
        seenY = prediction.correctedY();
        seenZ = prediction.correctedZ();
        error.set(SLOT, x, y, z);
        error.fade(SLOT, isDrawn ? Math.max(0, nowNs - frameNs) : 0);
        isDrawn = true;
        frameNs = nowNs;
    }

    /** Coordinate in units. */
    public double x() {
        return prediction.x() + error.x(SLOT);
    }

    /** Coordinate in units. */
    public double y() {
        return prediction.y() + error.y(SLOT);
    }

    /** Height of the feet in units. */
    public double z() {
        return prediction.z() + error.z(SLOT);
    }

    /** How far it is drawn from the prediction, in units: what is still to be corrected. */
    public double error() {
        return error.size(SLOT);
    }

    /** How many corrections were too large to be blended. */
    public long snaps() {
        return error.snaps();
    }
}
