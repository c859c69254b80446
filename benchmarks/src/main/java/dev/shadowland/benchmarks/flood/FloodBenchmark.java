package dev.shadowland.benchmarks.flood;

import dev.shadowland.benchmarks.edge.Machine;
import dev.shadowland.benchmarks.edge.Progress;
import dev.shadowland.benchmarks.load.Cluster;
import dev.shadowland.benchmarks.load.StrangerDatagrams;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Bots play twice through a real cluster, once in peace and once under floods, one kind after the
 * other. One thread.
 */
public final class FloodBenchmark {
    private static final int START_SECONDS = 90;

    /** Bots that log in per second, by default. */
    private static final int CONNECT_RATE = 50;

    /**
     * A cluster that has just started compiles for half a minute, and under a flood that takes the
     * cores from the players: it is not what a flood does to those who have played for long.
     */
    private static final int SETTLE_SECONDS = 40;

    private static final int OVERHEAR_SECONDS = 2;
    private static final int WARM_UP_SECONDS = 2;
    private static final int STOP_SECONDS = 60;
    private static final int OVERHEARD = 512;
    private static final long SEED = 20261122;
    private static final long COOKIE_HOLDS_NS = 8_000_000_000L;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final FloodOptions options;
    private final Progress progress;
    private final List<String> skipped = new ArrayList<>();
    private String whyNotOverheard = "no bot was overheard";

    /** Time of the present wave in which it was sent, and nothing prepared. */
    private long sendingNs;

    /** Says how far it is. */
    public FloodBenchmark(FloodOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /** Runs both; about five minutes with all kinds at ten seconds. */
    public FloodReport run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("shadowland-flood-");
        int seconds =
                OVERHEAR_SECONDS
                        + WARM_UP_SECONDS
                        + options.kinds().size() * options.secondsPerKind();
        Map<String, String> settings = Map.of("shadowland.swarm.settle", SETTLE_SECONDS + " s");
        progress.say("in peace: %d bots for %d s".formatted(options.bots(), seconds));
        FloodReport.Play calm;
        try (Cluster cluster =
                new Cluster(folder, options.bots(), options.port(), seconds, settings)) {
            int atMost = startSeconds() + SETTLE_SECONDS + seconds + STOP_SECONDS;
            calm = FloodReport.Play.of(cluster.await(atMost));
        }
        progress.say("under floods of %d datagrams/s".formatted(options.perSecond()));
        List<FloodReport.Wave> waves;
        FloodReport.Play flooded;
        long rssAtRest;
        // A wave may take longer than asked. The cluster outlives them all, so that its memory can
        // be read, and ends with the last, so that no calm is measured.
        int atMost = 2 * seconds + SETTLE_SECONDS;
        try (Cluster cluster =
                new Cluster(folder, options.bots(), options.port(), atMost, settings)) {
            awaitComplete(cluster);
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS + 1);
            Niceness.yieldToOthers();
            rssAtRest = cluster.gatewayRss();
            waves = flood(cluster);
            cluster.stop();
            flooded = FloodReport.Play.of(cluster.await(STOP_SECONDS));
        }
        FloodReport report =
                new FloodReport(
                        Machine.here(),
                        options.bots(),
                        options.perSecond(),
                        rssAtRest,
                        waves,
                        List.copyOf(skipped),
                        calm,
                        flooded);
        if (report.problems().isEmpty()) {
            Cluster.remove(folder);
        } else {
            progress.say("the clusters' output is in " + folder);
        }
        return report;
    }

    private int startSeconds() {
        return START_SECONDS + options.bots() / CONNECT_RATE;
    }

    private void awaitComplete(Cluster cluster) throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + startSeconds() * NS_PER_SECOND;
        while (!cluster.isComplete()) {
            if (!cluster.isAlive() || System.nanoTime() > deadlineNs) {
                throw new IOException("the bots did not all get in");
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private List<FloodReport.Wave> flood(Cluster cluster) throws IOException {
        List<FloodReport.Wave> waves = new ArrayList<>();
        List<UdpPacket> overheard = overhear();
        try (OwnAddresses own = new OwnAddresses(options.addresses(), options.port());
                Felt felt = new Felt(cluster.swarmStatus())) {
            warmUp(cluster, own);
            for (FloodKind kind : options.kinds()) {
                if (kind.isRaw() && overheard.isEmpty()) {
                    skipped.add(kind.text() + ": " + whyNotOverheard);
                    continue;
                }
                FloodReport.Wave wave = wave(cluster, felt, kind, own, overheard);
                progress.say("  %s: %.0f/s".formatted(wave.kind(), wave.perSecond()));
                waves.add(wave);
            }
        }
        return waves;
    }

    /** The attacker's code is to be compiled when the first wave counts. */
    private void warmUp(Cluster cluster, OwnAddresses own) {
        StrangerDatagrams made = new StrangerDatagrams(SEED);
        long _ = run(cluster, own.source(made.wrongCookies()), WARM_UP_SECONDS * NS_PER_SECOND);
    }

    /**
     * An input that waits when its wave ends counts in the next one, or at the end of the run:
     * there it is judged too.
     */
    private FloodReport.Wave wave(
            Cluster cluster, Felt felt, FloodKind kind, OwnAddresses own, List<UdpPacket> overheard)
            throws IOException {
        long before = cluster.gatewayRss();
        sendingNs = 0;
        felt.restart();
        long sent = send(cluster, kind, own, overheard);
        double inputP99 = felt.inputP99Millis();
        double perSecond = sendingNs == 0 ? 0 : sent * 1e9 / sendingNs;
        return new FloodReport.Wave(
                kind.text(), sent, perSecond, before, cluster.gatewayRss(), inputP99);
    }

    private long send(Cluster cluster, FloodKind kind, OwnAddresses own, List<UdpPacket> overheard)
            throws IOException {
        StrangerDatagrams made = new StrangerDatagrams(SEED);
        return switch (kind) {
            case CONNECTS -> run(cluster, own.source(made.connects()));
            case WRONG_COOKIES -> run(cluster, own.source(made.wrongCookies()));
            case VALID_COOKIES -> validCookies(cluster, own);
            case GARBAGE -> run(cluster, own.source(garbage(made)));
            case REPLAYS ->
                    run(cluster, own.source(overheard.stream().map(UdpPacket::payload).toList()));
            case CONNECTS_AS_BOTS -> asBots(cluster, overheard, made.connects());
            case WRONG_COOKIES_AS_BOTS -> asBots(cluster, overheard, made.wrongCookies());
            case GARBAGE_AS_BOTS -> asBots(cluster, overheard, garbage(made));
            case REPLAYS_AS_BOTS -> asBots(cluster, overheard, List.of());
        };
    }

    private static List<byte[]> garbage(StrangerDatagrams made) {
        List<byte[]> both = new ArrayList<>(made.garbage());
        both.addAll(made.sealedGarbage());
        return both;
    }

    private long run(Cluster cluster, Flood.Source source) {
        return run(cluster, source, options.secondsPerKind() * NS_PER_SECOND);
    }

    private long run(Cluster cluster, Flood.Source source, long durationNs) {
        long startNs = System.nanoTime();
        long sent = Flood.run(source, options.perSecond(), durationNs, () -> !cluster.isAlive());
        sendingNs += System.nanoTime() - startNs;
        return sent;
    }

    /** Cookies hold ten seconds, so new ones are fetched before. */
    private long validCookies(Cluster cluster, OwnAddresses own) {
        long endNs = System.nanoTime() + options.secondsPerKind() * NS_PER_SECOND;
        long sent = 0;
        while (System.nanoTime() < endNs && cluster.isAlive()) {
            List<byte[]> connects =
                    own.connectsWithCookies(System.currentTimeMillis() * 1_000_000L);
            long left = Math.min(COOKIE_HOLDS_NS, endNs - System.nanoTime());
            sent += run(cluster, own.ownSource(connects), left);
        }
        return sent;
    }

    /** Each datagram claims to come from a bot; without any, each bot's own goes once more. */
    private long asBots(Cluster cluster, List<UdpPacket> overheard, List<byte[]> datagrams)
            throws IOException {
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < overheard.size(); i++) {
            UdpPacket bot = overheard.get(i);
            packets.add(
                    (datagrams.isEmpty() ? bot : bot.with(datagrams.get(i % datagrams.size())))
                            .bytes());
        }
        int[] next = new int[1];
        try (RawSocket raw = new RawSocket(RawSocket.IPPROTO_RAW)) {
            return run(
                    cluster,
                    most -> {
                        int sent = 0;
                        for (int i = 0; i < Math.min(64, most); i++) {
                            next[0] = next[0] + 1 == packets.size() ? 0 : next[0] + 1;
                            sent += raw.send(packets.get(next[0])) ? 1 : 0;
                        }
                        return sent;
                    });
        }
    }

    /** The newest datagram of each bot; empty when this may not be overheard. */
    private List<UdpPacket> overhear() {
        Map<Integer, UdpPacket> byPort = new LinkedHashMap<>();
        try (RawSocket raw = new RawSocket(RawSocket.IPPROTO_UDP)) {
            long endNs = System.nanoTime() + OVERHEAR_SECONDS * NS_PER_SECOND;
            while (System.nanoTime() < endNs && byPort.size() < OVERHEARD) {
                UdpPacket packet = UdpPacket.parse(raw.receive());
                if (packet.targetPort() == options.port() && isSealed(packet.payload())) {
                    byPort.put(packet.sourcePort(), packet);
                }
            }
        } catch (IOException e) {
            whyNotOverheard = "it takes raw sockets, which are for root: " + e.getMessage();
        }
        return List.copyOf(byPort.values());
    }

    private static boolean isSealed(byte[] payload) {
        return PacketHeader.checkSealed(new UnsafeBuffer(payload), 0, payload.length) == null;
    }
}
