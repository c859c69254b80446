package dev.shadowland.protocol.crypto;

import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.MutableDirectBuffer;

/**
 * The AEAD of libsodium's ChaCha20 and Poly1305, in place, for datagrams in and outside the heap.
 * The key lies outside the heap until {@link #destroy}, which zeroes and frees it: a cipher that is
 * forgotten without it leaks 64 bytes. Ciphers of one provider share its working memory and so
 * belong to one thread.
 */
public final class SodiumAead implements Aead {
    private static final int NONCE_AT = Curves.KEY_LENGTH;
    private static final int MEMORY = 64;
    private static final int SEQUENCE_OFFSET = 6;

    private final SodiumScratch scratch;
    private final boolean sealing;

    /** Address of the key, behind which is the nonce of the call at hand. */
    private final long key;

    private final long nonce;
    private boolean destroyed;

    private SodiumAead(byte[] bytes, boolean sealing, SodiumScratch scratch) {
        if (bytes.length != Curves.KEY_LENGTH) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + bytes.length);
        }
        this.sealing = sealing;
        this.scratch = scratch;
        key = Sodium.allocate(MEMORY);
        nonce = key + NONCE_AT;
        Sodium.copy(bytes, key);
    }

    /**
     * Loads the library.
     *
     * @throws SodiumException when it cannot be had
     */
    static Provider load() throws SodiumException {
        try {
            return new SodiumProvider(Sodium.version());
        } catch (LinkageError e) {
            throw SodiumException.of(e);
        }
    }

    private static final class SodiumProvider implements Provider {
        private final SodiumScratch scratch = new SodiumScratch();
        private final String version;

        private SodiumProvider(String version) {
            this.version = version;
        }

        @Override
        public String name() {
            return "libsodium " + version;
        }

        @Override
        public Aead forSealing(byte[] key) {
            return new SodiumAead(key, true, scratch);
        }

        @Override
        public Aead forOpening(byte[] key) {
            return new SodiumAead(key, false, scratch);
        }

        @Override
        public Provider forAnotherThread() {
            return new SodiumProvider(version);
        }
    }

    @Override
    public int seal(MutableDirectBuffer datagram, int offset, int plaintextLength) {
        if (destroyed || !sealing) {
            throw new IllegalStateException(destroyed ? "the key is destroyed" : "this key opens");
        }
        int length = PacketHeader.LENGTH + plaintextLength + PacketHeader.TAG_LENGTH;
        datagram.boundsCheck(offset, length);
        putNonce(datagram, offset);
        scratch.seal(datagram, offset, plaintextLength, nonce, key);
        return length;
    }

    @Override
    public int open(MutableDirectBuffer datagram, int offset, int length) {
        if (destroyed || sealing) {
            throw new IllegalStateException(destroyed ? "the key is destroyed" : "this key seals");
        }
        int plaintext = length - PacketHeader.LENGTH - PacketHeader.TAG_LENGTH;
        if (plaintext < 0 || plaintext > PacketHeader.MAX_PAYLOAD) {
            return -1;
        }
        datagram.boundsCheck(offset, length);
        putNonce(datagram, offset);
        return scratch.open(datagram, offset, plaintext, nonce, key) ? plaintext : -1;
    }

    private void putNonce(MutableDirectBuffer datagram, int offset) {
        Sodium.putNonce(nonce, datagram.getInt(offset), datagram.getLong(offset + SEQUENCE_OFFSET));
    }

    @Override
    public void destroy() {
        if (!destroyed) {
            destroyed = true;
            Sodium.free(key, MEMORY);
        }
    }
}
