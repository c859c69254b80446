package dev.shadowland.protocol.limits;

import dev.shadowland.protocol.wire.PeerAddress;

import java.util.Arrays;

/**
 * How many connections one address has and how fast it makes new ones; an address is an IPv4
 * address or an IPv6 /64. Tables of fixed size, hashed under a key that nobody outside knows:
 * addresses that share a slot share its limits, which at {@value #SLOTS} slots is rare and costs
 * them only room. Only those who showed a good cookie are counted, so a forged source counts for
 * nobody. Owned by one thread.
 */
public final class AddressLimits {
    static final int SLOTS = 1 << 14;

    private static final int SLOT_BITS = 14;
    private static final double BURST_SECONDS = 10;

    private final long[] buckets = new long[SLOTS];
    private final int[] connections = new int[SLOTS];
    private final AddressSet exempt;
    private final Rate rate;
    private final int most;
    private final long hashKey;

    /** Addresses that no limit touches. */
    @FunctionalInterface
    public interface AddressSet {
        boolean contains(long hi, long lo);
    }

    /**
     * Limits.
     *
     * @param most connections of an address at a time
     * @param newPerSecond of an address, ten seconds' worth at once
     * @param hashKey random
     */
    public AddressLimits(int most, int newPerSecond, AddressSet exempt, long hashKey) {
        this.most = most;
        rate = Rate.of(newPerSecond, BURST_SECONDS);
        this.exempt = exempt;
        this.hashKey = hashKey;
        Arrays.fill(buckets, Rate.FRESH);
    }

    /** Whether the address may make one more connection now; counts the attempt. */
    public boolean admits(PeerAddress from, long nowNs) {
        if (exempt.contains(from.hi(), from.lo())) {
            return true;
        }
        int slot = slot(from);
        long taken = rate.take(buckets[slot], 1, nowNs);
        if (connections[slot] >= most || taken == Rate.REFUSED) {
            return false;
        }
        buckets[slot] = taken;
        return true;
    }

    /** A connection stands. */
    public void onOpened(PeerAddress from) {
        count(from, 1);
    }

    /** A connection is over. */
    public void onClosed(PeerAddress from) {
        count(from, -1);
    }

    /** What no limit touches must not take the room of those that share its slot. */
    private void count(PeerAddress of, int change) {
        if (!exempt.contains(of.hi(), of.lo())) {
            connections[slot(of)] += change;
        }
    }

    private int slot(PeerAddress address) {
        boolean mappedV4 = address.hi() == 0 && address.lo() >>> 32 == 0xFFFF;
        long prefix = (mappedV4 ? address.lo() : address.hi()) ^ hashKey;
        prefix = (prefix ^ (prefix >>> 32)) * 0x9E37_79B9_7F4A_7C15L;
        prefix = (prefix ^ (prefix >>> 29)) * 0xBF58_476D_1CE4_E5B9L;
        return (int) (prefix >>> (Long.SIZE - SLOT_BITS));
    }
}
