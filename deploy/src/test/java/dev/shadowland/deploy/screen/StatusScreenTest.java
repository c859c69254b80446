package dev.shadowland.deploy.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.shadowland.benchmarks.load.Cluster;
import dev.shadowland.deploy.supervise.NodeStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class StatusScreenTest {
    private static NodeStatus status(String json) {
        try {
            return new NodeStatus(new ObjectMapper().readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ClusterView.Row row(String name, String state, int restarts, String json) {
        return new ClusterView.Row(name, state, restarts, Optional.of(status(json)));
    }

    private static ClusterView view(long violations, String shardState) {
        return new ClusterView(
                "200 bots · 2 shards · 1 gateways · port 3565 · profile load",
                Duration.ofSeconds(65),
                200,
                List.of(
                        row("driver", "ready", 0, "{}"),
                        row(
                                "shard-1",
                                shardState,
                                2,
                                "{'cells':32,'players':98,'tickMillis':{'p50':0.84,'p99':2.1},'ticksPerSecond':60.02}"),
                        row("gateway-1", "ready", 0, "{'players':200}"),
                        row(
                                "swarm",
                                "ready",
                                0,
                                "{'gauges':{'botsConnected':200,'rttP99Millis':3.14},'counters':{'violations':%d,'disconnects':0}}"
                                        .formatted(violations))),
                new Traffic(4012.4, 12_003, 4_000_000),
                List.of("shard-1 ended (exit status 137), restarting in 0.3 s"));
    }

    @Test
    void shouldDrawAlignedLinesNoWiderThanATerminal() {
        List<String> page = StatusScreen.page(view(0, "ready"), Ink.PLAIN);
        assertThat(page).allMatch(line -> line.length() <= StatusScreen.WIDTH);
        assertThat(page)
                .contains(
                        "  node        state     cells  players   tick p50   tick p99  ticks/s"
                                + " restarts",
                        "  shard-1     ready        32       98     0.8 ms     2.1 ms     60.0     "
                                + "   2",
                        "  traffic     4 012 datagrams/s in · 12 003 out · 20 000 bytes/s per"
                                + " client",
                        "  clients     200 of 200 connected · RTT p99 3.1 ms · 0 disconnects",
                        "  violations  0");
        assertThat(page.getLast()).contains("up 01:05");
    }

    @Test
    void shouldColourWhatNeedsAttentionOnlyWhenInkHasColours() {
        String coloured = String.join("\n", StatusScreen.page(view(3, "joining"), Ink.ANSI));
        assertThat(coloured).contains("\u001b[31m3\u001b[0m").contains("\u001b[33m  shard-1");
        String plain = String.join("\n", StatusScreen.page(view(3, "joining"), Ink.PLAIN));
        assertThat(plain).doesNotContain("\u001b");
    }

    @Test
    void shouldShowDashesWhenNobodyAnswers() {
        ClusterView nothing =
                new ClusterView("", Duration.ZERO, 5, List.of(), Traffic.NONE, List.of());
        assertThat(StatusScreen.page(nothing, Ink.PLAIN))
                .contains("  clients     – of 5 connected · RTT p99 – · – disconnects");
    }

    @Test
    void shouldSayAllInOneLineWhenPlain() {
        assertThat(StatusScreen.line(view(0, "ready")))
                .contains("200 of 200 connected", "shard-1 32 cells 98 players", "0 violations")
                .doesNotContain("\n");
    }

    /** A gap stands between thousands: from a thousand bots on a bench waited in vain. */
    @ParameterizedTest
    @ValueSource(ints = {1, 200, 1_000, 10_000})
    void shouldBeUnderstoodByABenchWhenAllBotsAreConnected(int bots) {
        assertThat(Cluster.saysComplete(lineOf(bots, bots), bots)).isTrue();
        assertThat(Cluster.saysComplete(lineOf(bots, bots - 1), bots)).isFalse();
        assertThat(Cluster.saysComplete(lineOf(bots + 1, bots), bots)).isFalse();
        assertThat(Cluster.saysComplete("", bots)).isFalse();
    }

    private static String lineOf(int bots, int connected) {
        String swarm = "{'gauges':{'botsConnected':%d}}".formatted(connected);
        return StatusScreen.line(
                new ClusterView(
                        "",
                        Duration.ofSeconds(65),
                        bots,
                        List.of(row("swarm", "settling", 0, swarm)),
                        Traffic.NONE,
                        List.of()));
    }

    @Test
    void shouldMeasureRatesAcrossARestartOfAGateway() {
        TrafficMeter meter = new TrafficMeter();
        long second = 1_000_000_000L;
        meter.measure(0, Map.of("g", status("{'datagramsIn':100,'bytesOut':1000}")));
        Traffic grown =
                meter.measure(
                        2 * second, Map.of("g", status("{'datagramsIn':300,'bytesOut':5000}")));
        assertThat(grown).isEqualTo(new Traffic(100, 0, 2000));
        Traffic restarted =
                meter.measure(3 * second, Map.of("g", status("{'datagramsIn':50,'bytesOut':70}")));
        assertThat(restarted).isEqualTo(new Traffic(50, 0, 70));
    }

    @Test
    void shouldRedrawInPlaceOnATerminalAndPrintALineASecondElsewhere() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Display terminal = new Display(out, true, Ink.PLAIN);
        terminal.show(0, view(0, "ready"));
        int lines = StatusScreen.page(view(0, "ready"), Ink.PLAIN).size();
        terminal.show(1, view(0, "ready"));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\u001b[" + lines + "A");

        bytes.reset();
        Display plain = new Display(out, false, Ink.PLAIN);
        plain.show(0, view(0, "ready"));
        plain.show(500_000_000L, view(0, "ready"));
        plain.show(1_000_000_000L, view(0, "ready"));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
    }
}
