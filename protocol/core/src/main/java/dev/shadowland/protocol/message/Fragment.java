package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Body of Fragment 0x08: a piece of {@code type u8 · body} of one frame that is too long for a
 * datagram (seed 7).
 *
 * @param id u16, the same for all pieces of one whole
 * @param offset where the piece begins, a multiple of 1024, u16
 * @param total bytes of the whole, 1025..65536
 * @param piece 1024 bytes, the last piece the rest
 */
public record Fragment(int id, int offset, int total, byte[] piece) implements Message {
    /** Bytes before the piece: id u16 · offset u16 · total u32. */
    public static final int HEAD_SIZE = 8;

    /** Bytes of every piece but the last. */
    public static final int PIECE = 1024;

    /** Longest whole: 64 pieces. */
    public static final int MAX_TOTAL = 64 * PIECE;

    /** Checks the ranges. */
    public Fragment {
        if (id != (id & 0xFFFF) || piece.length != pieceLength(offset, total)) {
            throw new IllegalArgumentException(
                    "%d bytes at %d of %d".formatted(piece.length, offset, total));
        }
    }

    /**
     * Bytes that the piece at this offset must have; -1 when there is no such piece or the whole
     * needs no fragments.
     */
    public static int pieceLength(long offset, long total) {
        boolean possible =
                total > PIECE
                        && total <= MAX_TOTAL
                        && offset >= 0
                        && offset < total
                        && offset % PIECE == 0;
        return possible ? (int) Math.min(PIECE, total - offset) : -1;
    }

    @Override
    public int type() {
        return FrameType.FRAGMENT;
    }

    @Override
    public int size() {
        return HEAD_SIZE + piece.length;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u16(id).u16(offset).u32(total).bytes(piece);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable Fragment read(WireReader reader) {
        int id = reader.u16();
        int offset = reader.u16();
        long total = reader.u32();
        if (reader.failed() || reader.remaining() != pieceLength(offset, total)) {
            return null;
        }
        byte[] piece = new byte[reader.remaining()];
        reader.bytes(piece);
        return new Fragment(id, offset, (int) total, piece);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fragment that
                && id == that.id
                && offset == that.offset
                && total == that.total
                && Arrays.equals(piece, that.piece);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * id + offset) + Arrays.hashCode(piece);
    }

    @Override
    public String toString() {
        return "Fragment[%d, %d of %d]".formatted(id, offset, total);
    }
}
