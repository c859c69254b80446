package dev.shadowland.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.shadowland.loadtest.bot.UdpTestServer;
import dev.shadowland.loadtest.swarm.BehaviourMix;
import dev.shadowland.loadtest.swarm.RunTimes;
import dev.shadowland.loadtest.swarm.SwarmRun;
import dev.shadowland.loadtest.swarm.SwarmSettings;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.AeadChoice;
import dev.shadowland.protocol.crypto.AeadSelection;
import dev.shadowland.transport.status.NodeStatus;
import dev.shadowland.transport.status.StatusClient;
import dev.shadowland.transport.status.StatusServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

class SwarmNodeIT {
    private static final long SEED = 31;
    private static final int BOTS = 10;

    @TempDir private Path folder;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final AtomicInteger windows = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void shouldReportARunWhenTheServerIsHealthy(String host) throws Exception {
        Path file = folder.resolve("report.json");
        try (UdpTestServer server = new UdpTestServer(host, SEED);
                StatusServer gateway = gatewayStatus(server);
                SwarmNode swarm = start(server, gateway, file, Duration.ofSeconds(2))) {
            assertThat(swarm.awaitStop()).as("exit status, %s", printed).isZero();
            await().untilAsserted(() -> assertThat(server.players()).isZero());
        }
        assertThat(windows).hasValue(1);
        assertThat(file.resolveSibling("recorded")).as("what the tenth bot got").isNotEmptyFile();
        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.path("bots").asInt()).isEqualTo(BOTS);
        assertThat(report.path("connected").asInt()).isEqualTo(BOTS);
        assertThat(report.path("disconnects").asInt()).isZero();
        assertThat(report.path("durationSeconds").asDouble()).isBetween(2.0, 10.0);
        assertThat(report.path("datagramsPerSecondIn").asDouble()).isPositive();
        assertThat(report.path("bytesPerClientPerSecond").asDouble()).isPositive();
        assertThat(report.at("/rttMillis/max").asDouble()).isPositive();
        assertThat(report.at("/inputToSnapshotMillis/p50").asDouble()).isPositive();
        assertThat(report.at("/snapshotGapMillis/p50").asDouble()).isPositive();
        assertThat(report.at("/nodes/0/role").asText()).isEqualTo("gateway");
        assertThat(report.path("violations")).allMatch(count -> count.asLong() == 0);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("PASS  no violations")
                .doesNotContain("FAIL");
    }

    @Test
    void shouldTellItsStatusAndSumUpWhenStopped() throws Exception {
        try (UdpTestServer server = new UdpTestServer("127.0.0.1", SEED);
                StatusServer gateway = gatewayStatus(server);
                StatusClient client = new StatusClient();
                SwarmNode swarm =
                        start(server, gateway, folder.resolve("report.json"), Duration.ZERO)) {
            URI page = awaitMeasuring(swarm, client);
            NodeStatus status = client.read(page).orElseThrow();
            assertThat(status.gauges())
                    .containsEntry("botsConnected", (double) BOTS)
                    .containsKey("rttP99Millis");
            assertThat(status.counters())
                    .containsEntry("violations", 0L)
                    .containsEntry("disconnects", 0L);
            swarm.stop();
            assertThat(swarm.awaitStop()).as("exit status, %s", printed).isZero();
            await().untilAsserted(() -> assertThat(server.players()).isZero());
        }
    }

    @Test
    void shouldReportTheSilenceThatIsNotOverWhenStopped() throws Exception {
        Path file = folder.resolve("report.json");
        double seen;
        try (UdpTestServer server = new UdpTestServer("127.0.0.1", SEED);
                StatusServer gateway = gatewayStatus(server);
                StatusClient client = new StatusClient();
                SwarmNode swarm = start(server, gateway, file, Duration.ZERO)) {
            URI page = awaitMeasuring(swarm, client);
            server.fallSilent();
            await().until(() -> longestGapMillis(client, page) > 1_000);
            seen = longestGapMillis(client, page);
            swarm.stop();
            swarm.awaitStop();
        }
        // The histogram's three digits.
        double least = 0.999 * seen;
        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.at("/snapshotGapMillis/max").asDouble()).isGreaterThan(least);
        assertThat(report.at("/inputToSnapshotMillis/max").asDouble()).isGreaterThan(least / 2);
    }

    /** A world that died in a window of seconds was told of by the longest gap alone. */
    @Test
    void shouldFailWhenTheWorldIsSilentAtTheEnd() throws Exception {
        try (UdpTestServer server = new UdpTestServer("127.0.0.1", SEED);
                StatusServer gateway = gatewayStatus(server);
                StatusClient client = new StatusClient();
                SwarmNode swarm =
                        start(server, gateway, folder.resolve("report.json"), Duration.ZERO)) {
            URI page = awaitMeasuring(swarm, client);
            server.fallSilent();
            await().until(() -> longestGapMillis(client, page) > 3_000);
            swarm.stop();
            assertThat(swarm.awaitStop()).as("exit status, %s", printed).isEqualTo(1);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("PASS  no disconnects", "FAIL  world at the end");
        JsonNode report = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(report.path("silentAtEnd").asInt()).isPositive();
    }

    /** The bots stayed counted as connected, and all verdicts were good. */
    @Test
    void shouldFailWhenTheBotsThreadFails() throws Exception {
        AtomicBoolean isBroken = new AtomicBoolean();
        Aead.Provider real = AeadSelection.choose(AeadChoice.AUTO).provider();
        AeadSelection aead =
                new AeadSelection(new BreakingAead.Provider(real, isBroken::get), null);
        try (UdpTestServer server = new UdpTestServer("127.0.0.1", SEED);
                StatusServer gateway = gatewayStatus(server);
                StatusClient client = new StatusClient();
                SwarmNode swarm =
                        SwarmNode.start(
                                config(
                                        server,
                                        gateway,
                                        folder.resolve("report.json"),
                                        Duration.ZERO,
                                        aead),
                                new PrintStream(printed, true, StandardCharsets.UTF_8))) {
            awaitMeasuring(swarm, client);
            isBroken.set(true);
            assertThat(swarm.awaitStop()).as("exit status, %s", printed).isEqualTo(1);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("broken on purpose");
    }

    @Test
    void shouldSayWhyTheReportCannotBeWritten() throws Exception {
        Path taken = Files.createFile(folder.resolve("taken"));
        try (UdpTestServer server = new UdpTestServer("127.0.0.1", SEED);
                StatusServer gateway = gatewayStatus(server);
                SwarmNode swarm =
                        start(
                                server,
                                gateway,
                                taken.resolve("report.json"),
                                Duration.ofMillis(200))) {
            assertThatThrownBy(swarm::awaitStop)
                    .hasMessageContaining("cannot write the report " + taken)
                    .hasMessageContaining("FileAlreadyExistsException");
        }
    }

    /** The swarm's status page, once that says that it measures. */
    private static URI awaitMeasuring(SwarmNode swarm, StatusClient client) {
        URI page = URI.create("http://127.0.0.1:" + swarm.statusPort());
        await().until(
                        () ->
                                client.read(page)
                                        .filter(status -> status.state().equals("measuring"))
                                        .isPresent());
        return page;
    }

    private static double longestGapMillis(StatusClient client, URI page) {
        return client.read(page).orElseThrow().gauges().getOrDefault("longestGapMillis", 0.0);
    }

    @Test
    void shouldFailWhenNobodyAnswers() throws Exception {
        UdpTestServer gone = new UdpTestServer("127.0.0.1", SEED);
        try (StatusServer gateway = gatewayStatus(gone)) {
            SwarmNodeConfig config =
                    config(gone, gateway, folder.resolve("r.json"), Duration.ofMillis(100));
            gone.close();
            try (SwarmNode swarm =
                    SwarmNode.start(
                            config, new PrintStream(printed, true, StandardCharsets.UTF_8))) {
                assertThat(swarm.awaitStop()).isEqualTo(1);
            }
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("FAIL  all connected");
    }

    private StatusServer gatewayStatus(UdpTestServer server) throws IOException {
        return StatusServer.start(
                "127.0.0.1",
                0,
                () ->
                        NodeStatus.of(9, "gateway-9", "gateway")
                                .state("up")
                                .datagrams(
                                        server.traffic(0),
                                        server.traffic(1),
                                        server.traffic(2),
                                        server.traffic(3))
                                .build(),
                windows::incrementAndGet);
    }

    private SwarmNode start(UdpTestServer server, StatusServer gateway, Path file, Duration window)
            throws IOException {
        return SwarmNode.start(
                config(server, gateway, file, window),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private static SwarmNodeConfig config(
            UdpTestServer server, StatusServer gateway, Path file, Duration window) {
        return config(server, gateway, file, window, AeadSelection.choose(AeadChoice.AUTO));
    }

    private static SwarmNodeConfig config(
            UdpTestServer server,
            StatusServer gateway,
            Path file,
            Duration window,
            AeadSelection aead) {
        RunTimes times =
                new RunTimes(
                        Duration.ofSeconds(window.toMillis() == 100 ? 1 : 60),
                        Duration.ofMillis(200),
                        window);
        SwarmSettings settings =
                new SwarmSettings(
                        BOTS, List.of(server.address()), BehaviourMix.DEFAULT, 100, 1, SEED, times);
        return new SwarmNodeConfig(
                3,
                "swarm-3",
                "127.0.0.1",
                0,
                server.rootKey(),
                server.loginKey(),
                server.cluster(),
                aead,
                settings,
                new SwarmRun.RunContext(
                        List.of(URI.create("http://127.0.0.1:" + gateway.port())),
                        "fault",
                        Map.of("java", "25")),
                null,
                0,
                file.resolveSibling("recorded"),
                file);
    }
}
