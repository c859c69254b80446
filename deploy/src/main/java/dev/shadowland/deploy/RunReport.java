package dev.shadowland.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The swarm's report: what went wrong by it, and the few figures that a summary shows. */
record RunReport(JsonNode json) {

    /** The report in the file, unless there is none that can be read. */
    static Optional<RunReport> read(Path file) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RunReport(new ObjectMapper().readTree(file.toFile())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What is wrong, in words; empty when nothing is. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        long bots = count("bots");
        long peak = count("peakConnected");
        if (peak < bots) {
            problems.add("only %d of %d bots were connected".formatted(peak, bots));
        }
        long disconnects = count("disconnects");
        if (disconnects > 0) {
            problems.add("%d disconnects".formatted(disconnects));
        }
        long silent = count("silentAtEnd");
        if (silent > 0) {
            problems.add("%d bots heard nothing of the world at the end".formatted(silent));
        }
        json.path("violations")
                .properties()
                .forEach(
                        kind -> {
                            if (kind.getValue().asLong() > 0) {
                                problems.add(
                                        "%d violations: %s"
                                                .formatted(
                                                        kind.getValue().asLong(), kind.getKey()));
                            }
                        });
        return problems;
    }

    /** The figures of the run, a line each. */
    List<String> summary() {
        return List.of(
                "bots        %d of %d connected, %d disconnects, measured for %.0f s"
                        .formatted(
                                count("peakConnected"),
                                count("bots"),
                                count("disconnects"),
                                number("durationSeconds")),
                "traffic     %.0f datagrams/s in, %.0f out, %.0f bytes/s per client"
                        .formatted(
                                number("datagramsPerSecondIn"),
                                number("datagramsPerSecondOut"),
                                number("bytesPerClientPerSecond")),
                "RTT         " + percentiles("rttMillis"),
                "input→world " + percentiles("inputToSnapshotMillis"),
                "snapshots   every " + percentiles("snapshotGapMillis"));
    }

    private String percentiles(String key) {
        JsonNode times = json.path(key);
        return "p50 %.1f · p99 %.1f · max %.1f ms"
                .formatted(
                        times.path("p50").asDouble(),
                        times.path("p99").asDouble(),
                        times.path("max").asDouble());
    }

    private long count(String key) {
        return json.path(key).asLong();
    }

    private double number(String key) {
        return json.path(key).asDouble();
    }
}
