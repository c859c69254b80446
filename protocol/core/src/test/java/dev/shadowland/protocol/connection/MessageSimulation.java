package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.SessionKeys;
import dev.shadowland.protocol.rekey.KeyAgreement;
import dev.shadowland.protocol.rekey.RekeySettings;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.weather.Weather;
import dev.shadowland.protocol.weather.WeatherReport;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Two ends with agreed keys, weather between them, and messages of every channel both ways, in
 * steps of 10 ms. All follows from the seed.
 */
final class MessageSimulation {
    static final long MS = 1_000_000;
    static final long STEP_NS = 10 * MS;

    /** Datagrams that an end may send in one step, as a gateway that is swept often. */
    private static final int DATAGRAMS_PER_STEP = 8;

    private static final List<Channel> CHANNELS = List.of(Channel.values());

    final MessageEnd clientSide = new MessageEnd();
    final MessageEnd serverSide = new MessageEnd();
    final ConnectionMemory clientMemory = new ConnectionMemory();
    final ConnectionMemory serverMemory = new ConnectionMemory();
    final PeerConnection client;
    final PeerConnection server;
    long nowNs = 1_800_000_000_000_000_000L;
    int mostHeldBytes;
    int mostQueuedBytes;
    boolean bursts;
    boolean snapshots;
    long snapshotBytes;

    private final UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
    private final Weather up;
    private final Weather down;
    private final SplittableRandom random;
    private long burstUntilNs;

    MessageSimulation(WeatherReport report, long seed) {
        this(report, seed, ClearAead.PROVIDER);
    }

    MessageSimulation(WeatherReport report, long seed, Aead.Provider aead) {
        random = new SplittableRandom(seed);
        up = new Weather(report, random.nextLong());
        down = new Weather(report, random.nextLong());
        byte[] derived = new byte[64];
        random.nextBytes(derived);
        client =
                new PeerConnection(
                                9,
                                true,
                                ConnectionKeys.ofClient(
                                        SessionKeys.split(derived.clone(), new byte[32]),
                                        aead,
                                        KeyAgreement.inline(new SplittableRandom(1))),
                                ConnectionSettings.CLIENT,
                                77,
                                nowNs,
                                clientSide)
                        .share(clientMemory);
        server =
                new PeerConnection(
                                9,
                                false,
                                ConnectionKeys.ofServer(
                                        SessionKeys.split(derived, new byte[32]),
                                        aead,
                                        new RekeySettings(1L << 40, 1_000_000_000L),
                                        KeyAgreement.inline(new SplittableRandom(2))),
                                ConnectionSettings.SERVER,
                                88,
                                nowNs,
                                serverSide)
                        .share(serverMemory);
        clientSide.own = client;
        serverSide.own = server;
    }

    /** Weather of a seed: up to 35 % loss and 50 % duplication, up to 1 s latency and jitter. */
    static WeatherReport randomWeather(long seed) {
        SplittableRandom dice = new SplittableRandom(seed * 131 + 5);
        return new WeatherReport(
                dice.nextDouble() * 0.35,
                dice.nextDouble() * 0.5,
                dice.nextLong(dice.nextInt(4) == 0 ? 1_000 * MS : 100 * MS),
                dice.nextLong(dice.nextInt(4) == 0 ? 1_000 * MS : 100 * MS));
    }

    void step() {
        nowNs += STEP_NS;
        if (bursts && random.nextInt(80) == 0) {
            burstUntilNs = nowNs + random.nextLong(400 * MS);
        }
        up.poll(nowNs, (buffer, at, length) -> take(server, buffer, at, length));
        down.poll(nowNs, (buffer, at, length) -> take(client, buffer, at, length));
        sendSnapshot();
        poll(client, up);
        poll(server, down);
        mostHeldBytes =
                Math.max(
                        mostHeldBytes,
                        Math.max(client.statistics().heldBytes(), server.statistics().heldBytes()));
        mostQueuedBytes =
                Math.max(
                        mostQueuedBytes,
                        Math.max(
                                client.statistics().queuedBytes(),
                                server.statistics().queuedBytes()));
    }

    private void take(PeerConnection to, MutableDirectBuffer buffer, int offset, int length) {
        to.onDatagram(buffer, offset, length, nowNs);
    }

    /** The server's snapshot of a tick: as large as its budget allows, in a datagram of its own. */
    private void sendSnapshot() {
        int room = Math.min(1_100, server.budgetBytes(nowNs));
        if (!snapshots || !server.isEstablished() || room < 100) {
            return;
        }
        WireWriter writer = server.begin(out, 0, nowNs);
        assertThat(writer.remaining()).isGreaterThanOrEqualTo(1_117);
        FrameWriter.head(writer, 0x26, room - 3);
        for (int i = 3; i < room; i++) {
            writer.u8(i * i);
        }
        int length = server.end();
        snapshotBytes += room;
        if (nowNs >= burstUntilNs) {
            down.offer(nowNs, out, 0, length);
        }
    }

    private void poll(PeerConnection from, Weather weather) {
        from.onTime(nowNs);
        for (int i = 0; i < DATAGRAMS_PER_STEP && from.isSendDue(nowNs); i++) {
            from.begin(out, 0, nowNs);
            int length = from.end();
            if (nowNs >= burstUntilNs) {
                weather.offer(nowNs, out, 0, length);
            }
        }
    }

    MessageSimulation established() {
        for (int i = 0; i < 1_500 && !(client.isEstablished() && server.isEstablished()); i++) {
            step();
        }
        return this;
    }

    /** Random messages of every channel, as many as the seed says, over some seconds. */
    void talk(int steps) {
        for (int i = 0; i < steps; i++) {
            if (random.nextInt(3) == 0) {
                say(client, clientSide);
            }
            if (random.nextInt(3) == 0) {
                say(server, serverSide);
            }
            step();
        }
    }

    private void say(PeerConnection from, MessageEnd side) {
        Channel channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
        int length = randomLength();
        if (from.canSend(channel, length)) {
            assertThat(side.send(from, channel, length)).isTrue();
        }
    }

    private int randomLength() {
        return MessageEnd.LEAST_BODY
                + switch (random.nextInt(40)) {
                    case 0 -> random.nextInt(65_530);
                    case 1, 2, 3 -> random.nextInt(5_000);
                    case 4, 5, 6 -> 1_015 + random.nextInt(10);
                    default -> random.nextInt(200);
                };
    }

    boolean isQuiet() {
        return client.statistics().queuedBytes() == 0 && server.statistics().queuedBytes() == 0;
    }

    /** Runs until everything is acknowledged, at most this long; true when it is. */
    boolean settle(long mostNs) {
        long endNs = nowNs + mostNs;
        while (nowNs < endNs && isAlive() && !isQuiet()) {
            step();
        }
        return isQuiet() && isAlive();
    }

    boolean isAlive() {
        return client.isEstablished() && server.isEstablished();
    }

    void run(long durationNs) {
        for (long endNs = nowNs + durationNs; nowNs < endNs; ) {
            step();
        }
    }

    /** Everything reliable arrived once, in order where promised, and the counters agree. */
    void assertAllArrived() {
        assertArrived(clientSide, serverSide);
        assertArrived(serverSide, clientSide);
        assertAgree(client, server);
        assertAgree(server, client);
    }

    private static void assertArrived(MessageEnd from, MessageEnd to) {
        for (Channel channel : Channel.values()) {
            if (channel.isReliable()) {
                assertThat(to.deliveredOf(channel))
                        .as("%s", channel)
                        .isEqualTo(from.sentOf(channel));
            } else {
                assertThat(to.deliveredOf(channel)).isLessThanOrEqualTo(from.sentOf(channel));
            }
        }
    }

    private static void assertAgree(PeerConnection from, PeerConnection to) {
        assertThat(from.statistics().messagesAcked()).isEqualTo(from.statistics().messagesSent());
        assertThat(to.statistics().messagesReceived()).isEqualTo(from.statistics().messagesSent());
        assertThat(to.statistics().datagramsReceived())
                .isLessThanOrEqualTo(from.statistics().datagramsSent());
        assertThat(from.statistics().datagramsAcked() + from.statistics().datagramsLate())
                .isLessThanOrEqualTo(to.statistics().datagramsReceived());
    }
}
