package dev.shadowland.benchmarks.load;

import dev.shadowland.protocol.connection.ClientConnection;
import dev.shadowland.protocol.connection.ClientSettings;
import dev.shadowland.protocol.connection.ConnectionHandler;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.message.EnterToWorld;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.random.RandomGenerator;

/** One client with the real protocol: handshake, EnterToWorld, Benchmark frames. */
final class EchoClient implements ConnectionHandler {
    private static final long ENTER_RETRY_NS = 500_000_000L;
    private static final UnsafeBuffer TOKEN = new UnsafeBuffer(new byte[EnterToWorld.SIZE]);

    private final ClientConnection connection;
    private final int index;
    private long enterAskedNs;
    private long answered;
    private int payloadBytes;
    private int number;
    private boolean isInWorld;

    EchoClient(
            int index,
            ClientSettings settings,
            Aead.Provider aead,
            RandomGenerator random,
            long nowNs) {
        this.index = index;
        connection = new ClientConnection(settings, aead, random, nowNs, this);
        enterAskedNs = nowNs - ENTER_RETRY_NS;
    }

    /** Which socket is its. */
    int index() {
        return index;
    }

    boolean isInWorld() {
        return isInWorld;
    }

    boolean isEstablished() {
        return connection.state() == ClientConnection.State.ESTABLISHED;
    }

    /** Whether it has no connection and gets none. */
    boolean isOver() {
        return switch (connection.state()) {
            case CLOSED, FAILED -> true;
            case CONNECTING, PROVING, ESTABLISHED -> false;
        };
    }

    String state() {
        return connection.state()
                + (connection.failure() == null ? "" : " " + connection.failure());
    }

    long answered() {
        return answered;
    }

    void onDatagram(MutableDirectBuffer buffer, int offset, int length, long nowNs) {
        var _ = connection.onDatagram(buffer, offset, length, nowNs);
    }

    /** Writes what the way into the world needs next; 0 when nothing. */
    int pollEntering(long nowNs, MutableDirectBuffer out, int offset) {
        if (isEstablished() && !isInWorld && nowNs - enterAskedNs >= ENTER_RETRY_NS) {
            enterAskedNs = nowNs;
            WireWriter writer = connection.begin(out, offset, nowNs);
            FrameWriter.write(writer, FrameType.ENTER_TO_WORLD, TOKEN, 0, TOKEN.capacity());
            return connection.end();
        }
        return connection.poll(nowNs, out, offset);
    }

    /** Writes a datagram with a Benchmark frame. */
    int ask(long nowNs, MutableDirectBuffer out, int offset, DirectBuffer payload, int length) {
        payloadBytes = length;
        WireWriter writer = connection.begin(out, offset, nowNs);
        FrameWriter.head(writer, FrameType.BENCHMARK, length)
                .u32(number++)
                .bytes(payload, 0, length - Integer.BYTES);
        return connection.end();
    }

    /** Writes a goodbye. */
    int leave(long nowNs, MutableDirectBuffer out, int offset) {
        int length = connection.peer().writeDisconnect(out, offset, DisconnectReason.LEFT, nowNs);
        connection.peer().close(DisconnectReason.LEFT);
        return length;
    }

    @Override
    public void onFrame(int type, DirectBuffer buffer, int offset, int length) {
        switch (type) {
            case FrameType.WORLD_ENTERED -> isInWorld = true;
            case FrameType.BENCHMARK -> answered += length == payloadBytes ? 1 : 0;
            default -> {}
        }
    }

    @Override
    public void onEstablished() {}

    @Override
    public void onClosed(DisconnectReason reason, boolean byPeer) {}
}
