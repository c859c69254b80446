package dev.shadowland.benchmarks.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What some bots of a swarm received, in the order in which it came: {@code record-file}. */
public final class Recording {
    /** Bot u32, length u16. */
    private static final int HEAD = Integer.BYTES + Short.BYTES;

    private final List<byte[]> payloads = new ArrayList<>();
    private final List<Integer> bots = new ArrayList<>();

    private Recording() {}

    /**
     * Reads a file.
     *
     * @throws IOException also when it is no recording
     */
    public static Recording of(Path file) throws IOException {
        return read(Files.readAllBytes(file));
    }

    /** Takes a recording apart. */
    static Recording read(byte[] recorded) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(recorded).order(ByteOrder.LITTLE_ENDIAN);
        Recording recording = new Recording();
        while (left.hasRemaining()) {
            requireLeft(left, HEAD);
            int bot = left.getInt();
            int length = left.getShort() & 0xFFFF;
            requireLeft(left, length);
            byte[] payload = new byte[length];
            left.get(payload);
            recording.bots.add(bot);
            recording.payloads.add(payload);
        }
        return recording;
    }

    private static void requireLeft(ByteBuffer left, int bytes) throws IOException {
        if (left.remaining() < bytes) {
            throw new IOException("no recording: cut short at byte " + left.position());
        }
    }

    /** Plaintext of each datagram: its frames. */
    public List<byte[]> payloads() {
        return List.copyOf(payloads);
    }

    /** Number of datagrams. */
    public int size() {
        return payloads.size();
    }

    /** The bot that received a datagram. */
    public int bot(int index) {
        return bots.get(index);
    }

    /** Frames of a datagram. */
    public byte[] payload(int index) {
        return payloads.get(index);
    }
}
