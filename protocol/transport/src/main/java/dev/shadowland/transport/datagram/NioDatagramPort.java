package dev.shadowland.transport.datagram;

import dev.shadowland.transport.status.Counters;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * A port over a non-blocking {@link DatagramChannel}: one system call per datagram, and Java's
 * address objects per received datagram. It sends at once, so {@code flush} has nothing to do. IPv4
 * and IPv6 both arrive when bound to {@code ::}.
 */
final class NioDatagramPort implements DatagramPort {
    /** Peers whose address object is kept; a power of two. Others cost an allocation per send. */
    private static final int PEERS = 8192;

    private final DatagramChannel channel;
    private final InetSocketAddress localAddress;
    private final SocketBuffers granted;
    private final Counters counters = Counters.of(DatagramCount.class);
    private final ByteBuffer receiveBytes = ByteBuffer.allocateDirect(RECEIVE_LENGTH);
    private final UnsafeBuffer receiveBuffer = new UnsafeBuffer(receiveBytes);
    private final ByteBuffer sendBytes = ByteBuffer.allocateDirect(SEND_LENGTH);
    private final UnsafeBuffer sendBuffer = new UnsafeBuffer(sendBytes);
    private final @Nullable InetSocketAddress[] peers = new @Nullable InetSocketAddress[PEERS];
    private final long[] peerHi = new long[PEERS];
    private final long[] peerLo = new long[PEERS];

    NioDatagramPort(DatagramChannel channel) throws IOException {
        this.channel = channel;
        this.localAddress = (InetSocketAddress) channel.getLocalAddress();
        this.granted =
                new SocketBuffers(
                        channel.getOption(StandardSocketOptions.SO_RCVBUF),
                        channel.getOption(StandardSocketOptions.SO_SNDBUF));
    }

    @Override
    public int receive(DatagramHandler handler, int limit) {
        int received = 0;
        while (received < limit) {
            InetSocketAddress source = receiveOne();
            if (source == null) {
                break;
            }
            received++;
            int length = receiveBytes.position();
            counters.increment(DatagramCount.DATAGRAMS_IN);
            counters.add(DatagramCount.BYTES_IN, length);
            InetAddress address = source.getAddress();
            long hi = Addresses.hi(address);
            long lo = Addresses.lo(address);
            remember(hi, lo, source);
            handler.onDatagram(hi, lo, source.getPort(), receiveBuffer, 0, length);
        }
        return received;
    }

    private @Nullable InetSocketAddress receiveOne() {
        receiveBytes.clear();
        try {
            return (InetSocketAddress) channel.receive(receiveBytes);
        } catch (IOException _) {
            counters.increment(DatagramCount.RECEIVE_ERROR);
            return null;
        }
    }

    @Override
    public boolean send(
            long addressHi, long addressLo, int port, DirectBuffer buffer, int offset, int length) {
        if (length > SEND_LENGTH) {
            counters.increment(DatagramCount.DROPPED_SEND_ERROR);
            return false;
        }
        sendBuffer.putBytes(0, buffer, offset, length);
        return commit(addressHi, addressLo, port, length);
    }

    @Override
    public MutableDirectBuffer sendBuffer() {
        return sendBuffer;
    }

    @Override
    public int claim() {
        return 0;
    }

    @Override
    public boolean commit(long addressHi, long addressLo, int port, int length) {
        if (length > SEND_LENGTH || port <= 0 || port > 0xFFFF) {
            counters.increment(DatagramCount.DROPPED_SEND_ERROR);
            return false;
        }
        sendBytes.limit(length).position(0);
        return sendOne(peer(addressHi, addressLo, port), length);
    }

    private boolean sendOne(InetSocketAddress target, int length) {
        try {
            if (channel.send(sendBytes, target) == 0 && length > 0) {
                counters.increment(DatagramCount.DROPPED_SEND_BUFFER_FULL);
                return false;
            }
        } catch (IOException | RuntimeException _) {
            // Java reports some unreachable targets (an IPv6 one from an IPv4 socket) with
            // unchecked exceptions.
            counters.increment(DatagramCount.DROPPED_SEND_ERROR);
            return false;
        }
        counters.increment(DatagramCount.DATAGRAMS_OUT);
        counters.add(DatagramCount.BYTES_OUT, length);
        return true;
    }

    @Override
    public int flush() {
        return 0;
    }

    private InetSocketAddress peer(long hi, long lo, int port) {
        int slot = slot(hi, lo, port);
        InetSocketAddress known = peers[slot];
        if (known != null && peerHi[slot] == hi && peerLo[slot] == lo && known.getPort() == port) {
            return known;
        }
        InetSocketAddress made = new InetSocketAddress(Addresses.of(hi, lo), port);
        remember(hi, lo, made);
        return made;
    }

    private void remember(long hi, long lo, InetSocketAddress peer) {
        int slot = slot(hi, lo, peer.getPort());
        peerHi[slot] = hi;
        peerLo[slot] = lo;
        peers[slot] = peer;
    }

    private static int slot(long hi, long lo, int port) {
        long mixed = (hi * 31 + lo) * 0x9E3779B97F4A7C15L + port * 0xC2B2AE3D27D4EB4FL;
        return (int) (mixed >>> 40) & (PEERS - 1);
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public SocketBuffers grantedBuffers() {
        return granted;
    }

    @Override
    public boolean countsKernelDrops() {
        return false;
    }

    @Override
    public NetworkIo io() {
        return NetworkIo.NIO;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing UDP port " + localAddress, e);
        }
    }
}
