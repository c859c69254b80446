package dev.shadowland.benchmarks.load;

import dev.shadowland.transport.datagram.linux.DatagramBatch;
import dev.shadowland.transport.datagram.linux.LinuxSocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Sockets of many clients on loopback, with one batch to receive into and one slot to send from.
 * Owned by one thread.
 */
public final class ClientSockets implements AutoCloseable {
    /** 127.0.0.1 in its mapped form. */
    private static final long LOOPBACK_LO = 0xFFFFL << 32 | 0x7F00_0001L;

    private static final int AT_ONCE = 16;
    private static final int BUFFER_BYTES = 256 << 10;

    private final List<LinuxSocket> sockets = new ArrayList<>();
    private final DatagramBatch in;
    private final DatagramBatch out;
    private int target;

    /** Takes what a socket received, in place. */
    @FunctionalInterface
    public interface Taker {
        void onDatagram(int index, DatagramBatch batch, int slot);
    }

    /** Opens {@code count} sockets on free ports, at least one. */
    public ClientSockets(int count) throws IOException {
        InetSocketAddress any =
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(LinuxSocket.bind(any, BUFFER_BYTES, BUFFER_BYTES, false));
            }
        } catch (IOException e) {
            sockets.forEach(LinuxSocket::close);
            throw e;
        }
        in = sockets.getFirst().batch(AT_ONCE);
        out = sockets.getFirst().batch(1);
    }

    /** How many there are. */
    public int size() {
        return sockets.size();
    }

    /** Where datagrams go from now on; what still waits from before is thrown away. */
    public void aim(int port) {
        target = port;
        for (int i = 0; i < sockets.size(); i++) {
            while (receive(i, (_, _, _) -> {}) > 0) {
                // Another leg's.
            }
        }
    }

    /** Hands on what waits at a socket, at most {@link #AT_ONCE}; returns how many. */
    public int receive(int index, Taker taker) {
        int received = sockets.get(index).receive(in, AT_ONCE);
        if (received <= 0) {
            return 0;
        }
        for (int slot = 0; slot < received; slot++) {
            if (in.port(slot) == target) {
                taker.onDatagram(index, in, slot);
            }
        }
        in.expect(received);
        return received;
    }

    /** The slot from which {@link #send} sends, at {@code offset(0)}. */
    public DatagramBatch out() {
        return out;
    }

    /** Sends the slot; false when the kernel refused it. */
    public boolean send(int index, int length) {
        return out.prepare(0, 0, LOOPBACK_LO, target, length)
                && sockets.get(index).send(out, 0, 1) == 1;
    }

    @Override
    public void close() {
        in.close();
        out.close();
        sockets.forEach(LinuxSocket::close);
    }
}
