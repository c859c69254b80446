package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.wire.PeerAddress;

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

    boolean tryTake(long nowMs, PeerAddress address) {
        if (nowMs >= windowEndsMs) {
            Arrays.fill(sent, 0);
            sentInTotal = 0;
            windowEndsMs = nowMs + WINDOW_MS;
        }
        int slot = slot(address);
        if (sentInTotal >= total || sent[slot] >= perPrefix) {
            return false;
        }
        sentInTotal++;
        sent[slot]++;
        return true;
    }

    private int slot(PeerAddress address) {
        boolean mappedV4 = address.hi() == 0 && address.lo() >>> 32 == 0xFFFF;
        long prefix = (mappedV4 ? address.lo() : address.hi()) ^ hashKey;
        prefix *= 0x9E37_79B9_7F4A_7C15L;
        // Every bit of the prefix reaches the highest ones of the product.
        return (int) (prefix >>> (Long.SIZE - SLOT_BITS));
    }
}
