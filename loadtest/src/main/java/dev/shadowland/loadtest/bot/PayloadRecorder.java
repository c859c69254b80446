package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.FrameType;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the plaintext of datagrams in memory until it is full, each as {@code bot u32 · length u16
 * · frames}, little-endian. What holds a ticket or a key is left out. Owned by the bots' thread
 * until that has ended.
 */
public final class PayloadRecorder {
    /** Bytes of the longest recording. */
    public static final int MOST_BYTES = 16 << 20;

    private static final int HEAD = Integer.BYTES + Short.BYTES;

    private final FrameReader frames = new FrameReader();
    private final byte[] recorded;
    private final UnsafeBuffer head;
    private int length;

    /** An empty one. */
    public PayloadRecorder() {
        this(MOST_BYTES);
    }

    PayloadRecorder(int mostBytes) {
        recorded = new byte[mostBytes];
        head = new UnsafeBuffer(recorded);
    }

    /** Takes one that a bot received, if there is still room. */
    void record(int bot, DirectBuffer buffer, int offset, int payloadLength) {
        if (payloadLength > recorded.length - length - HEAD
                || holdsSecret(buffer, offset, payloadLength)) {
            return;
        }
        head.putInt(length, bot, ByteOrder.LITTLE_ENDIAN);
        head.putShort(length + Integer.BYTES, (short) payloadLength, ByteOrder.LITTLE_ENDIAN);
        length += HEAD;
        buffer.getBytes(offset, recorded, length, payloadLength);
        length += payloadLength;
    }

    private boolean holdsSecret(DirectBuffer buffer, int offset, int payloadLength) {
        frames.wrap(buffer, offset, payloadLength);
        while (frames.next()) {
            if (FrameType.isSecret(frames.type())) {
                return true;
            }
        }
        return false;
    }

    /** Writes all of it to a file. */
    public void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(recorded, 0, length);
        }
    }
}
