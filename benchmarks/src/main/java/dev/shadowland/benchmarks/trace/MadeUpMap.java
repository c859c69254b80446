package dev.shadowland.benchmarks.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A square of a made-up map as a message would carry it: for each tile ground, height and what
 * stands on it, a byte each. Ground lies in patches, height rolls, little stands. No game message
 * of ours is that long; this stands in for one.
 */
public final class MadeUpMap {
    private static final int GROUNDS = 12;
    private static final int PATCHES = 40;
    private static final int BARE_OF_TEN = 8;

    private MadeUpMap() {}

    /** Different squares of one size. */
    public static List<byte[]> squares(int count, int bytes, long seed) {
        List<byte[]> squares = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            squares.add(square(bytes, random));
        }
        return squares;
    }

    private static byte[] square(int bytes, SplittableRandom random) {
        int side = (int) Math.ceil(Math.sqrt(bytes / 3.0));
        int[][] patches = new int[PATCHES][];
        for (int i = 0; i < PATCHES; i++) {
            patches[i] =
                    new int[] {random.nextInt(side), random.nextInt(side), random.nextInt(GROUNDS)};
        }
        byte[] square = new byte[bytes];
        for (int at = 0; at < bytes; at++) {
            int tile = at / 3;
            int x = tile % side;
            int y = tile / side;
            square[at] =
                    switch (at % 3) {
                        case 0 -> (byte) ground(patches, x, y);
                        case 1 -> (byte) (100 + 20 * Math.sin(x / 9.0) + 20 * Math.cos(y / 7.0));
                        default ->
                                (byte)
                                        (random.nextInt(10) < BARE_OF_TEN
                                                ? 0
                                                : random.nextInt(1, 32));
                    };
        }
        return square;
    }

    /** The nearest patch's. */
    private static int ground(int[][] patches, int x, int y) {
        int[] nearest = patches[0];
        for (int[] patch : patches) {
            if (distance(patch, x, y) < distance(nearest, x, y)) {
                nearest = patch;
            }
        }
        return nearest[2];
    }

    private static int distance(int[] patch, int x, int y) {
        return (patch[0] - x) * (patch[0] - x) + (patch[1] - y) * (patch[1] - y);
    }
}
