package dev.shadowland.protocol.wire;

import org.agrona.DirectBuffer;

/**
 * Walks the frames of an opened payload. The length prefix is the packet boundary of the seed's
 * lessons: an error stays in its frame, and a length that goes past the end drops the rest.
 */
public final class FrameReader {
    private final WireReader reader = new WireReader();
    private int type;
    private int bodyOffset;
    private int bodyLength;

    /** Starts over on this payload. */
    public FrameReader wrap(DirectBuffer source, int offset, int length) {
        reader.wrap(source, offset, length);
        return this;
    }

    /**
     * Steps to the next frame; false at the end and when the rest is no frame, see {@link
     * #truncated}.
     */
    public boolean next() {
        if (reader.failed() || reader.remaining() == 0) {
            return false;
        }
        type = reader.u8();
        bodyLength = reader.varUInt();
        bodyOffset = reader.failed() ? -1 : reader.skip(bodyLength);
        return bodyOffset >= 0;
    }

    /** Whether the walk ended at a frame that goes past the end. */
    public boolean truncated() {
        return reader.failed();
    }

    /** Type of the present frame, 0..255. */
    public int type() {
        return type;
    }

    /** Where its body begins in the buffer given to {@link #wrap}. */
    public int bodyOffset() {
        return bodyOffset;
    }

    /** Bytes of its body. */
    public int bodyLength() {
        return bodyLength;
    }
}
