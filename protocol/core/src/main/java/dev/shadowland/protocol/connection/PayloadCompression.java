package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.compression.Compressor;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.FrameType;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The payload of whole datagrams, compressed between composing and sealing, and back between
 * opening and reading. Owned by the connection's thread.
 */
final class PayloadCompression {
    private final FrameReader frames = new FrameReader();
    private final SharedMemory memory;
    private final Tally tally;
    private final boolean compresses;

    PayloadCompression(SharedMemory memory, Tally tally, boolean compresses) {
        this.memory = memory;
        this.tally = tally;
        this.compresses = compresses;
    }

    /**
     * Compresses a payload in place if that pays and no frame in it forbids it.
     *
     * @return its length now: below {@code length} when it was compressed
     */
    int compress(MutableDirectBuffer buffer, int offset, int length) {
        if (!compresses
                || length <= Compressor.LEAST_LENGTH
                || holdsSecret(buffer, offset, length)) {
            return length;
        }
        Compressor compressor = memory.get().compressor();
        int packed = compressor.compress(buffer, offset, length);
        if (packed == 0) {
            return length;
        }
        buffer.putBytes(offset, compressor.output(), 0, packed);
        tally.bytesSaved += length - packed;
        return packed;
    }

    private boolean holdsSecret(DirectBuffer buffer, int offset, int length) {
        frames.wrap(buffer, offset, length);
        while (frames.next()) {
            if (FrameType.isSecret(frames.type())) {
                return true;
            }
        }
        return false;
    }

    /** Bytes that a payload declares to be, -1 when no payload is so large. Decodes nothing. */
    int declaredSize(DirectBuffer buffer, int offset, int length) {
        return memory.get()
                .expander()
                .declaredSize(buffer, offset, length, ConnectionMemory.MOST_PAYLOAD);
    }

    /**
     * Decompresses a payload.
     *
     * @return bytes of {@link #payload} from index 0, or -1 when it is malformed
     */
    int expand(DirectBuffer buffer, int offset, int length) {
        int size =
                memory.get()
                        .expander()
                        .expand(buffer, offset, length, payload(), ConnectionMemory.MOST_PAYLOAD);
        tally.bytesExpanded += Math.max(0, size);
        return size;
    }

    /** Where the payload decompressed last is. */
    UnsafeBuffer payload() {
        return memory.get().payload();
    }
}
