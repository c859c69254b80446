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
        reader.wrap(source, offset, length);
        int size = reader.varUInt();
        if (reader.failed() || size <= 0 || size > mostBytes) {
            return -1;
        }
        return decoder.decode(source, reader.position(), reader.remaining(), target, 0, size)
                ? size
                : -1;
    }
}
