package dev.shadowland.protocol.handshake;

import java.util.Arrays;

/**
 * Bounds Cookie replies without state per address: a fixed table of counters, hashed by prefix,
 * that starts over each second. Owned by one thread.
 */
final class CookieThrottle {
    private static final int SLOT_BITS = 12;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final long WINDOW_MS = 1000;

    private final int[] sent = new int[SLOTS];
    private final long hashKey;
    private final int total;
    private final int perPrefix;
    private long windowEndsMs = Long.MIN_VALUE;
    private int sentInTotal;

    CookieThrottle(HandshakeSettings settings, long hashKey) {
        total = settings.cookieRepliesPerSecond();
        perPrefix = settings.cookieRepliesPerPrefixPerSecond();
        this.hashKey = hashKey;
    }

    boolean tryTake(long nowMs, long hi, long lo) {
        if (nowMs >= windowEndsMs) {
            Arrays.fill(sent, 0);
            sentInTotal = 0;
            windowEndsMs = nowMs + WINDOW_MS;
        }
        int slot = slot(hi, lo);
        if (sentInTotal >= total || sent[slot] >= perPrefix) {
            return false;
        }
        sentInTotal++;
        sent[slot]++;
        return true;
    }

    private int slot(long hi, long lo) {
        boolean mappedV4 = hi == 0 && lo >>> 32 == 0xFFFF;
        long prefix = (mappedV4 ? lo : hi) ^ hashKey;
        prefix *= 0x9E37_79B9_7F4A_7C15L;
        // Every bit of the prefix reaches the highest ones of the product.
        return (int) (prefix >>> (Long.SIZE - SLOT_BITS));
    }
}
