package dev.shadowland.shard.interest;

import dev.shadowland.protocol.snapshot.EntityRow;

import java.util.Arrays;

/**
 * Where the entities in a view's slots are, in quantization steps from the world's origin and from
 * the map's lowest, and of what kind: side by side, for a look at somebody needs all of it. Owned
 * by the cell's thread; grows and never shrinks.
 */
final class Places {
    private static final int STRIDE = 4;
    private static final int X = 0;
    private static final int Y = 1;
    private static final int Z = 2;
    private static final int KIND = 3;
    private static final int QUADRANT_SHIFT = 16;

    private int[] places;

    Places(int slots) {
        places = new int[slots * STRIDE];
    }

    /** X of a row with these {@link EntityRow} words. */
    static int x(long place, long rest) {
        return (EntityRow.quadrantX(rest) << QUADRANT_SHIFT) + EntityRow.x(place);
    }

    /** Y of a row with these {@link EntityRow} words. */
    static int y(long place, long rest) {
        return (EntityRow.quadrantY(rest) << QUADRANT_SHIFT) + EntityRow.y(place);
    }

    int slots() {
        return places.length / STRIDE;
    }

    void grow(int slots) {
        places = Arrays.copyOf(places, slots * STRIDE);
    }

    /**
     * Moves an entity to where its row says.
     *
     * @return steps from where it was
     */
    double move(int slot, long place, long rest) {
        int x = x(place, rest);
        int y = y(place, rest);
        int z = EntityRow.height(place);
        double square = square(x - x(slot), y - y(slot), z - z(slot));
        places[slot * STRIDE + X] = x;
        places[slot * STRIDE + Y] = y;
        places[slot * STRIDE + Z] = z;
        return Math.sqrt(square);
    }

    void kind(int slot, int kind) {
        places[slot * STRIDE + KIND] = kind;
    }

    int x(int slot) {
        return places[slot * STRIDE + X];
    }

    int y(int slot) {
        return places[slot * STRIDE + Y];
    }

    int z(int slot) {
        return places[slot * STRIDE + Z];
    }

    int kind(int slot) {
        return places[slot * STRIDE + KIND];
    }

    double distanceSquare(int a, int b) {
        return square(x(a) - x(b), y(a) - y(b), z(a) - z(b));
    }

    private static double square(double x, double y, double z) {
        return x * x + y * y + z * z;
    }
}
