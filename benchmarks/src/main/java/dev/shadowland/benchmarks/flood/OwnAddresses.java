package dev.shadowland.benchmarks.flood;

import dev.shadowland.protocol.handshake.HandshakeInitiator;
import dev.shadowland.protocol.handshake.ProtocolVersion;
import dev.shadowland.transport.datagram.linux.DatagramBatch;
import dev.shadowland.transport.datagram.linux.LinuxSocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** An attacker with many addresses of his own: 127.66.x.y. Owned by one thread. */
final class OwnAddresses implements AutoCloseable {
    private static final long LOOPBACK_LO = 0xFFFFL << 32 | 0x7F00_0001L;
    private static final int PER_CALL = 64;
    private static final int BUFFER_BYTES = 256 << 10;
    private static final long COOKIE_WAIT_NS = 2_000_000_000L;

    private final List<LinuxSocket> sockets = new ArrayList<>();
    private final SecureRandom random = new SecureRandom();
    private final DatagramBatch out;
    private final DatagramBatch in;
    private final int port;
    private int turn;

    OwnAddresses(int count, int port) throws IOException {
        this.port = port;
        try {
            for (int i = 0; i < count; i++) {
                byte[] address = {127, 66, (byte) (i >> 8), (byte) (i + 1)};
                sockets.add(
                        LinuxSocket.bind(
                                new InetSocketAddress(InetAddress.getByAddress(address), 0),
                                BUFFER_BYTES,
                                BUFFER_BYTES,
                                false));
            }
        } catch (IOException e) {
            sockets.forEach(LinuxSocket::close);
            throw e;
        }
        out = sockets.getFirst().batch(PER_CALL);
        in = sockets.getFirst().batch(PER_CALL);
    }

    /** Sends any of the datagrams from any of the addresses, at most a batch per call. */
    Flood.Source source(List<byte[]> datagrams) {
        return most -> {
            int count = Math.min(PER_CALL, most);
            for (int slot = 0; slot < count; slot++) {
                put(slot, datagrams.get((turn * 7 + slot) % datagrams.size()));
            }
            return send(count);
        };
    }

    /** Sends from each address the datagram that is its own. */
    Flood.Source ownSource(List<byte[]> byAddress) {
        return most -> {
            int count = Math.min(PER_CALL, most);
            for (int slot = 0; slot < count; slot++) {
                put(slot, byAddress.get((turn + 1) % sockets.size()));
            }
            return send(count);
        };
    }

    private void put(int slot, byte[] datagram) {
        out.packets().putBytes(out.offset(slot), datagram);
        boolean _ = out.prepare(slot, 0, LOOPBACK_LO, port, datagram.length);
    }

    private int send(int count) {
        turn = (turn + 1) % sockets.size();
        LinuxSocket socket = sockets.get(turn);
        int sent = socket.send(out, 0, count);
        drain(socket);
        return Math.max(0, sent);
    }

    /** Answers must not pile up. */
    private void drain(LinuxSocket socket) {
        int received = socket.receive(in, PER_CALL);
        if (received > 0) {
            in.expect(received);
        }
    }

    /** For each address the Connect with the cookie that the gateway gave it; some may miss. */
    List<byte[]> connectsWithCookies(long nowNs) {
        List<byte[]> connects = new ArrayList<>();
        byte[] any = {0};
        for (LinuxSocket socket : sockets) {
            byte[] connect = connectWithCookie(socket, nowNs);
            any = connect.length > 1 ? connect : any;
            connects.add(connect.length > 1 ? connect : any);
        }
        return connects;
    }

    private byte[] connectWithCookie(LinuxSocket socket, long nowNs) {
        HandshakeInitiator handshake =
                new HandshakeInitiator(List.of(), ProtocolVersion.CURRENT, random);
        int first = handshake.poll(nowNs, out.packets(), out.offset(0));
        boolean _ = out.prepare(0, 0, LOOPBACK_LO, port, first);
        int _ = socket.send(out, 0, 1);
        long deadlineNs = System.nanoTime() + COOKIE_WAIT_NS;
        while (handshake.state() == HandshakeInitiator.State.WANTS_COOKIE
                && System.nanoTime() < deadlineNs) {
            int received = socket.receive(in, PER_CALL);
            for (int slot = 0; slot < received; slot++) {
                var _ = handshake.onDatagram(nowNs, in.packets(), in.offset(slot), in.length(slot));
            }
            in.expect(Math.max(0, received));
            LockSupport.parkNanos(50_000);
        }
        int length = handshake.poll(nowNs + 1, out.packets(), out.offset(0));
        byte[] connect = new byte[Math.max(1, length)];
        out.packets().getBytes(out.offset(0), connect);
        return connect;
    }

    @Override
    public void close() {
        in.close();
        out.close();
        sockets.forEach(LinuxSocket::close);
    }
}
