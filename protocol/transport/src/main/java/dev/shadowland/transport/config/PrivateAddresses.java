package dev.shadowland.transport.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Tells hosts that only one's own network reaches from public ones. */
final class PrivateAddresses {
    /** What a host is. */
    enum Reach {
        /** This machine only. */
        LOOPBACK,
        /** RFC 1918, RFC 6598, link-local, or IPv6 unique local. */
        PRIVATE,
        /** Anything else, a wildcard included: it listens everywhere. */
        PUBLIC,
        /** A name that does not resolve. */
        UNKNOWN
    }

    private PrivateAddresses() {}

    /**
     * Reach of a literal address or a name, which is resolved; of several addresses the most public
     * counts.
     */
    static Reach of(String host) {
        try {
            Reach reach = Reach.LOOPBACK;
            for (InetAddress address : InetAddress.getAllByName(host)) {
                Reach one = of(address);
                reach = one.compareTo(reach) > 0 ? one : reach;
            }
            return reach;
        } catch (UnknownHostException _) {
            return Reach.UNKNOWN;
        }
    }

    private static Reach of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return Reach.LOOPBACK;
        }
        boolean isPrivate =
                address.isSiteLocalAddress()
                        || address.isLinkLocalAddress()
                        || isUniqueLocalOrShared(address);
        return isPrivate ? Reach.PRIVATE : Reach.PUBLIC;
    }

    private static boolean isUniqueLocalOrShared(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet6Address) {
            return (bytes[0] & 0xFE) == 0xFC;
        }
        return (bytes[0] & 0xFF) == 100 && (bytes[1] & 0xC0) == 64;
    }
}
