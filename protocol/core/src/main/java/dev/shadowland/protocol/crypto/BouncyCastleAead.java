package dev.shadowland.protocol.crypto;

import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.MutableDirectBuffer;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

import java.util.Arrays;

/** The portable AEAD. Allocates about 300 bytes a call inside BouncyCastle. */
public final class BouncyCastleAead implements Aead {
    /** BouncyCastle behind {@link Aead}. */
    public static final Provider PROVIDER =
            new Provider() {
                @Override
                public String name() {
                    return "bouncycastle";
                }

                @Override
                public Aead forSealing(byte[] key) {
                    return new BouncyCastleAead(key, true);
                }

                @Override
                public Aead forOpening(byte[] key) {
                    return new BouncyCastleAead(key, false);
                }
            };

    private static final int TAG_BITS = PacketHeader.TAG_LENGTH * 8;
    private static final int SEQUENCE_OFFSET = 6;

    private final ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
    private final KeyParameter key;
    private final boolean sealing;
    private final byte[] nonce = new byte[12];
    private final byte[] associated = new byte[PacketHeader.LENGTH];
    private final byte[] input = new byte[PacketHeader.MAX_DATAGRAM];
    private final byte[] output = new byte[PacketHeader.MAX_DATAGRAM];
    private boolean destroyed;

    private BouncyCastleAead(byte[] key, boolean sealing) {
        this.key = new KeyParameter(key);
        this.sealing = sealing;
    }

    @Override
    public int seal(MutableDirectBuffer datagram, int offset, int plaintextLength) {
        if (!sealing) {
            throw new IllegalStateException("this key opens");
        }
        int sealed = process(datagram, offset, plaintextLength);
        if (sealed < 0) {
            throw new IllegalStateException("seal failed");
        }
        return PacketHeader.LENGTH + sealed;
    }

    @Override
    public int open(MutableDirectBuffer datagram, int offset, int length) {
        if (sealing) {
            throw new IllegalStateException("this key seals");
        }
        return process(datagram, offset, length - PacketHeader.LENGTH);
    }

    private int process(MutableDirectBuffer datagram, int offset, int length) {
        if (destroyed) {
            throw new IllegalStateException("the key is destroyed");
        }
        datagram.getBytes(offset, associated);
        datagram.getBytes(offset, nonce, 0, 4);
        datagram.getBytes(offset + SEQUENCE_OFFSET, nonce, 4, 8);
        int payload = offset + PacketHeader.LENGTH;
        datagram.getBytes(payload, input, 0, length);
        cipher.init(sealing, new AEADParameters(key, TAG_BITS, nonce, associated));
        try {
            int written = cipher.processBytes(input, 0, length, output, 0);
            written += cipher.doFinal(output, written);
            datagram.putBytes(payload, output, 0, written);
            return written;
        } catch (InvalidCipherTextException _) {
            return -1;
        }
    }

    @Override
    public void destroy() {
        if (destroyed) {
            return;
        }
        destroyed = true;
        Arrays.fill(key.getKey(), (byte) 0);
        // The cipher and its engine keep copies of the key: a start under the zeroed one overwrites
        // them. For opening, because a start for sealing refuses a nonce that the same key used.
        cipher.init(false, new AEADParameters(key, TAG_BITS, new byte[12]));
        Arrays.fill(input, (byte) 0);
        Arrays.fill(output, (byte) 0);
    }
}
