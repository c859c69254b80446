package dev.shadowland.transport.datagram;

import dev.shadowland.transport.datagram.linux.DatagramBatch;
import dev.shadowland.transport.datagram.linux.Errno;
import dev.shadowland.transport.datagram.linux.LinuxSocket;
import dev.shadowland.transport.status.Counters;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A port that takes and hands over up to 64 datagrams a system call. Received ones are changed
 * where the kernel put them, sent ones composed where the kernel takes them; nothing is made per
 * datagram. To be closed once its owner thread no longer uses it: the memory goes with it.
 */
final class BatchDatagramPort implements DatagramPort {
    private static final int BATCH = 64;

    private final LinuxSocket socket;
    private final DatagramBatch inbound;
    private final DatagramBatch outbound;
    private final SendLoop sending;
    private final InetSocketAddress localAddress;
    private final SocketBuffers granted;
    private final Counters counters = Counters.of(DatagramCount.class);
    private final int[] lengths = new int[BATCH];
    private int used;
    private int queued;
    private int kernelDrops;
    private boolean isClosed;

    /** Takes over a bound socket. */
    BatchDatagramPort(LinuxSocket socket) throws IOException {
        this.socket = socket;
        localAddress = socket.localAddress();
        granted = new SocketBuffers(socket.grantedReceiveBytes(), socket.grantedSendBytes());
        inbound = socket.batch(BATCH);
        outbound = socket.batch(BATCH);
        sending = new SendLoop((first, count) -> socket.send(outbound, first, count), counters);
    }

    @Override
    public int receive(DatagramHandler handler, int limit) {
        int received = 0;
        while (received < limit) {
            int wanted = Math.min(BATCH, limit - received);
            int got = receiveBatch(wanted);
            received += got;
            deliver(handler, got);
            // Fewer than asked for: the socket is empty, which needs no call more to be known.
            if (got < wanted) {
                break;
            }
        }
        return received;
    }

    private int receiveBatch(int wanted) {
        inbound.expect(used);
        used = 0;
        int result = socket.receive(inbound, wanted);
        while (result == -Errno.EINTR) {
            result = socket.receive(inbound, wanted);
        }
        if (result <= 0) {
            if (result != -Errno.EAGAIN) {
                counters.increment(DatagramCount.RECEIVE_ERROR);
            }
            return 0;
        }
        used = result;
        count(result);
        return result;
    }

    private void count(int received) {
        long bytes = 0;
        for (int slot = 0; slot < received; slot++) {
            bytes += inbound.length(slot);
        }
        counters.add(DatagramCount.DATAGRAMS_IN, received);
        counters.add(DatagramCount.BYTES_IN, bytes);
        if (inbound.hasDropped(received - 1)) {
            onKernelDrops(inbound.dropped(received - 1));
        }
    }

    /** The newest datagram has the highest count; it wraps at 2^32. */
    private void onKernelDrops(int total) {
        int more = total - kernelDrops;
        if (more > 0) {
            kernelDrops = total;
            counters.add(DatagramCount.DROPPED_RECEIVE_BUFFER_FULL, more);
        }
    }

    private void deliver(DatagramHandler handler, int received) {
        MutableDirectBuffer packets = inbound.packets();
        for (int slot = 0; slot < received; slot++) {
            handler.onDatagram(
                    inbound.addressHi(slot),
                    inbound.addressLo(slot),
                    inbound.port(slot),
                    packets,
                    inbound.offset(slot),
                    inbound.length(slot));
        }
    }

    @Override
    public boolean send(
            long addressHi, long addressLo, int port, DirectBuffer buffer, int offset, int length) {
        if (length > SEND_LENGTH) {
            counters.increment(DatagramCount.DROPPED_SEND_ERROR);
            return false;
        }
        outbound.packets().putBytes(claim(), buffer, offset, length);
        return commit(addressHi, addressLo, port, length);
    }

    @Override
    public MutableDirectBuffer sendBuffer() {
        return outbound.packets();
    }

    @Override
    public int claim() {
        if (queued == BATCH) {
            flush();
        }
        return outbound.offset(queued);
    }

    @Override
    public boolean commit(long addressHi, long addressLo, int port, int length) {
        outbound.linkLocalScope(inbound.linkLocalScope());
        if (length > SEND_LENGTH
                || port <= 0
                || port > 0xFFFF
                || !outbound.prepare(queued, addressHi, addressLo, port, length)) {
            counters.increment(DatagramCount.DROPPED_SEND_ERROR);
            return false;
        }
        lengths[queued++] = length;
        return true;
    }

    @Override
    public int flush() {
        if (queued == 0) {
            return 0;
        }
        int count = queued;
        queued = 0;
        return sending.run(count, lengths);
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
        return socket.countsDrops();
    }

    @Override
    public NetworkIo io() {
        return NetworkIo.BATCH;
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        socket.close();
        inbound.close();
        outbound.close();
    }
}
