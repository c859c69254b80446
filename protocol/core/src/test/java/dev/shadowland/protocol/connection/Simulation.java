package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.weather.Weather;
import dev.shadowland.protocol.weather.WeatherReport;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.PeerAddress;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One client and one gateway with weather both ways, in steps of 10 ms. Everything follows from the
 * seed. Each end sends a numbered frame each 50 ms once established.
 */
final class Simulation {
    static final long MS = 1_000_000;
    static final long STEP_NS = 10 * MS;
    static final PeerAddress ADDRESS = new PeerAddress(0, 0xFFFF_7F00_0001L, 5000);

    final List<byte[]> deliveredUp = new ArrayList<>();
    final List<byte[]> deliveredDown = new ArrayList<>();
    final List<byte[]> sentUp = new ArrayList<>();
    final RecordingHandler clientSide = new RecordingHandler();
    final Set<Long> openedByClient = new HashSet<>();
    final NonceWatch clientAead = new NonceWatch();
    final SimulatedGateway gateway;
    final ClientConnection client;
    long nowNs = 1_800_000_000_000_000_000L;
    boolean clientRuns = true;

    private final UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
    private final Weather up;
    private final Weather down;
    private final Weather plainDown;
    private int steps;
    private int sentFrames;

    /** What an attacker does each step. */
    interface Intruder {
        void onStep(Simulation world, SplittableRandom random);
    }

    Simulation(WeatherReport report, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        up = new Weather(report, random.nextLong());
        down = new Weather(report, random.nextLong());
        plainDown = new Weather(report, random.nextLong());
        gateway = new SimulatedGateway(random.nextLong(), nowNs, this::offerDown);
        client =
                new ClientConnection(
                        ClientSettings.of(List.of(gateway.rootPublicKey)),
                        clientAead,
                        random.split(),
                        nowNs,
                        clientSide);
    }

    /** Weather of a seed: up to 60 % loss, 50 % duplication, 200 ms latency and 1 s jitter. */
    static WeatherReport randomWeather(long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31 + 7);
        return new WeatherReport(
                random.nextDouble() * 0.6,
                random.nextDouble() * 0.5,
                random.nextLong(200 * MS),
                random.nextLong(1_000 * MS));
    }

    void run(long durationNs, Intruder intruder, SplittableRandom intruderRandom) {
        for (long endNs = nowNs + durationNs; nowNs < endNs; ) {
            step();
            intruder.onStep(this, intruderRandom);
        }
    }

    void run(long durationNs) {
        run(durationNs, (_, _) -> {}, new SplittableRandom(0));
    }

    /** Runs until the client is in, or out, and at most this long. */
    void runUntilSettled(long durationNs) {
        for (long endNs = nowNs + durationNs; nowNs < endNs && isConnecting(); ) {
            step();
        }
    }

    boolean isConnecting() {
        return client.state() == ClientConnection.State.CONNECTING
                || client.state() == ClientConnection.State.PROVING;
    }

    private void step() {
        nowNs += STEP_NS;
        steps++;
        clientSide.nowNs = nowNs;
        boolean sendFrame = steps % 5 == 0;
        gateway.tick(nowNs, sendFrame);
        up.poll(nowNs, this::onUp);
        plainDown.poll(nowNs, this::onDown);
        down.poll(nowNs, this::onDown);
        if (clientRuns) {
            pollClient(sendFrame);
        }
    }

    private void pollClient(boolean sendFrame) {
        if (sendFrame && client.state() == ClientConnection.State.ESTABLISHED) {
            WireWriter writer = client.begin(out, 0, nowNs);
            writer.u8(0x41).u8(4).u32(sentFrames++);
            offerUp(client.end());
        }
        for (int length = client.poll(nowNs, out, 0);
                length > 0;
                length = client.poll(nowNs, out, 0)) {
            offerUp(length);
        }
    }

    /**
     * Plaintext has weather of its own, so that an answer to a replayed Connect does not shift the
     * dice of sealed datagrams.
     */
    private void offerDown(UnsafeBuffer datagram, int length) {
        boolean plain = PacketHeader.connectionId(datagram, 0) == 0;
        (plain ? plainDown : down).offer(nowNs, datagram, 0, length);
    }

    private void offerUp(int length) {
        sentUp.add(bytes(out, 0, length));
        up.offer(nowNs, out, 0, length);
    }

    private void onUp(MutableDirectBuffer buffer, int offset, int length) {
        deliveredUp.add(bytes(buffer, offset, length));
        gateway.onDatagram(ADDRESS, buffer, offset, length, true);
    }

    private void onDown(MutableDirectBuffer buffer, int offset, int length) {
        deliveredDown.add(bytes(buffer, offset, length));
        giveClient(buffer, offset, length);
    }

    private void giveClient(MutableDirectBuffer buffer, int offset, int length) {
        long sequence = length < PacketHeader.LENGTH ? 0 : PacketHeader.sequence(buffer, offset);
        boolean sealed =
                length >= PacketHeader.LENGTH && PacketHeader.connectionId(buffer, offset) != 0;
        DropReason wrong =
                clientRuns
                        ? client.onDatagram(buffer, offset, length, nowNs)
                        : DropReason.UNKNOWN_CONNECTION;
        if (sealed && wrong == null && !openedByClient.add(sequence)) {
            throw new AssertionError("opened twice: " + sequence);
        }
    }

    void intrudeUp(byte[] datagram) {
        gateway.onForeign(ADDRESS, datagram);
    }

    void intrudeDown(byte[] datagram) {
        giveClient(new UnsafeBuffer(datagram.clone()), 0, datagram.length);
    }

    /** All that happened at both ends, ids and keys left out. */
    List<String> trace() {
        List<String> trace = new ArrayList<>();
        clientSide.trace.forEach(line -> trace.add("client " + line));
        gateway.ever.forEach(one -> one.handler.trace.forEach(line -> trace.add("server " + line)));
        trace.add("client " + client.state() + " " + client.failure());
        return trace;
    }

    private static byte[] bytes(DirectBuffer buffer, int offset, int length) {
        byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        return copy;
    }
}
