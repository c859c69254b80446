package dev.shadowland.protocol.wire;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The CRC32C over all before it that ends a plaintext datagram: the seed's "signature". It finds
 * errors and keeps nobody out. Owned by one thread.
 */
public final class Crc32cTrailer {
    /** Bytes of the trailer. */
    public static final int LENGTH = 4;

    private final CRC32C crc = new CRC32C();
    private final byte[] scratch = new byte[PacketHeader.MAX_DATAGRAM];
    private final ByteBuffer view = ByteBuffer.wrap(scratch);

    /** Writes the trailer behind {@code length} bytes. */
    public void append(MutableDirectBuffer buffer, int offset, int length) {
        buffer.putInt(offset + length, over(buffer, offset, length), ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether the last four bytes of the datagram match what is before them. */
    public boolean matches(DirectBuffer buffer, int offset, int length) {
        int covered = length - LENGTH;
        return covered >= 0
                && covered <= scratch.length
                && buffer.getInt(offset + covered, ByteOrder.LITTLE_ENDIAN)
                        == over(buffer, offset, covered);
    }

    private int over(DirectBuffer buffer, int offset, int length) {
        buffer.getBytes(offset, scratch, 0, length);
        crc.reset();
        crc.update(view.clear().limit(length));
        return (int) crc.getValue();
    }
}
