package dev.shadowland.protocol.crypto;

import org.agrona.MutableDirectBuffer;

/**
 * ChaCha20-Poly1305 (RFC 8439) over one datagram, in place, under one key of one direction. The
 * nonce is the header's connectionId ‖ sequence and the associated data is the whole 14-byte header
 * as it stands, so a caller only says where the datagram is. Owned by one thread.
 */
public interface Aead {
    /**
     * Encrypts the payload behind the header and appends the 16-byte tag. A sequence must never be
     * sealed twice.
     *
     * @param datagram holds header and plaintext from {@code offset} on, with room for the tag
     * @param plaintextLength bytes of plaintext behind the header
     * @return length of the whole datagram
     */
    int seal(MutableDirectBuffer datagram, int offset, int plaintextLength);

    /**
     * Authenticates and decrypts in place.
     *
     * @param length of the whole datagram, at least header and tag
     * @return bytes of plaintext behind the header, or -1 when it is not authentic; then the bytes
     *     are unspecified
     */
    int open(MutableDirectBuffer datagram, int offset, int length);

    /** Zeroes the key; no call may follow. */
    void destroy();

    /**
     * Makes the two directions of a cipher. A provider and what it makes belong to one thread, for
     * they may share working memory.
     */
    interface Provider {
        /** For logs and status. */
        String name();

        /** For sealing only. The key, 32 bytes, is copied. */
        Aead forSealing(byte[] key);

        /** For opening only. The key, 32 bytes, is copied. */
        Aead forOpening(byte[] key);

        /** The same cipher, for another thread. */
        default Provider forAnotherThread() {
            return this;
        }
    }
}
