package dev.shadowland.protocol.rekey;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.MutableDirectBuffer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One end's ciphers: fails at a sequence sealed twice, and knows which keys are not zeroed and what
 * they were made from.
 */
final class CipherWatch implements Aead.Provider {
    final Set<Aead> alive = new HashSet<>();
    final List<byte[]> handed = new ArrayList<>();
    private final Set<Long> sealed = new HashSet<>();

    @Override
    public String name() {
        return "watched";
    }

    @Override
    public Aead forSealing(byte[] key) {
        handed.add(key);
        return watch(BouncyCastleAead.PROVIDER.forSealing(key));
    }

    @Override
    public Aead forOpening(byte[] key) {
        handed.add(key);
        return watch(BouncyCastleAead.PROVIDER.forOpening(key));
    }

    private Aead watch(Aead aead) {
        Watched watched = new Watched(aead);
        alive.add(watched);
        return watched;
    }

    private final class Watched implements Aead {
        private final Aead aead;

        private Watched(Aead aead) {
            this.aead = aead;
        }

        @Override
        public int seal(MutableDirectBuffer datagram, int offset, int plaintextLength) {
            if (!sealed.add(PacketHeader.sequence(datagram, offset))) {
                throw new AssertionError("sealed twice");
            }
            return aead.seal(datagram, offset, plaintextLength);
        }

        @Override
        public int open(MutableDirectBuffer datagram, int offset, int length) {
            return aead.open(datagram, offset, length);
        }

        @Override
        public void destroy() {
            alive.remove(this);
            aead.destroy();
        }
    }
}
