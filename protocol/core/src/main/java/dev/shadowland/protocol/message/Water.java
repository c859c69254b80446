package dev.shadowland.protocol.message;

/**
 * A stretch of water on a map, between edges in whole units; its surface is as high as the ground.
 *
 * @param west belongs to it
 * @param south belongs to it
 * @param east above {@code west}; belongs to it no more
 * @param north above {@code south}; belongs to it no more
 */
public record Water(int west, int south, int east, int north) {
    /** Most of them on a map: all are told in one datagram. */
    public static final int MOST = 16;

    /** One that has an extent. */
    public Water {
        if (west >= east || south >= north) {
            throw new IllegalArgumentException(
                    "water from %d to %d and from %d to %d".formatted(west, east, south, north));
        }
    }

    /** Whether a place is in it. */
    public boolean contains(double x, double y) {
        return x >= west && x < east && y >= south && y < north;
    }
}
