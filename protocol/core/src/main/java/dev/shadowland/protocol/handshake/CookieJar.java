package dev.shadowland.protocol.handshake;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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

    private static final int PREFIX = 16;
    private static final int MAC_LENGTH = 32;
    private static final int SECRET_LENGTH = 32;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final RandomGenerator random;
    private final long lifetimeMs;
    private final ByteBuffer message =
            ByteBuffer.allocate(16 + 16 + 2 + 32).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] expected = new byte[MAC_LENGTH];
    private final byte[] presented = new byte[MAC_LENGTH];
    private Mac current;
    private Mac previous;
    private long rotatesAtMs = Long.MIN_VALUE;
    private long rotatedAtMs = Long.MIN_VALUE;

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
    public void bake(long nowMs, long hi, long lo, int port, byte[] clientKey, byte[] out) {
        rotate(nowMs);
        begin(random.nextLong(), nowMs);
        mac(current, hi, lo, port, clientKey);
        System.arraycopy(message.array(), 0, out, 0, PREFIX);
        System.arraycopy(expected, 0, out, PREFIX, MAC_LENGTH);
    }

    /**
     * Whether the cookie was baked here for this address and key within its lifetime; compared in
     * constant time. The time that it names says which secret it was baked with, so a wrong one
     * costs one HMAC.
     */
    public boolean isGood(long nowMs, long hi, long lo, int port, byte[] clientKey, byte[] cookie) {
        rotate(nowMs);
        if (cookie.length != LENGTH) {
            return false;
        }
        long nonce = (long) LONGS.get(cookie, 0);
        long bakedMs = (long) LONGS.get(cookie, Long.BYTES);
        if (bakedMs > nowMs || bakedMs < nowMs - lifetimeMs) {
            return false;
        }
        begin(nonce, bakedMs);
        mac(bakedMs < rotatedAtMs ? previous : current, hi, lo, port, clientKey);
        System.arraycopy(cookie, PREFIX, presented, 0, MAC_LENGTH);
        return MessageDigest.isEqual(expected, presented);
    }

    private void begin(long nonce, long timestampMs) {
        message.clear();
        message.putLong(nonce).putLong(timestampMs);
    }

    private void mac(Mac mac, long hi, long lo, int port, byte[] clientKey) {
        message.putLong(hi).putLong(lo).putShort((short) port).put(clientKey);
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
            rotatedAtMs = nowMs;
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
