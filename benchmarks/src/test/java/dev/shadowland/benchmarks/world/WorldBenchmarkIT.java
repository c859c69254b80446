package dev.shadowland.benchmarks.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** A run as short as can be, through all cells. How long anything takes is nobody's business. */
class WorldBenchmarkIT {
    private static final int PLAYERS = 200;
    private static final int CROWD = 60;

    @TempDir private Path folder;

    private final List<String> progress = new ArrayList<>();

    private WorldReport run(EnumSet<Layout> layouts) {
        return new WorldBenchmark(
                        new WorldOptions(List.of(PLAYERS), List.of(2), layouts, CROWD, 0, 1, 1),
                        progress::add)
                .run();
    }

    @Test
    void shouldTellClientsTheWorldInEveryLayout() {
        WorldReport report = run(EnumSet.allOf(Layout.class));
        assertThat(report.results())
                .extracting(WorldResult::layout)
                .containsExactly(Layout.SPREAD, Layout.DENSITY, Layout.CROWD);
        assertThat(report.results())
                .allSatisfy(
                        row -> {
                            assertThat(row.ticksRun()).isPositive();
                            assertThat(row.ticksRun() + row.ticksSkipped()).isEqualTo(60);
                            assertThat(row.recordsPerClientTick()).isPositive();
                            assertThat(row.bytesPerClientTick())
                                    .isBetween(1.0, (double) ViewerReports.BUDGET_BYTES);
                            assertThat(row.microsPerPlayerTick()).isPositive();
                            assertThat(row.tickMillis().max()).isPositive();
                            assertThat(row.isWrong())
                                    .as("%d disagreements", row.disagreements())
                                    .isFalse();
                        });
        assertThat(report.isWrong()).isFalse();
        WorldResult crowd = report.results().getLast();
        assertThat(crowd.threads()).isEqualTo(1);
        assertThat(crowd.updateAgeMillis()).containsOnlyKeys("near");
        assertThat(crowd.handoversPerTick()).isZero();
        assertThat(progress).hasSizeGreaterThan(report.results().size());
        assertThat(WorldText.of(report)).anyMatch(line -> line.contains("crowd"));
    }

    @Test
    void shouldWriteTheFiguresAsJson() throws IOException {
        Path file = folder.resolve("world.json");
        run(EnumSet.of(Layout.SPREAD, Layout.CROWD)).write(file);
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.at("/results")).hasSize(2);
        for (JsonNode row : json.at("/results")) {
            assertThat(row.path("layout").asText()).isIn("spread", "crowd");
            for (String field :
                    List.of(
                            "/players",
                            "/threads",
                            "/tickMillis/p50",
                            "/tickMillis/p99",
                            "/tickMillis/max",
                            "/microsPerPlayerTick",
                            "/recordsPerClientTick",
                            "/bytesPerClientTick",
                            "/allocatedBytesPerTick")) {
                assertThat(row.at(field).isNumber()).as(field).isTrue();
            }
            assertThat(row.path("updateAgeMillis")).isNotEmpty();
            for (JsonNode ring : row.path("updateAgeMillis")) {
                assertThat(ring.path("p99").isNumber()).isTrue();
                assertThat(ring.path("hz").asInt()).isIn(60, 30, 10);
            }
        }
        assertThat(json.at("/verdicts/0/reached").isBoolean()).isTrue();
    }
}
