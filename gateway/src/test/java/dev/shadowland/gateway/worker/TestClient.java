package dev.shadowland.gateway.worker;

import dev.shadowland.protocol.connection.ClientConnection;
import dev.shadowland.protocol.connection.ClientSettings;
import dev.shadowland.protocol.connection.ConnectionHandler;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.weather.Weather;
import dev.shadowland.protocol.weather.WeatherReport;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A client with the real protocol on a real socket, under weather in both directions. */
final class TestClient implements ConnectionHandler, AutoCloseable {
    final ClientConnection connection;
    final List<Frame> frames = new ArrayList<>();
    final List<Integer> receivedLengths = new ArrayList<>();
    final List<byte[]> plaintexts = new ArrayList<>();
    byte[] lastSent = {};
    boolean losesInbound;
    boolean isSilent;
    @Nullable DisconnectReason closed;
    private final InetSocketAddress gateway;
    private DatagramChannel channel;
    private final Weather outbound;
    private final Weather inbound;
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);

    record Frame(int type, byte[] body) {
        boolean is(int wanted) {
            return type == wanted;
        }
    }

    TestClient(
            InetSocketAddress gateway, byte[] root, WeatherReport weather, long seed, long nowNs) {
        this(
                gateway,
                root,
                new Sources(new SplittableRandom(seed), BouncyCastleAead.PROVIDER),
                weather,
                seed,
                nowNs);
    }

    /** What a client's secrets come from. */
    record Sources(RandomGenerator random, Aead.Provider aead) {}

    TestClient(
            InetSocketAddress gateway,
            byte[] root,
            Sources sources,
            WeatherReport weather,
            long seed,
            long nowNs) {
        outbound = new Weather(weather, seed * 2);
        inbound = new Weather(weather, seed * 2 + 1);
        this.gateway = gateway;
        channel = open(gateway);
        connection =
                new ClientConnection(
                        ClientSettings.of(List.of(root)),
                        sources.aead(),
                        sources.random(),
                        nowNs,
                        this);
    }

    private static DatagramChannel open(InetSocketAddress gateway) {
        try {
            DatagramChannel opened = DatagramChannel.open();
            opened.configureBlocking(false);
            opened.connect(gateway);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on from another port, as after a change of network. */
    void rebind() {
        close();
        channel = open(gateway);
    }

    int localPort() {
        return channel.socket().getLocalPort();
    }

    /** Receives what has come and makes nothing of it. */
    void listen(long nowNs) {
        losesInbound = true;
        receive(nowNs);
    }

    /** Receives what has come, sends what is due. */
    void pump(long nowNs) {
        if (isSilent) {
            return;
        }
        receive(nowNs);
        inbound.poll(
                nowNs,
                (buffer, offset, length) -> connection.onDatagram(buffer, offset, length, nowNs));
        int length = connection.poll(nowNs, scratch, 0);
        if (length > 0) {
            send(nowNs, length);
        }
        outbound.poll(
                nowNs,
                (buffer, offset, size) -> {
                    byte[] bytes = new byte[size];
                    buffer.getBytes(offset, bytes);
                    raw(bytes);
                });
    }

    private void receive(long nowNs) {
        ByteBuffer bytes = ByteBuffer.allocate(2048);
        try {
            while (channel.read(bytes.clear()) > 0) {
                receivedLengths.add(bytes.position());
                if (PacketHeader.connectionId(new UnsafeBuffer(bytes.array()), 0) == 0) {
                    plaintexts.add(Arrays.copyOf(bytes.array(), bytes.position()));
                }
                if (!losesInbound) {
                    inbound.offer(nowNs, new UnsafeBuffer(bytes.array()), 0, bytes.position());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(long nowNs, int length) {
        lastSent = new byte[length];
        scratch.getBytes(0, lastSent);
        outbound.offer(nowNs, scratch, 0, length);
    }

    /** Sends a frame of its own. */
    void sendFrame(long nowNs, int type, byte[] body) {
        FrameWriter.write(
                connection.begin(scratch, 0, nowNs), type, new UnsafeBuffer(body), 0, body.length);
        send(nowNs, connection.end());
    }

    /** A datagram with a frame of its own that is not sent. */
    byte[] compose(long nowNs, int type, byte[] body) {
        FrameWriter.write(
                connection.begin(scratch, 0, nowNs), type, new UnsafeBuffer(body), 0, body.length);
        byte[] made = new byte[connection.end()];
        scratch.getBytes(0, made);
        return made;
    }

    /** Puts bytes on the wire as they are. */
    void raw(byte[] bytes) {
        try {
            channel.write(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isEstablished() {
        return connection.state() == ClientConnection.State.ESTABLISHED;
    }

    List<Frame> frames(int type) {
        return frames.stream().filter(frame -> frame.is(type)).toList();
    }

    @Override
    public void onFrame(int type, DirectBuffer buffer, int offset, int length) {
        byte[] body = new byte[length];
        buffer.getBytes(offset, body);
        frames.add(new Frame(type, Arrays.copyOf(body, length)));
    }

    @Override
    public void onEstablished() {}

    @Override
    public void onClosed(DisconnectReason reason, boolean byPeer) {
        closed = reason;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
