package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.wire.PeerAddress;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stateless cookies (seed 3.4): nonce 8 · timestamp ms 8 · HMAC-SHA256 32 over nonce, timestamp,
 * client address and client key. The secret rotates; the one before stays valid for one lifetime.
 * Owned by one thread; nothing is kept per client.
 */
public final class CookieJar {
    /** Bytes of a cookie. */
    public static final int LENGTH = 48;

    private static final int MAC_LENGTH = 32;
    private static final int SECRET_LENGTH = 32;

    private final RandomGenerator random;
    private final long lifetimeMs;
    private final ByteBuffer message =
            ByteBuffer.allocate(16 + 16 + 2 + 32).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] expected = new byte[MAC_LENGTH];
    private final byte[] presented = new byte[MAC_LENGTH];
    private Mac current;
    private Mac previous;
    private long rotatesAtMs = Long.MIN_VALUE;

    /**
     * A jar with fresh secrets.
     *
     * @param random secure outside of tests
     * @param lifetimeMs how long a cookie holds (seed: 10 s); the secret rotates at each lifetime
     */
    public CookieJar(RandomGenerator random, long lifetimeMs) {
        this.random = random;
        this.lifetimeMs = lifetimeMs;
        current = newMac();
        previous = current;
    }

    /** Bakes a cookie for this address and client key into {@code out}, 48 bytes. */
    public void bake(long nowMs, PeerAddress address, byte[] clientKey, byte[] out) {
        rotate(nowMs);
        ByteBuffer cookie = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
        long nonce = random.nextLong();
        cookie.putLong(nonce).putLong(nowMs);
        mac(current, nonce, nowMs, address, clientKey);
        cookie.put(expected);
    }

    /**
     * Whether the cookie was baked here for this address and key within its lifetime; compared in
     * constant time.
     */
    public boolean isGood(long nowMs, PeerAddress address, byte[] clientKey, byte[] cookie) {
        rotate(nowMs);
        if (cookie.length != LENGTH) {
            return false;
        }
        ByteBuffer view = ByteBuffer.wrap(cookie).order(ByteOrder.LITTLE_ENDIAN);
        long nonce = view.getLong();
        long bakedMs = view.getLong();
        if (bakedMs > nowMs || bakedMs < nowMs - lifetimeMs) {
            return false;
        }
        view.get(presented);
        return matches(current, nonce, bakedMs, address, clientKey)
                || matches(previous, nonce, bakedMs, address, clientKey);
    }

    private boolean matches(
            Mac mac, long nonce, long bakedMs, PeerAddress address, byte[] clientKey) {
        mac(mac, nonce, bakedMs, address, clientKey);
        return MessageDigest.isEqual(expected, presented);
    }

    private void mac(Mac mac, long nonce, long timestampMs, PeerAddress address, byte[] clientKey) {
        message.clear();
        message.putLong(nonce).putLong(timestampMs).putLong(address.hi()).putLong(address.lo());
        message.putShort((short) address.port()).put(clientKey);
        mac.update(message.array(), 0, message.position());
        try {
            mac.doFinal(expected, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("HMAC-SHA256 has 32 bytes", e);
        }
    }

    private void rotate(long nowMs) {
        if (rotatesAtMs == Long.MIN_VALUE) {
            rotatesAtMs = nowMs + lifetimeMs;
        } else if (nowMs >= rotatesAtMs) {
            previous = current;
            current = newMac();
            rotatesAtMs = nowMs + lifetimeMs;
        }
    }

    private Mac newMac() {
        byte[] secret = new byte[SECRET_LENGTH];
        random.nextBytes(secret);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
