package dev.shadowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** The whole path with its real parts: processes, sockets, Aeron, Akka, SQLite, bots. */
class ClusterSystemTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A machine that stands still so long loses no node and no session. */
    private static final Duration STALL = Duration.ofSeconds(2);

    @TempDir private Path folder;

    @Test
    void shouldCarryBotsAcrossBordersWhenNodesShareADriver() throws Exception {
        List<Path> before = UpProcess.sharedMemory();
        try (UpProcess up =
                UpProcess.start(folder, "--bots", "100", "--creatures", "640", "--for", "10s")) {
            waitFor(up, () -> up.output().contains("swarm settling"));
            up.standStill(STALL);
            assertThat(up.await()).as(up.output()).isZero();
            assertHealthy(up, 100, 1, 2);
            assertCrossedBetweenNodes(up.report());
            // Each cell has ten of its own; one that is on its way is in two for a moment.
            int creatures = 0;
            for (JsonNode shard : shards(up.report())) {
                creatures += shard.get("worldEntities").asInt();
            }
            assertThat(creatures).isBetween(640, 645);
            assertThat(up.temporaryFiles()).containsExactly("report.json", "up.log");
        }
        assertThat(UpProcess.sharedMemory()).isEqualTo(before);
    }

    @Test
    void shouldCarryBotsAcrossBordersOfTwoMapsWhenEachNodeHasItsOwnDriver() throws Exception {
        List<Path> before = UpProcess.sharedMemory();
        try (UpProcess up =
                UpProcess.start(
                        folder, "--links", "udp", "--maps", "2", "--bots", "100", "--for", "10s")) {
            assertThat(up.await()).as(up.output()).isZero();
            assertHealthy(up, 100, 2, 2);
            assertCrossedBetweenNodes(up.report());
        }
        assertThat(UpProcess.sharedMemory()).isEqualTo(before);
    }

    @Test
    void shouldKeepEverySessionWhenAShardIsKilled() throws Exception {
        try (UpProcess up = UpProcess.start(folder, "--bots", "30", "--profile", "fault")) {
            waitFor(up, () -> up.output().contains("measuring"));
            assertThat(up.child("shard-2").destroyForcibly()).isTrue();
            waitFor(up, () -> up.output().split("shard-2 is ready", -1).length == 3);
            waitFor(up, () -> lastLine(up).contains("30 of 30 connected"));
            waitFor(up, () -> playersInCells(lastLine(up)) == 30);
            // Long enough for a bot to notice an entity that its dead cell left behind: 15 s.
            int linesBefore = statusLines(up).size();
            waitFor(up, () -> statusLines(up).size() >= linesBefore + 18);
            up.terminate();
            assertThat(up.await()).as(up.output()).isEqualTo(1);
            assertNoViolations(up);
            assertThat(up.output()).contains("WRONG: 1 restarts");
            JsonNode report = up.report();
            assertThat(report.get("connected").asInt()).isEqualTo(30);
            assertThat(report.get("disconnects").asInt()).isZero();
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = "shadowland.long",
            matches = "true",
            disabledReason = "runs with --long")
    void shouldRunAllRolesInOneProcess() throws Exception {
        try (UpProcess up = UpProcess.start(folder, "--single", "--bots", "20", "--for", "5s")) {
            assertThat(up.await()).as(up.output()).isZero();
            assertHealthy(up, 20, 1, 2);
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = "shadowland.long",
            matches = "true",
            disabledReason = "runs with --long")
    void shouldFormTheClusterAnewWhenAllItsNodesAreKilled() throws Exception {
        try (UpProcess up = UpProcess.start(folder, "--bots", "20")) {
            waitFor(up, () -> up.output().contains("measuring"));
            for (String node : List.of("shard-1", "shard-2", "gateway-1")) {
                assertThat(up.child(node).destroyForcibly()).isTrue();
            }
            for (String node : List.of("shard-1", "shard-2", "gateway-1")) {
                waitFor(up, () -> up.output().split(node + " is ready", -1).length == 3);
            }
            waitFor(up, () -> lastLine(up).contains("20 of 20 connected"));
            up.terminate();
            assertThat(up.await()).as(up.output()).isEqualTo(1);
            assertThat(up.output()).contains("no node of the cluster is left, all start anew");
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = "shadowland.long",
            matches = "true",
            disabledReason = "runs with --long")
    void shouldKeepEverySessionWhenAShardStandsStillAndWakesAfterItsCellsHaveMoved()
            throws Exception {
        try (UpProcess up = UpProcess.start(folder, "--bots", "30", "--profile", "fault")) {
            waitFor(up, () -> up.output().contains("measuring"));
            UpProcess.standStill(List.of(up.child("shard-2")), Duration.ofSeconds(6));
            int linesBefore = statusLines(up).size();
            waitFor(up, () -> up.output().split("shard-2 is ready", -1).length == 3);
            for (String line : statusLines(up).subList(linesBefore, statusLines(up).size())) {
                assertThat(playersInCells(line)).as(line).isPositive();
            }
            waitFor(up, () -> playersInCells(lastLine(up)) == 30);
            up.terminate();
            assertThat(up.await()).as(up.output()).isEqualTo(1);
            assertNoViolations(up);
            assertThat(up.report().get("connected").asInt()).isEqualTo(30);
            assertThat(up.report().get("disconnects").asInt()).isZero();
        }
    }

    /** The sentences of the issue about a healthy run, read off the report. */
    private static void assertHealthy(UpProcess up, int bots, int maps, int shards)
            throws Exception {
        assertNoViolations(up);
        JsonNode report = up.report();
        assertThat(report.get("connected").asInt()).isEqualTo(bots);
        assertThat(report.get("disconnects").asInt()).isZero();
        List<JsonNode> nodes = shards(report);
        assertThat(nodes).hasSize(shards);
        for (JsonNode shard : nodes) {
            // Each tick is run, left out by the overload ladder or skipped: a machine that stands
            // still for half a second of the ten makes a shard skip 30, which is 3 per second.
            double run = shard.get("ticksPerSecond").asDouble();
            double leftOut = shard.get("ticksLeftOutPerSecond").asDouble();
            double skipped = skippedPerSecond(report, shard);
            String ticks = "%s ticks/s, %s left out, %s skipped".formatted(run, leftOut, skipped);
            assertThat(run + leftOut + skipped).as(ticks).isBetween(59.0, 61.0);
            assertThat(run).as(ticks).isGreaterThanOrEqualTo(leftOut);
            assertThat(skipped).as(ticks).isLessThanOrEqualTo(3);
            assertThat(shard.get("cells").asInt()).isEqualTo(64 * maps / shards);
            assertThat(shard.get("players").asInt()).isPositive();
        }
    }

    /** Ticks per second that a cell of the shard did not get, on average. */
    private static double skippedPerSecond(JsonNode report, JsonNode shard) {
        double cellSeconds = shard.get("cells").asInt() * report.get("durationSeconds").asDouble();
        return shard.get("ticksSkipped").asLong() / cellSeconds;
    }

    /** The kinds and examples come first in what a failure says, and the whole output after it. */
    private static void assertNoViolations(UpProcess up) throws Exception {
        JsonNode report = up.report();
        String kinds =
                "violations %s, such as %s"
                        .formatted(report.get("violations"), report.get("violationExamples"));
        assertThat(report.get("violations")).as(kinds).isNotEmpty();
        assertThat(report.get("violations"))
                .as("%s%n%s", kinds, up.output())
                .allMatch(count -> count.asInt() == 0);
    }

    private static void assertCrossedBetweenNodes(JsonNode report) {
        assertThat(report.get("borderCrossings").asInt()).isPositive();
        for (JsonNode shard : shards(report)) {
            assertThat(shard.get("handoversTakenFromOtherNodes").asInt()).isPositive();
        }
    }

    private static List<JsonNode> shards(JsonNode report) {
        List<JsonNode> shards = new ArrayList<>();
        for (JsonNode node : report.get("nodes")) {
            if (node.get("role").asText().equals("shard")) {
                shards.add(node);
            }
        }
        return shards;
    }

    /** Waits until it holds; when it never does, the whole output says why. */
    private static void waitFor(UpProcess up, Callable<Boolean> condition) throws Exception {
        try {
            await().atMost(PATIENCE).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + up.output(), e);
        }
    }

    private static List<String> statusLines(UpProcess up) throws Exception {
        return up.output().lines().filter(line -> line.contains(" connected · ")).toList();
    }

    private static String lastLine(UpProcess up) throws Exception {
        List<String> lines = up.output().lines().toList();
        return lines.isEmpty() ? "" : lines.getLast();
    }

    /** Sum over the shards of a plain status line. */
    private static int playersInCells(String line) {
        return Pattern.compile("cells (\\d+) players")
                .matcher(line)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .sum();
    }
}
