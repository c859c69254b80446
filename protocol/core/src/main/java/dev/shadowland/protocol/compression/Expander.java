package dev.shadowland.protocol.compression;

import dev.shadowland.protocol.wire.WireReader;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Takes {@code uncompressed size varint · LZ4 block} apart again, never beyond the room that the
 * caller gives it. Owned by one thread.
 */
public final class Expander {
    private final WireReader reader = new WireReader();
    private final Lz4Decoder decoder = new Lz4Decoder();

    /**
     * The size that is declared; not a byte of the block is looked at.
     *
     * @param mostBytes that may be declared
     * @return 1..mostBytes, or -1 when it is malformed or too much
     */
    public int declaredSize(DirectBuffer source, int offset, int length, int mostBytes) {
        int size = reader.wrap(source, offset, length).varUInt();
        return reader.failed() || size <= 0 || size > mostBytes ? -1 : size;
    }

    /**
     * Decodes; the size is checked before a byte of the block is.
     *
     * @param mostBytes room in the target
     * @return bytes in the target from index 0, or -1 when it is malformed or too much
     */
    public int expand(
            DirectBuffer source,
            int offset,
            int length,
            MutableDirectBuffer target,
            int mostBytes) {
        int size = declaredSize(source, offset, length, mostBytes);
        if (size < 0) {
            return -1;
        }
        return decoder.decode(source, reader.position(), reader.remaining(), target, 0, size)
                ? size
                : -1;
    }
}
