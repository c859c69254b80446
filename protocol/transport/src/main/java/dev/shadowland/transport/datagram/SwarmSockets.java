package dev.shadowland.transport.datagram;

import dev.shadowland.transport.status.Counters;

import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Many connected UDP sockets, one per bot, polled by the one thread that owns them. Sockets that
 * have something are served in turn, so a chatty one starves nobody. Network errors are counted,
 * never thrown. Only {@link #counters} may be read from other threads.
 */
public final class SwarmSockets implements AutoCloseable {
    private static final int PER_TURN = 8;

    private final Selector selector;
    private final int bufferBytes;
    private final Int2ObjectHashMap<BotSocket> sockets = new Int2ObjectHashMap<>();
    private final ArrayDeque<BotSocket> ready = new ArrayDeque<>();
    private final Consumer<SelectionKey> onReady = this::onReady;
    private final Counters counters = Counters.of(DatagramCount.class);
    private final ByteBuffer receiveBytes = ByteBuffer.allocateDirect(DatagramPort.RECEIVE_LENGTH);
    private final UnsafeBuffer receiveBuffer = new UnsafeBuffer(receiveBytes);
    private final ByteBuffer sendBytes = ByteBuffer.allocateDirect(DatagramPort.RECEIVE_LENGTH);
    private final UnsafeBuffer sendBuffer = new UnsafeBuffer(sendBytes);
    private int lastHandle;

    private static final class BotSocket {
        final int handle;
        final DatagramChannel channel;
        boolean isQueued;

        BotSocket(int handle, DatagramChannel channel) {
            this.handle = handle;
            this.channel = channel;
        }
    }

    private SwarmSockets(Selector selector, int bufferBytes) {
        this.selector = selector;
        this.bufferBytes = bufferBytes;
    }

    /**
     * An empty set.
     *
     * @param bufferBytes wanted kernel buffer per socket and direction; 0 leaves the system's
     *     default
     */
    public static SwarmSockets create(int bufferBytes) throws IOException {
        return new SwarmSockets(Selector.open(), bufferBytes);
    }

    /**
     * Opens a socket with a local port of its own, connected to {@code remote}.
     *
     * @return its handle, never used again for another socket
     * @throws IOException when the system has no more sockets or the address cannot be used
     */
    public int open(InetSocketAddress remote) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            if (bufferBytes > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes);
                channel.setOption(StandardSocketOptions.SO_SNDBUF, bufferBytes);
            }
            channel.connect(remote);
            BotSocket socket = new BotSocket(++lastHandle, channel);
            channel.register(selector, SelectionKey.OP_READ, socket);
            sockets.put(socket.handle, socket);
            return socket.handle;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Sends at once; false when it was dropped (counted), or the handle is closed. */
    public boolean send(int handle, DirectBuffer buffer, int offset, int length) {
        BotSocket socket = sockets.get(handle);
        if (socket == null || length > DatagramPort.RECEIVE_LENGTH) {
            counters.increment(DatagramCount.DROPPED_SEND_ERROR);
            return false;
        }
        sendBuffer.putBytes(0, buffer, offset, length);
        sendBytes.limit(length).position(0);
        try {
            if (socket.channel.write(sendBytes) == 0 && length > 0) {
                counters.increment(DatagramCount.DROPPED_SEND_BUFFER_FULL);
                return false;
            }
        } catch (IOException _) {
            counters.increment(DatagramCount.DROPPED_SEND_ERROR);
            return false;
        }
        counters.increment(DatagramCount.DATAGRAMS_OUT);
        counters.add(DatagramCount.BYTES_OUT, length);
        return true;
    }

    /**
     * Hands at most {@code limit} datagrams to the handler and returns how many.
     *
     * @param timeoutMillis longest wait when nothing is there; 0 does not wait
     */
    public int poll(SwarmDatagramHandler handler, int limit, long timeoutMillis) {
        if (ready.isEmpty() && select(timeoutMillis) == 0) {
            return 0;
        }
        int received = 0;
        while (received < limit) {
            BotSocket socket = ready.pollFirst();
            if (socket == null) {
                break;
            }
            socket.isQueued = false;
            int turn = Math.min(PER_TURN, limit - received);
            int got = drain(socket, handler, turn);
            received += got;
            if (got == turn && !socket.isQueued && sockets.containsKey(socket.handle)) {
                enqueue(socket);
            }
        }
        return received;
    }

    /** Closes one socket; unknown handles are ignored. May be called from within the handler. */
    public void close(int handle) {
        BotSocket socket = sockets.remove(handle);
        if (socket != null) {
            closeQuietly(socket.channel);
        }
    }

    /** How many sockets are open. */
    public int size() {
        return sockets.size();
    }

    /** The local address of a socket, or null when it is closed; for tests and reports. */
    public @Nullable InetSocketAddress localAddress(int handle) {
        BotSocket socket = sockets.get(handle);
        try {
            return socket == null ? null : (InetSocketAddress) socket.channel.getLocalAddress();
        } catch (IOException _) {
            return null;
        }
    }

    /** Counts by {@link DatagramCount}, over all sockets. */
    public Counters counters() {
        return counters;
    }

    @Override
    public void close() {
        sockets.values().forEach(socket -> closeQuietly(socket.channel));
        sockets.clear();
        ready.clear();
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the swarm's selector", e);
        }
    }

    private int select(long timeoutMillis) {
        try {
            if (timeoutMillis <= 0) {
                selector.selectNow(onReady);
            } else {
                selector.select(onReady, timeoutMillis);
            }
        } catch (IOException | ClosedSelectorException _) {
            counters.increment(DatagramCount.RECEIVE_ERROR);
        }
        return ready.size();
    }

    private void onReady(SelectionKey key) {
        if (key.attachment() instanceof BotSocket socket && !socket.isQueued) {
            enqueue(socket);
        }
    }

    private void enqueue(BotSocket socket) {
        socket.isQueued = true;
        ready.addLast(socket);
    }

    private int drain(BotSocket socket, SwarmDatagramHandler handler, int limit) {
        int received = 0;
        while (received < limit && socket.channel.isOpen()) {
            receiveBytes.clear();
            int length;
            try {
                length = socket.channel.read(receiveBytes);
            } catch (IOException _) {
                counters.increment(DatagramCount.RECEIVE_ERROR);
                break;
            }
            // An empty datagram reads as 0 like an empty socket: it is taken and means nothing to
            // the protocol.
            if (length <= 0) {
                break;
            }
            received++;
            counters.increment(DatagramCount.DATAGRAMS_IN);
            counters.add(DatagramCount.BYTES_IN, length);
            handler.onDatagram(socket.handle, receiveBuffer, 0, length);
        }
        return received;
    }

    private static void closeQuietly(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // The socket is gone either way.
        }
    }
}
