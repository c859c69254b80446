package dev.shadowland.protocol.fragment;

import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * How a whole is cut: pieces of exactly {@link #PIECE} bytes but the last. Each travels as the body
 * of a Fragment frame: fragmentId u16 · offset u16 · totalSize u32 · piece.
 */
public final class Fragments {
    /** Bytes of every piece but the last. */
    public static final int PIECE = 1024;

    /** Bytes before the piece. */
    public static final int HEADER = 8;

    /** Bytes of the largest whole. */
    public static final int MOST_TOTAL = 65_536;

    private Fragments() {}

    /** Pieces of a whole, 2..64. */
    public static int count(int total) {
        return (total + PIECE - 1) / PIECE;
    }

    /** Bytes of a piece. */
    public static int length(int total, int index) {
        return Math.min(PIECE, total - index * PIECE);
    }

    /** Whether a whole of this size may be cut: one piece needs no fragments. */
    public static boolean isTotal(long total) {
        return total > PIECE && total <= MOST_TOTAL;
    }

    /** Writes the header of a piece. */
    public static void writeHeader(
            MutableDirectBuffer target, int offset, int id, int index, int total) {
        target.putShort(offset, (short) id, ByteOrder.LITTLE_ENDIAN);
        target.putShort(offset + 2, (short) (index * PIECE), ByteOrder.LITTLE_ENDIAN);
        target.putInt(offset + 4, total, ByteOrder.LITTLE_ENDIAN);
    }
}
