package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.connection.ClientSettings;
import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.weather.Weather;
import dev.shadowland.protocol.weather.WeatherReport;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.PeerAddress;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Bots and a {@link TestServer} with weather between them, in simulated time; the same seed gives
 * the same run.
 */
final class TestNetwork {
    private static final long EPOCH_NS = 1_795_000_000_000_000_000L;
    private static final long STEP_NS = 1_000_000;

    final BotMeters meters = new BotMeters();
    final TestServer server;
    final List<Bot> bots = new ArrayList<>();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
    private final Map<PeerAddress, Bot> botOf = new HashMap<>();
    private final Map<PeerAddress, Weather> down = new HashMap<>();
    private final Map<PeerAddress, Weather> up = new HashMap<>();
    private final WeatherReport weather;
    private final SplittableRandom seeds;
    private final SplittableRandom keys;
    private final BotSettings settings;
    private long nowNs = EPOCH_NS;
    private long ticks;

    TestNetwork(WeatherReport weather, long seed) {
        this.weather = weather;
        seeds = new SplittableRandom(seed);
        keys = seeds.split();
        server =
                new TestServer(
                        seed,
                        EPOCH_NS,
                        (to, buffer, length) -> of(down, to).offer(nowNs, buffer, 0, length));
        settings =
                new BotSettings(
                        ClientSettings.of(List.of(server.rootPublicKey)),
                        BouncyCastleAead.PROVIDER,
                        LoginTokenSource.signing(server.loginKey, server.cluster, keys),
                        keys,
                        null,
                        null,
                        TestServer.MAP);
    }

    /** A bot more, which begins at once. */
    Bot bot(BehaviourKind behaviour) {
        int number = bots.size();
        Bot bot =
                new Bot(
                        new BotIdentity(
                                number, number + 1, number + 1, behaviour, seeds.nextLong()),
                        settings,
                        meters);
        bots.add(bot);
        bot.start(nowNs);
        return bot;
    }

    /** Lets a bot leave in order. */
    void leave(Bot bot) {
        of(up, address(bot)).offer(nowNs, out, 0, bot.writeLeave(nowNs, out));
        bot.left(nowNs);
    }

    /** Has every bot count what it still waits for. */
    void endWindow() {
        bots.forEach(bot -> bot.endWindow(nowNs));
    }

    /** Lets simulated time pass. */
    void run(double seconds) {
        long untilNs = nowNs + (long) (seconds * 1e9);
        while (nowNs < untilNs) {
            step();
        }
    }

    /** Lets time pass in which nobody does anything, as when the machine stands still. */
    void stall(long durationNs) {
        nowNs += durationNs;
    }

    /**
     * Lets simulated time pass until this holds, at most two minutes; returns whether it came to
     * hold.
     */
    boolean runUntil(BooleanSupplier condition) {
        long untilNs = nowNs + 120_000_000_000L;
        while (nowNs < untilNs && !condition.getAsBoolean()) {
            step();
        }
        return condition.getAsBoolean();
    }

    /** Lets time pass until every bot is in the world. */
    boolean allEnter() {
        return runUntil(() -> meters.connected() == bots.size());
    }

    private void step() {
        nowNs += STEP_NS;
        for (Bot bot : bots) {
            poll(bot);
        }
        up.forEach(
                (address, way) ->
                        way.poll(
                                nowNs,
                                (buffer, offset, length) ->
                                        server.onDatagram(address, buffer, offset, length)));
        if ((nowNs - EPOCH_NS) * 60 / 1_000_000_000L > ticks) {
            ticks++;
            server.tick(nowNs);
        }
        botOf.forEach(
                (address, bot) ->
                        of(down, address)
                                .poll(
                                        nowNs,
                                        (buffer, offset, length) -> {
                                            if (address.equals(address(bot))) {
                                                bot.onDatagram(buffer, offset, length, nowNs);
                                            }
                                        }));
    }

    private void poll(Bot bot) {
        if (bot.dueNs() > nowNs) {
            return;
        }
        for (int length = bot.poll(nowNs, out); length > 0; length = bot.poll(nowNs, out)) {
            PeerAddress address = address(bot);
            botOf.put(address, bot);
            of(down, address);
            of(up, address).offer(nowNs, out, 0, length);
        }
    }

    private Weather of(Map<PeerAddress, Weather> ways, PeerAddress address) {
        return ways.computeIfAbsent(address, _ -> new Weather(weather, seeds.nextLong()));
    }

    private static PeerAddress address(Bot bot) {
        return new PeerAddress(
                0, 0xFFFF_7F00_0001L, 10_000 + bot.identity().number() * 100 + bot.login());
    }
}
