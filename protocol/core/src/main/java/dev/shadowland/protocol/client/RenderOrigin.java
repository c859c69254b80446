package dev.shadowland.protocol.client;

/**
 * The origin of what is drawn. Engines draw in floats, which have 24 bits: a kilometre from their
 * origin a float knows eighths of a millimetre, at the edge of a large world whole centimetres. So
 * the drawn world has an origin of its own near the camera, and moves it after the camera when that
 * has gone too far. Positions stay doubles until {@link #localX} and the like.
 *
 * <p>An origin lies on a grid of {@value #GRID} units, so that what an engine keeps in floats can
 * be shifted by {@link #shiftX} with hardly any rounding. Shift everything, camera included, in the
 * frame in which {@link #follow} says so, and nothing moves on the screen.
 *
 * <p>Heights need no origin: no map is that high. Owned by one thread; does not allocate.
 */
public final class RenderOrigin {
    /** Step of origins in units. */
    public static final double GRID = 1_024;

    private final double reach;
    private boolean isPlaced;
    private double x;
    private double y;
    private float shiftX;
    private float shiftY;
    private long moves;

    /**
     * An origin that moves when the camera is more than half a quadrant of the default map away.
     */
    public RenderOrigin() {
        this(51_200);
    }

    /**
     * An origin to be placed by the first {@link #follow}.
     *
     * @param reach distance in units along an axis beyond which it follows the camera, at least
     *     {@value #GRID}
     */
    public RenderOrigin(double reach) {
        if (!(reach >= GRID) || !Double.isFinite(reach)) {
            throw new IllegalArgumentException("reach " + reach);
        }
        this.reach = reach;
    }

    /**
     * The camera is here.
     *
     * @return whether the origin moved: then add {@link #shiftX} and {@link #shiftY} to what is
     *     kept in floats
     */
    public boolean follow(double cameraX, double cameraY) {
        boolean isNear =
                isPlaced && Math.abs(cameraX - x) <= reach && Math.abs(cameraY - y) <= reach;
        if (isNear) {
            return false;
        }
        double newX = Math.rint(cameraX / GRID) * GRID;
        double newY = Math.rint(cameraY / GRID) * GRID;
        shiftX = isPlaced ? (float) (x - newX) : 0;
        shiftY = isPlaced ? (float) (y - newY) : 0;
        moves += isPlaced ? 1 : 0;
        isPlaced = true;
        x = newX;
        y = newY;
        return true;
    }

    /** A coordinate of the world in the drawn world. */
    public float localX(double worldX) {
        return (float) (worldX - x);
    }

    /** A coordinate of the world in the drawn world. */
    public float localY(double worldY) {
        return (float) (worldY - y);
    }

    /** A drawn coordinate in the world. */
    public double worldX(float localX) {
        return x + localX;
    }

    /** A drawn coordinate in the world. */
    public double worldY(float localY) {
        return y + localY;
    }

    /** What the last move adds to every drawn coordinate. */
    public float shiftX() {
        return shiftX;
    }

    /** What the last move adds to every drawn coordinate. */
    public float shiftY() {
        return shiftY;
    }

    /** How often the origin followed the camera. */
    public long moves() {
        return moves;
    }
}
