package dev.shadowland.protocol.rekey;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.crypto.Hkdf;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The public-key half of one rekey at one end: a fresh X25519 pair, then, once the peer's key is
 * known, the new keys. Owned by one thread at a time: by the connection's until it is offered to a
 * {@link KeyAgreement}, then by whoever runs it, then by the connection's again.
 *
 * <p>Keys: HKDF-SHA256(ikm = S(e−1) ‖ X25519, no salt, info = "shadowland rekey v1" ‖ epoch u32 ‖
 * SHA-256(request body ‖ response body)) → server to client 32 ‖ client to server 32 ‖ S(e) 32.
 */
public final class RekeyWork {
    /** Bytes derived. */
    static final int DERIVED_LENGTH = 3 * Curves.KEY_LENGTH;

    private static final byte[] LABEL = "shadowland rekey v1".getBytes(StandardCharsets.US_ASCII);

    private final Owner owner;
    private final int epoch;
    private final boolean server;
    private final byte[] secret;
    private final byte[] privateKey = new byte[Curves.KEY_LENGTH];
    private byte @Nullable [] ownKey;
    private byte @Nullable [] peerKey;
    private byte @Nullable [] derived;

    /** Takes the work back, on the connection's thread. */
    @FunctionalInterface
    interface Owner {
        void onWork(RekeyWork work);
    }

    /**
     * Work for one epoch.
     *
     * @param secret S(e−1), copied; the copy is zeroed with the rest
     */
    RekeyWork(Owner owner, int epoch, boolean server, byte[] secret) {
        this.owner = owner;
        this.epoch = epoch;
        this.server = server;
        this.secret = secret.clone();
    }

    /**
     * Makes the pair when there is none, and the keys when the peer's key is known: 150 µs each.
     */
    public void run(RandomGenerator random) {
        byte[] own = ownKey;
        if (own == null) {
            random.nextBytes(privateKey);
            own = Curves.agreementPublicKey(privateKey);
            ownKey = own;
        }
        byte[] peer = peerKey;
        if (peer != null) {
            derive(own, peer);
        }
    }

    private void derive(byte[] own, byte[] peer) {
        byte[] ikm = Arrays.copyOf(secret, 2 * Curves.KEY_LENGTH);
        byte[] shared = new byte[Curves.KEY_LENGTH];
        if (Curves.agree(privateKey, peer, shared)) {
            System.arraycopy(shared, 0, ikm, Curves.KEY_LENGTH, Curves.KEY_LENGTH);
            byte[] info = server ? info(epoch, own, peer) : info(epoch, peer, own);
            derived = Hkdf.derive(ikm, null, info, DERIVED_LENGTH);
        }
        Arrays.fill(ikm, (byte) 0);
        Arrays.fill(shared, (byte) 0);
        Arrays.fill(privateKey, (byte) 0);
        Arrays.fill(secret, (byte) 0);
    }

    private static byte[] info(int epoch, byte[] serverKey, byte[] clientKey) {
        SHA256Digest messages = new SHA256Digest();
        update(messages, body(epoch, serverKey));
        update(messages, body(epoch, clientKey));
        byte[] info = new byte[LABEL.length + Integer.BYTES + messages.getDigestSize()];
        ByteBuffer.wrap(info).order(ByteOrder.LITTLE_ENDIAN).put(LABEL).putInt(epoch);
        messages.doFinal(info, LABEL.length + Integer.BYTES);
        return info;
    }

    private static byte[] body(int epoch, byte[] key) {
        return ByteBuffer.allocate(Integer.BYTES + Curves.KEY_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(epoch)
                .put(key)
                .array();
    }

    private static void update(SHA256Digest digest, byte[] bytes) {
        digest.update(bytes, 0, bytes.length);
    }

    /** Gives the work back; on the connection's thread. */
    public void finish() {
        owner.onWork(this);
    }

    int epoch() {
        return epoch;
    }

    void onPeerKey(byte[] key) {
        peerKey = key;
    }

    /** The public key that the peer is told, null until the first {@link #run}. */
    byte @Nullable [] ownKey() {
        return ownKey;
    }

    /** What the peer sent, null before. */
    byte @Nullable [] peerKey() {
        return peerKey;
    }

    /** The 96 bytes, null when the peer's key is of low order. */
    byte @Nullable [] derived() {
        return derived;
    }

    /** Zeroes every secret. */
    void destroy() {
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(privateKey, (byte) 0);
        if (derived != null) {
            Arrays.fill(derived, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "RekeyWork[epoch " + epoch + "]";
    }
}
