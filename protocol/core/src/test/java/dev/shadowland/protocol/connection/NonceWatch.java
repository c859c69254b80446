package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.MutableDirectBuffer;

import java.util.HashSet;
import java.util.Set;

/** One end's ciphers that fail at a nonce that this end sealed before. */
final class NonceWatch implements Aead.Provider {
    private final Set<Nonce> sealed = new HashSet<>();

    private record Nonce(int connectionId, long sequence) {}

    @Override
    public String name() {
        return "watched";
    }

    @Override
    public Aead forSealing(byte[] key) {
        return new Watched(BouncyCastleAead.PROVIDER.forSealing(key));
    }

    @Override
    public Aead forOpening(byte[] key) {
        return BouncyCastleAead.PROVIDER.forOpening(key);
    }

    int sealedCount() {
        return sealed.size();
    }

    private final class Watched implements Aead {
        private final Aead aead;

        private Watched(Aead aead) {
            this.aead = aead;
        }

        @Override
        public int seal(MutableDirectBuffer datagram, int offset, int plaintextLength) {
            Nonce nonce =
                    new Nonce(
                            PacketHeader.connectionId(datagram, offset),
                            PacketHeader.sequence(datagram, offset));
            if (!sealed.add(nonce)) {
                throw new AssertionError("sealed twice: " + nonce);
            }
            return aead.seal(datagram, offset, plaintextLength);
        }

        @Override
        public int open(MutableDirectBuffer datagram, int offset, int length) {
            throw new AssertionError("this key seals");
        }

        @Override
        public void destroy() {
            aead.destroy();
        }
    }
}
