package dev.shadowland.transport.datagram;

import dev.shadowland.transport.datagram.linux.LinuxSocket;

import org.jspecify.annotations.Nullable;

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

    /** Why {@link NetworkIo#BATCH} cannot be had on this machine, null when it can. */
    public static @Nullable String whyNotBatch() {
        return LinuxSocket.whyUnsupported();
    }

    /** Binds one port per worker, driven as is best on this machine. */
    public static List<DatagramPort> bind(
            String host, int port, int workers, int receiveBytes, int sendBytes)
            throws IOException {
        return bind(
                NetworkIo.AUTO, host, port, workers, new SocketBuffers(receiveBytes, sendBytes));
    }

    /**
     * Binds one port per worker. A trial bind without SO_REUSEPORT comes first, since with it a
     * second gateway would silently take half of the clients.
     *
     * @param io {@link NetworkIo#BATCH} fails where it cannot be had
     * @param host address to bind; {@code ::} takes IPv6 and IPv4 (only IPv4 on a machine without
     *     IPv6)
     * @param port 0 for any free one, the same for all workers
     * @param workers 1..64
     * @param wanted kernel buffers per worker, see {@link DatagramPort#grantedBuffers}
     * @throws PortTakenException when another process has it
     * @throws IOException when the address is not this machine's, or for any other network error
     */
    public static List<DatagramPort> bind(
            NetworkIo io, String host, int port, int workers, SocketBuffers wanted)
            throws IOException {
        if (workers < 1 || workers > 64) {
            throw new IllegalArgumentException("workers must be 1..64: " + workers);
        }
        InetSocketAddress address = probe(bindable(host), host, port);
        boolean isBatched = isBatched(io);
        List<DatagramPort> ports = new ArrayList<>();
        try {
            for (int i = 0; i < workers; i++) {
                boolean shared = workers > 1;
                ports.add(
                        isBatched
                                ? openBatched(address, wanted, shared)
                                : open(address, wanted, shared));
            }
        } catch (IOException | RuntimeException e) {
            ports.forEach(DatagramPort::close);
            throw e;
        }
        return List.copyOf(ports);
    }

    private static boolean isBatched(NetworkIo io) throws IOException {
        String problem = io == NetworkIo.NIO ? "not wanted" : whyNotBatch();
        if (problem != null && io == NetworkIo.BATCH) {
            throw new IOException(
                    "shadowland.network.io = batch cannot be had: "
                            + problem
                            + "; set it to auto or nio");
        }
        return problem == null;
    }

    private static DatagramPort openBatched(
            InetSocketAddress address, SocketBuffers wanted, boolean shared) throws IOException {
        LinuxSocket socket =
                LinuxSocket.bind(address, wanted.receiveBytes(), wanted.sendBytes(), shared);
        try {
            return new BatchDatagramPort(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
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
