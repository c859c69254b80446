package dev.shadowland.protocol.wire;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

import java.nio.ByteOrder;

/**
 * The 14 bytes before every payload (seed 1.2), little-endian. The bytes as they stand on the wire,
 * flags included, are the associated data of the seal.
 *
 * <pre>
 *   0        4        5       6                14
 *   +--------+--------+-------+-----------------+
 *   | connId | channel| flags |    sequence     |
 *   |  u32   |   u8   |  u8   |      u64        |
 *   +--------+--------+-------+-----------------+
 * </pre>
 */
public final class PacketHeader {
    /** Bytes of the header. */
    public static final int LENGTH = 14;

    /** Bytes of the largest datagram, header and tag included (seed: MTU 1200). */
    public static final int MAX_DATAGRAM = 1200;

    /** Bytes of the authentication tag behind a sealed payload. */
    public static final int TAG_LENGTH = 16;

    /** Bytes of plaintext that fit one sealed datagram. */
    public static final int MAX_PAYLOAD = MAX_DATAGRAM - LENGTH - TAG_LENGTH;

    /** Channels, informative in the header: frames carry their own. */
    public static final int UNRELIABLE = 0;

    public static final int RELIABLE_ORDERED = 1;
    public static final int RELIABLE_UNORDERED = 2;

    public static final int ENCRYPTED = 0x01;
    public static final int AEAD_CHACHA20_POLY1305 = 0x02;

    /** Set on every sealed datagram. */
    public static final int SEALED = ENCRYPTED | AEAD_CHACHA20_POLY1305;

    /** Key phase: toggles with each rekey. */
    public static final int REKEY = 0x04;

    public static final int FRAGMENT = 0x08;
    public static final int COMPRESSED = 0x10;
    public static final int ACKNOWLEDGMENT = 0x20;
    public static final int RELIABLE_HANDSHAKE = 0x40;
    public static final int RESERVED = 0x80;

    private static final int CHANNEL_OFFSET = 4;
    private static final int FLAGS_OFFSET = 5;
    private static final int SEQUENCE_OFFSET = 6;

    private PacketHeader() {}

    /** Writes the header. */
    public static void write(
            MutableDirectBuffer buffer,
            int offset,
            int connectionId,
            int channel,
            int flags,
            long sequence) {
        buffer.putInt(offset, connectionId, ByteOrder.LITTLE_ENDIAN);
        buffer.putByte(offset + CHANNEL_OFFSET, (byte) channel);
        buffer.putByte(offset + FLAGS_OFFSET, (byte) flags);
        buffer.putLong(offset + SEQUENCE_OFFSET, sequence, ByteOrder.LITTLE_ENDIAN);
    }

    /** Connection id as the u32's bits; 0 on plaintext datagrams. */
    public static int connectionId(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
    }

    /** Channel byte, 0..255 as it stands. */
    public static int channel(DirectBuffer buffer, int offset) {
        return buffer.getByte(offset + CHANNEL_OFFSET) & 0xFF;
    }

    /** Flag bits, 0..255 as they stand. */
    public static int flags(DirectBuffer buffer, int offset) {
        return buffer.getByte(offset + FLAGS_OFFSET) & 0xFF;
    }

    /**
     * Sequence as the u64's bits; a negative value is one that no peer ever reaches and is refused.
     */
    public static long sequence(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * What a receiver may say of a datagram from its header alone.
     *
     * @return null when the datagram has the form of a sealed one, else why it is dropped
     */
    public static @Nullable DropReason checkSealed(DirectBuffer buffer, int offset, int length) {
        if (length < LENGTH + TAG_LENGTH) {
            return DropReason.TOO_SHORT;
        }
        if (length > MAX_DATAGRAM) {
            return DropReason.TOO_LONG;
        }
        int flags = flags(buffer, offset);
        if ((flags & SEALED) != SEALED
                || (flags & RESERVED) != 0
                || channel(buffer, offset) > RELIABLE_UNORDERED) {
            return DropReason.BAD_FLAGS;
        }
        return sequence(buffer, offset) < 0 ? DropReason.BAD_SEQUENCE : null;
    }

    /** Whether the header is the all-zero one of a plaintext handshake datagram. */
    public static boolean isPlaintext(DirectBuffer buffer, int offset) {
        return connectionId(buffer, offset) == 0
                && channel(buffer, offset) == 0
                && flags(buffer, offset) == 0
                && sequence(buffer, offset) == 0;
    }
}
