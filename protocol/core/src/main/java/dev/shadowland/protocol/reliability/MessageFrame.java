package dev.shadowland.protocol.reliability;

import dev.shadowland.protocol.wire.FrameWriter;

/**
 * The frame of a reliable message: number u32 · content, where content is {@code type u8 · body} of
 * an inner frame.
 */
public final class MessageFrame {
    /** Bytes of the number. */
    public static final int NUMBER_SIZE = 4;

    /** Bytes of content of the longest message: what fits an uncompressed datagram. */
    public static final int MOST_CONTENT = BlockPool.LARGEST;

    /** Messages of one channel and direction that may be unacknowledged. */
    public static final int WINDOW_MESSAGES = 256;

    /** Bytes of content, from the oldest unacknowledged message to the newest sent. */
    public static final int WINDOW_BYTES = 256 * 1024;

    /** Numbers are u32 and never wrap: the connection ends before. */
    public static final long END_OF_NUMBERS = 1L << 32;

    private MessageFrame() {}

    /** Bytes that a message with this content takes in a datagram. */
    public static int size(int contentLength) {
        return FrameWriter.size(NUMBER_SIZE + contentLength);
    }
}
