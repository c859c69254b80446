package dev.shadowland.protocol.crypto;

import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.BitUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * RFC 8439's AEAD of one call of ChaCha20 and one of Poly1305 over memory of its own, which the
 * datagram is copied into and out of. Of a small datagram libsodium's own AEAD computes the blocks
 * one after the other: the one that is the MAC's key, then the text's. Here they are one run from
 * block 0 on, filled up so that its vector code computes four or eight side by side, and what the
 * MAC covers lies in one piece. In a C loop: 0.28 µs instead of 0.50 for 122 bytes of text.
 *
 * <pre>
 *   0         32       48            64                            64 + n
 *   ├── MAC's key ──┬── tag ──┬── header, 0 0 ──┬── text ──┬── 0 … to 16 ── lengths ─┤
 *   └────────── block 0 ────────────┘                  ↑ filled up to 256 for ChaCha20
 * </pre>
 *
 * Between calls block 0 is all zero in both areas, so that ChaCha20 leaves its key stream there and
 * no one-time key outlives its datagram. Owned by the first thread that uses it: with two, one
 * would send the other's text.
 */
final class SodiumScratch {
    private static final long NOBODY = 0;
    private static final int BLOCK = 64;
    private static final int TAG_AT = 32;
    private static final int HEADER_AT = BLOCK - 16;

    /** What libsodium's vector code takes at once. */
    private static final int RUN = 256;

    private static final int AREA = BitUtil.align(BLOCK + PacketHeader.MAX_PAYLOAD + 32, RUN);

    private final UnsafeBuffer input = area();
    private final UnsafeBuffer output = area();
    private long owner = NOBODY;

    private static UnsafeBuffer area() {
        ByteBuffer room = ByteBuffer.allocateDirect(AREA + BLOCK);
        return new UnsafeBuffer(room.alignedSlice(BLOCK), 0, AREA);
    }

    /**
     * Encrypts the text behind a datagram's header and appends the tag.
     *
     * @param nonce address of 12 bytes
     * @param key address of 32 bytes
     */
    void seal(MutableDirectBuffer datagram, int offset, int length, long nonce, long key) {
        requireOwner();
        int text = offset + PacketHeader.LENGTH;
        input.putBytes(BLOCK, datagram, text, length);
        Sodium.xor(input.addressOffset(), input.addressOffset(), run(length), nonce, key);
        datagram.putBytes(text, input, BLOCK, length);
        int covered = frame(datagram, offset, length);
        long at = input.addressOffset();
        Sodium.mac(at + TAG_AT, at + HEADER_AT, covered, at);
        datagram.putBytes(text + length, input, TAG_AT, PacketHeader.TAG_LENGTH);
        input.setMemory(0, BLOCK, (byte) 0);
    }

    /** Authenticates and decrypts; false, and the datagram as it was, when it is not authentic. */
    boolean open(MutableDirectBuffer datagram, int offset, int length, long nonce, long key) {
        requireOwner();
        int text = offset + PacketHeader.LENGTH;
        input.putBytes(BLOCK, datagram, text, length);
        Sodium.xor(output.addressOffset(), input.addressOffset(), run(length), nonce, key);
        int covered = frame(datagram, offset, length);
        output.putBytes(TAG_AT, datagram, text + length, PacketHeader.TAG_LENGTH);
        long out = output.addressOffset();
        boolean authentic =
                Sodium.isMac(out + TAG_AT, input.addressOffset() + HEADER_AT, covered, out);
        if (authentic) {
            datagram.putBytes(text, output, BLOCK, length);
        }
        input.putLong(HEADER_AT, 0);
        input.putLong(HEADER_AT + Long.BYTES, 0);
        output.setMemory(0, BLOCK, (byte) 0);
        return authentic;
    }

    private static int run(int length) {
        return BitUtil.align(BLOCK + length, RUN);
    }

    /** Puts around the ciphertext what the MAC covers besides; returns how many bytes that is. */
    private int frame(MutableDirectBuffer datagram, int offset, int length) {
        input.putLong(BLOCK - Long.BYTES, 0);
        input.putBytes(HEADER_AT, datagram, offset, PacketHeader.LENGTH);
        int end = BLOCK + length;
        input.putLong(end, 0);
        input.putLong(end + Long.BYTES, 0);
        int lengths = BitUtil.align(end, 16);
        input.putLong(lengths, PacketHeader.LENGTH, ByteOrder.LITTLE_ENDIAN);
        input.putLong(lengths + Long.BYTES, length, ByteOrder.LITTLE_ENDIAN);
        return lengths + 16 - HEADER_AT;
    }

    private void requireOwner() {
        long current = Thread.currentThread().threadId();
        if (owner == NOBODY) {
            owner = current;
        } else if (owner != current) {
            throw new IllegalStateException(
                    "ciphers of thread %d used by thread %d".formatted(owner, current));
        }
    }
}
