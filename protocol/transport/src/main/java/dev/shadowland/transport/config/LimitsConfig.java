package dev.shadowland.transport.config;

import dev.shadowland.protocol.wire.FrameType;

import java.time.Duration;
import java.util.List;

/**
 * What clients may do, per gateway worker (seed: WAF). Per-address limits count only those who
 * showed a good cookie, the others only datagrams that opened.
 *
 * @param isOn whether they apply
 * @param allow addresses to which per-address limits do not apply
 * @param connectionsPerAddress connections at a time from one IPv4 address or IPv6 /64
 * @param newConnectionsPerSecond new ones per second from there, ten seconds' worth at once
 * @param connectionsPerNetwork connections at a time from one IPv6 /48
 * @param newConnectionsPerNetworkSecond new ones per second from there, ten seconds' worth at once
 * @param datagramsPerSecond of one connection, two seconds' worth at once
 * @param bytesPerSecond of one connection, two seconds' worth at once
 * @param framesPerSecond of one connection and type that reaches its session, two seconds' worth at
 *     once
 * @param frameTypes types with a limit of their own
 * @param tolerance excess that goes on for longer ends the connection
 */
public record LimitsConfig(
        boolean isOn,
        List<AddressRange> allow,
        int connectionsPerAddress,
        int newConnectionsPerSecond,
        int connectionsPerNetwork,
        int newConnectionsPerNetworkSecond,
        int datagramsPerSecond,
        int bytesPerSecond,
        int framesPerSecond,
        List<FrameLimit> frameTypes,
        Duration tolerance) {
    public LimitsConfig {
        allow = List.copyOf(allow);
        frameTypes = List.copyOf(frameTypes);
    }

    /**
     * A limit of one frame type.
     *
     * @param type one that reaches a session
     * @param perSecond 1..100000
     */
    public record FrameLimit(int type, int perSecond) {
        private static final int MOST_TYPE = 0xFF;
        private static final int MOST_PER_SECOND = 100_000;

        /**
         * Reads {@code 0x43:10}.
         *
         * @throws IllegalArgumentException when it is not that
         */
        public static FrameLimit parse(String text) {
            String[] parts = text.split(":", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("not type:rate: '" + text + "'");
            }
            FrameLimit limit = new FrameLimit(number(parts[0], text), number(parts[1], text));
            if (limit.type < 0 || limit.type > MOST_TYPE || !FrameType.isForSession(limit.type)) {
                throw new IllegalArgumentException("no frame of a session: '" + text + "'");
            }
            if (limit.perSecond < 1 || limit.perSecond > MOST_PER_SECOND) {
                throw new IllegalArgumentException("rate 1..100000: '" + text + "'");
            }
            return limit;
        }

        private static int number(String part, String text) {
            try {
                return Integer.decode(part.strip());
            } catch (NumberFormatException _) {
                throw new IllegalArgumentException("not a number in '" + text + "'");
            }
        }
    }
}
