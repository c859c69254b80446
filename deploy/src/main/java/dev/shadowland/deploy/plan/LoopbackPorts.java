package dev.shadowland.deploy.plan;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Free ports below the ranges from which systems take the ports of outgoing connections, so that a
 * restarted node finds its port free again.
 */
public final class LoopbackPorts implements PortSource {
    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    private static final int MAX_ATTEMPTS = 2_000;

    private final RandomGenerator random;
    private final Set<Integer> given = new HashSet<>();

    public LoopbackPorts(RandomGenerator random) {
        this(random, Set.of());
    }

    /** None of {@code reserved}, which is free now and somebody else's later. */
    public LoopbackPorts(RandomGenerator random, Set<Integer> reserved) {
        this.random = random;
        given.addAll(reserved);
    }

    @Override
    public int next() {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            int port = random.nextInt(FIRST, END);
            if (!given.contains(port) && isFree(port)) {
                given.add(port);
                return port;
            }
        }
        throw new IllegalStateException(
                "no free port between %d and %d on the loopback address".formatted(FIRST, END));
    }

    private static boolean isFree(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
                DatagramSocket udp = new DatagramSocket(port, loopback)) {
            return tcp.isBound() && udp.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Whether a UDP socket can be bound to the port on all addresses now. */
    public static boolean isUdpFree(int port) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(port))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
