package dev.shadowland.transport.datagram;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the ports of a gateway's workers: all on one UDP port, the kernel spreads the clients over
 * them.
 */
public final class DatagramPorts {
    private DatagramPorts() {}

    /**
     * Binds one port per worker. A trial bind without SO_REUSEPORT comes first, since with it a
     * second gateway would silently take half of the clients.
     *
     * @param host address to bind; {@code ::} takes IPv6 and IPv4 (only IPv4 on a machine without
     *     IPv6)
     * @param port 0 for any free one, the same for all workers
     * @param workers 1..64
     * @param receiveBytes wanted kernel buffer per worker, see {@link DatagramPort#grantedBuffers}
     * @param sendBytes wanted kernel buffer per worker
     * @throws PortTakenException when another process has it
     * @throws IOException when the address is not this machine's, or for any other network error
     */
    public static List<DatagramPort> bind(
            String host, int port, int workers, int receiveBytes, int sendBytes)
            throws IOException {
        if (workers < 1 || workers > 64) {
            throw new IllegalArgumentException("workers must be 1..64: " + workers);
        }
        InetSocketAddress address = probe(bindable(host), host, port);
        SocketBuffers wanted = new SocketBuffers(receiveBytes, sendBytes);
        List<DatagramPort> ports = new ArrayList<>();
        try {
            for (int i = 0; i < workers; i++) {
                ports.add(open(address, wanted, workers > 1));
            }
        } catch (IOException | RuntimeException e) {
            ports.forEach(DatagramPort::close);
            throw e;
        }
        return List.copyOf(ports);
    }

    private static InetAddress bindable(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        if (!(address instanceof Inet6Address) || !address.isAnyLocalAddress()) {
            return address;
        }
        try (DatagramChannel _ = DatagramChannel.open(StandardProtocolFamily.INET6)) {
            return address;
        } catch (UnsupportedOperationException _) {
            return InetAddress.getByName("0.0.0.0");
        }
    }

    private static InetSocketAddress probe(InetAddress address, String host, int port)
            throws IOException {
        try (DatagramChannel trial = DatagramChannel.open()) {
            trial.bind(new InetSocketAddress(address, port));
            return new InetSocketAddress(
                    address, ((InetSocketAddress) trial.getLocalAddress()).getPort());
        } catch (BindException e) {
            if (isTaken(e)) {
                throw new PortTakenException(host, port, e);
            }
            throw new IOException(
                    "UDP port %d cannot be bound on %s: %s; set shadowland.network.host to an address of this machine"
                            .formatted(port, host, e.getMessage()),
                    e);
        } catch (UnsupportedAddressTypeException e) {
            throw new IOException(
                    "address " + host + " is IPv6, which this machine does not offer", e);
        }
    }

    private static boolean isTaken(BindException e) {
        String message = e.getMessage();
        return message == null || message.contains("in use");
    }

    private static DatagramPort open(
            InetSocketAddress address, SocketBuffers wanted, boolean shared) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, wanted.receiveBytes());
            channel.setOption(StandardSocketOptions.SO_SNDBUF, wanted.sendBytes());
            if (shared) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            channel.bind(address);
            return new NioDatagramPort(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
