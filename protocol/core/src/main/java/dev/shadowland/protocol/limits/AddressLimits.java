package dev.shadowland.protocol.limits;

import dev.shadowland.protocol.wire.PeerAddress;

import java.util.Arrays;

/**
 * How many connections one address has and how fast it makes new ones; an address is an IPv4
 * address or an IPv6 /64. Whoever has one /64 often has 65 536 of them, so all of an IPv6 /48, a
 * network, have limits together, too. Tables of fixed size, hashed under a key that nobody outside
 * knows: addresses that share a slot share its limits, which at {@value #SLOTS} slots is rare and
 * costs them only room. Only those who showed a good cookie are counted, so a forged source counts
 * for nobody. Owned by one thread.
 */
public final class AddressLimits {
    static final int SLOTS = 1 << 14;

    private static final int SLOT_BITS = 14;
    private static final int NETWORK_SHIFT = 16;
    private static final double BURST_SECONDS = 10;

    private final Table addresses;
    private final Table networks;
    private final AddressSet exempt;

    /** Addresses that no limit touches. */
    @FunctionalInterface
    public interface AddressSet {
        boolean contains(long hi, long lo);
    }

    /**
     * What is allowed.
     *
     * @param most connections at a time
     * @param newPerSecond new ones, ten seconds' worth at once
     */
    public record Bound(int most, int newPerSecond) {}

    /**
     * Limits.
     *
     * @param ofAddress of an IPv4 address or IPv6 /64
     * @param ofNetwork of an IPv6 /48
     * @param hashKey random
     */
    public AddressLimits(Bound ofAddress, Bound ofNetwork, AddressSet exempt, long hashKey) {
        addresses = new Table(ofAddress, hashKey);
        networks = new Table(ofNetwork, hashKey);
        this.exempt = exempt;
    }

    /** Whether the address may make one more connection now; counts the attempt. */
    public boolean admits(PeerAddress from, long nowNs) {
        if (exempt.contains(from.hi(), from.lo())) {
            return true;
        }
        long address = addressOf(from);
        if (isV4(from)) {
            return addresses.admits(address, nowNs);
        }
        // One that its network's limit refuses is not to use up its own.
        return networks.hasRoom(networkOf(from), nowNs)
                && addresses.admits(address, nowNs)
                && networks.admits(networkOf(from), nowNs);
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
        if (exempt.contains(of.hi(), of.lo())) {
            return;
        }
        addresses.count(addressOf(of), change);
        if (!isV4(of)) {
            networks.count(networkOf(of), change);
        }
    }

    private static boolean isV4(PeerAddress address) {
        return address.hi() == 0 && address.lo() >>> 32 == 0xFFFF;
    }

    private static long addressOf(PeerAddress address) {
        return isV4(address) ? address.lo() : address.hi();
    }

    private static long networkOf(PeerAddress address) {
        return address.hi() >>> NETWORK_SHIFT;
    }

    /** Counts by the hash of a prefix. */
    private static final class Table {
        private final long[] buckets = new long[SLOTS];
        private final int[] connections = new int[SLOTS];
        private final Rate rate;
        private final int most;
        private final long hashKey;

        Table(Bound bound, long hashKey) {
            rate = Rate.of(bound.newPerSecond(), BURST_SECONDS);
            most = bound.most();
            this.hashKey = hashKey;
            Arrays.fill(buckets, Rate.FRESH);
        }

        boolean hasRoom(long prefix, long nowNs) {
            int slot = slot(prefix);
            return connections[slot] < most && rate.take(buckets[slot], 1, nowNs) != Rate.REFUSED;
        }

        boolean admits(long prefix, long nowNs) {
            boolean admitted = hasRoom(prefix, nowNs);
            if (admitted) {
                int slot = slot(prefix);
                buckets[slot] = rate.take(buckets[slot], 1, nowNs);
            }
            return admitted;
        }

        void count(long prefix, int change) {
            connections[slot(prefix)] += change;
        }

        private int slot(long prefix) {
            long hash = prefix ^ hashKey;
            hash = (hash ^ (hash >>> 32)) * 0x9E37_79B9_7F4A_7C15L;
            hash = (hash ^ (hash >>> 29)) * 0xBF58_476D_1CE4_E5B9L;
            return (int) (hash >>> (Long.SIZE - SLOT_BITS));
        }
    }
}
