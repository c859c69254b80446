package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.wire.PeerAddress;
import dev.shadowland.transport.datagram.Addresses;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongArray;

/** A {@link TestServer} behind a real UDP socket on loopback, with a thread of its own. */
public final class UdpTestServer implements AutoCloseable {
    private static final long TICK_NS = 1_000_000_000L / 60;
    private static final int MAX_BYTES = 2_048;

    private final AtomicLongArray traffic = new AtomicLongArray(4);
    private final DatagramChannel channel;
    private final Selector selector = Selector.open();
    private final TestServer server;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile boolean isSilent;

    /** Starts one on this loopback address. */
    public UdpTestServer(String host, long seed) throws IOException {
        channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        server = new TestServer(seed, nowNs(), this::send);
        thread = Thread.ofPlatform().name("test-server").start(this::serve);
    }

    /** Where bots connect to. */
    public InetSocketAddress address() {
        return new InetSocketAddress(
                channel.socket().getLocalAddress(), channel.socket().getLocalPort());
    }

    /** What bots pin. */
    public byte[] rootKey() {
        return server.rootPublicKey.clone();
    }

    /** What signs tokens. */
    public byte[] loginKey() {
        return server.loginKey.clone();
    }

    /** Whose tokens it takes. */
    public UUID cluster() {
        return server.cluster;
    }

    /** Sends no snapshot any more. */
    public void fallSilent() {
        isSilent = true;
    }

    /** Players in the world. */
    public int players() {
        return server.players();
    }

    /** Datagrams in, datagrams out, bytes in, bytes out. */
    public long traffic(int what) {
        return traffic.get(what);
    }

    private static long nowNs() {
        return System.currentTimeMillis() * 1_000_000;
    }

    private void serve() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(MAX_BYTES);
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        long nextTickNs = System.nanoTime();
        try {
            while (running) {
                selector.select(_ -> {}, 2);
                for (InetSocketAddress from = receive(bytes); from != null; from = receive(bytes)) {
                    PeerAddress peer =
                            new PeerAddress(
                                    Addresses.hi(from.getAddress()),
                                    Addresses.lo(from.getAddress()),
                                    from.getPort());
                    server.onDatagram(peer, buffer, 0, bytes.position());
                }
                if (System.nanoTime() - nextTickNs >= 0) {
                    nextTickNs += TICK_NS;
                    if (isSilent) {
                        server.faults.add(Fault.NO_SNAPSHOTS);
                    }
                    server.tick(nowNs());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable InetSocketAddress receive(ByteBuffer bytes) throws IOException {
        bytes.clear();
        InetSocketAddress from = (InetSocketAddress) channel.receive(bytes);
        if (from != null) {
            traffic.incrementAndGet(0);
            traffic.addAndGet(2, bytes.position());
        }
        return from;
    }

    private void send(PeerAddress to, UnsafeBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        try {
            channel.send(
                    ByteBuffer.wrap(bytes),
                    new InetSocketAddress(Addresses.of(to.hi(), to.lo()), to.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        traffic.incrementAndGet(1);
        traffic.addAndGet(3, length);
    }

    @Override
    public void close() throws IOException {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        channel.close();
        selector.close();
    }
}
