package dev.shadowland.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.shadowland.transport.status.NodeStatus;
import dev.shadowland.transport.status.NodeStatusBuilder;
import dev.shadowland.transport.status.TickMillis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class ReportTest {
    @Test
    void shouldKeepTheNamesOfTheJsonWhenWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("reports/report.json");
        report(2, 0, Map.of("tickWentBack", 0L)).write(file);
        JsonNode json = new ObjectMapper().readTree(Files.readString(file));
        assertThat(names(json))
                .startsWith(
                        "bots",
                        "connected",
                        "peakConnected",
                        "disconnects",
                        "durationSeconds",
                        "datagramsPerSecondIn",
                        "datagramsPerSecondOut",
                        "bytesPerClientPerSecond",
                        "rttMillis",
                        "inputToSnapshotMillis",
                        "snapshotGapMillis",
                        "nodes",
                        "violations",
                        "profile",
                        "versions",
                        "host",
                        "pids")
                .contains(
                        "ramp",
                        "corrections",
                        "borderCrossings",
                        "visibleEntities",
                        "reconnects",
                        "silentAtEnd",
                        "inputs",
                        "inputsLeftOut");
        for (String times : List.of("rttMillis", "inputToSnapshotMillis", "snapshotGapMillis")) {
            assertThat(names(json.get(times))).containsExactly("p50", "p99", "p999", "max");
        }
        assertThat(names(json.get("nodes").get(0)))
                .containsExactly(
                        "role",
                        "name",
                        "tickMillis",
                        "ticksPerSecond",
                        "ticksSkipped",
                        "ladderRung",
                        "ticksLeftOutPerSecond",
                        "cells",
                        "players",
                        "worldEntities",
                        "handoversTaken",
                        "handoversTakenFromOtherNodes");
        assertThat(names(json.at("/nodes/0/tickMillis"))).containsExactly("p50", "p99", "max");
        assertThat(json.at("/nodes/0/ticksPerSecond").asDouble()).isEqualTo(60);
        assertThat(json.at("/nodes/1/tickMillis").isNull()).isTrue();
        assertThat(json.at("/violations/tickWentBack").asLong()).isZero();
        assertThat(json.at("/pids/0").asLong()).isEqualTo(7);
    }

    @Test
    void shouldPassOnlyWhenNothingWentWrong() {
        assertThat(report(2, 0, Map.of("tickWentBack", 0L)).passed()).isTrue();
        assertThat(report(1, 0, Map.of()).passed()).isFalse();
        assertThat(report(2, 1, Map.of()).passed()).isFalse();
        assertThat(report(2, 0, Map.of("tickWentBack", 1L)).passed()).isFalse();
        assertThat(report(2, 0, Map.of(), 1).passed()).isFalse();
        assertThat(report(2, 0, Map.of(), 0, 100).passed()).isTrue();
        assertThat(report(2, 0, Map.of(), 0, 101).passed()).as("a late swarm").isFalse();
    }

    @Test
    void shouldFitEightyColumnsWhenSummedUp() {
        List<String> lines = Summary.of(report(1, 3, Map.of("tickWentBack", 2L)));
        assertThat(lines).allMatch(line -> line.length() <= 80);
        assertThat(lines).anyMatch(line -> line.contains("FAIL  no violations"));
        assertThat(lines).anyMatch(line -> line.contains("FAIL  all connected"));
        assertThat(lines).anyMatch(line -> line.contains("FAIL  no disconnects"));
        assertThat(lines).anyMatch(line -> line.contains("PASS  measured"));
        assertThat(lines).anyMatch(line -> line.contains("2 x tickWentBack"));
    }

    @Test
    void shouldCountOnlyTheWindowWhenTrafficIsCompared() {
        List<NodeStatus> before = List.of(gateway(1).datagrams(100, 200, 1_000, 2_000).build());
        List<NodeStatus> after =
                List.of(
                        gateway(1).datagrams(150, 260, 1_700, 2_800).build(),
                        gateway(2).datagrams(1, 2, 3, 4).build(),
                        NodeStatus.of(3, "shard-1", "shard").build());
        assertThat(Traffic.between(before, after)).isEqualTo(new Traffic(51, 62, 703, 804));
    }

    private static NodeStatusBuilder gateway(int node) {
        return NodeStatus.of(node, "gateway-" + node, "gateway");
    }

    private static Report report(int connected, long disconnects, Map<String, Long> violations) {
        return report(connected, disconnects, violations, 0);
    }

    private static Report report(
            int connected, long disconnects, Map<String, Long> violations, int silentAtEnd) {
        return report(connected, disconnects, violations, silentAtEnd, 0);
    }

    private static Report report(
            int connected,
            long disconnects,
            Map<String, Long> violations,
            int silentAtEnd,
            long inputsLeftOut) {
        NodeStatus shard =
                NodeStatus.of(1, "shard-1", "shard")
                        .ticks(new TickMillis(1, 2, 3), 60.0, 0)
                        .ladder(0, 0)
                        .cellPlayers(Map.of("0.0.3.4", 2))
                        .build();
        NodeStatus gateway = gateway(2).build();
        Percentiles times = new Percentiles(1, 2, 3, 4);
        return new Report(
                2,
                connected,
                connected,
                disconnects,
                20,
                40,
                120,
                7_000,
                times,
                times,
                times,
                List.of(NodeFigures.of(shard), NodeFigures.of(gateway)),
                violations,
                "fault",
                Map.of("java", "25"),
                HostFigures.here(),
                List.of(7L),
                new RampFigures(1, true, 0),
                0,
                3,
                1,
                new VisibleEntities(5, 6),
                0,
                Map.of("disconnected: WORLD_LOST", disconnects),
                Map.of("tickWentBack", List.of("bot 0: ".repeat(20))),
                new SwarmCost(1, 0.5),
                List.of(),
                10,
                silentAtEnd,
                1_000 - inputsLeftOut,
                inputsLeftOut);
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
