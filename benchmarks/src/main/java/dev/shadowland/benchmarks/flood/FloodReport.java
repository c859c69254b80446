package dev.shadowland.benchmarks.flood;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import dev.shadowland.benchmarks.edge.Machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the players felt.
 *
 * @param rssAtRestBytes memory of the gateway's process before the first datagram of a flood, once
 *     the players had settled; 0 when there was none to read
 * @param skipped each kind that was left out, and why
 * @param calm the same cluster without a flood, over all its time
 * @param flooded its percentiles are those from the last wave's start to the end of the run
 */
public record FloodReport(
        Machine machine,
        int bots,
        int wantedPerSecond,
        long rssAtRestBytes,
        List<Wave> waves,
        List<String> skipped,
        Play calm,
        Play flooded) {
    /** How many times the calm p99 the flooded one may be. */
    private static final double MOST_RATIO = 2;

    /** Growth of the gateway's memory that is not called flat any more. */
    private static final double MOST_GROWTH = 1.25;

    /** What came of it, each with the exit status that says so. */
    public enum Outcome {
        /** Every kind was sent, and all held. */
        HELD(0),
        /** Something did not hold, or was not measured. */
        NOT_HELD(1),
        /** What was sent held; kinds were left out. */
        HELD_IN_PART(3);

        private final int status;

        Outcome(int status) {
            this.status = status;
        }

        /** Exit status. */
        public int status() {
            return status;
        }
    }

    /**
     * One kind of flood.
     *
     * @param perSecond datagrams that the kernel took
     * @param rssBeforeBytes memory of the gateway's process, 0 when there was none to read
     * @param rssAfterBytes likewise
     * @param inputP99Millis input to snapshot while it lasted, 0 when it was not measured
     */
    public record Wave(
            String kind,
            long sent,
            double perSecond,
            long rssBeforeBytes,
            long rssAfterBytes,
            double inputP99Millis) {}

    /** What the swarm reported. */
    public record Play(
            int connected,
            int peakConnected,
            long disconnects,
            double inputP99Millis,
            double rttP99Millis,
            long violations) {
        static Play of(JsonNode report) {
            return new Play(
                    report.path("connected").asInt(),
                    report.path("peakConnected").asInt(),
                    report.path("disconnects").asLong(),
                    report.path("inputToSnapshotMillis").path("p99").asDouble(),
                    report.path("rttMillis").path("p99").asDouble(),
                    sum(report.path("violations")));
        }

        private static long sum(JsonNode counts) {
            long sum = 0;
            for (JsonNode count : counts) {
                sum += count.asLong();
            }
            return sum;
        }
    }

    /** A p99 under flood over the calm one, input to snapshot. */
    private double ratio(double floodedP99Millis) {
        return floodedP99Millis / calm.inputP99Millis();
    }

    /** Most memory after a wave over memory before any flood; 1 when there was no wave. */
    public double memoryGrowth() {
        long most = waves.stream().mapToLong(Wave::rssAfterBytes).max().orElse(1);
        return waves.isEmpty() ? 1 : (double) most / rssAtRestBytes;
    }

    /** What came of it. */
    public Outcome outcome() {
        if (!problems().isEmpty()) {
            return Outcome.NOT_HELD;
        }
        return skipped.isEmpty() ? Outcome.HELD : Outcome.HELD_IN_PART;
    }

    private String verdict() {
        String text =
                switch (outcome()) {
                    case HELD -> "VERDICT: all held";
                    case NOT_HELD -> "VERDICT: not held";
                    case HELD_IN_PART -> "VERDICT: what was sent held";
                };
        return skipped.isEmpty() ? text : "%s; kinds left out: %d".formatted(text, skipped.size());
    }

    /** What did not hold, in words. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (flooded.disconnects() > 0 || flooded.connected() < bots) {
            problems.add(
                    "bots lost connections: %d disconnects, %d of %d at the end"
                            .formatted(flooded.disconnects(), flooded.connected(), bots));
        }
        if (flooded.violations() > 0) {
            problems.add(
                    "bots saw the world break its rules: %d violations"
                            .formatted(flooded.violations()));
        }
        if (calm.disconnects() > 0 || calm.connected() < bots || calm.violations() > 0) {
            problems.add(
                    "the run in peace was none: %d disconnects, %d of %d at the end, %d violations"
                            .formatted(
                                    calm.disconnects(), calm.connected(), bots, calm.violations()));
        }
        waves.forEach(wave -> judge(wave.kind(), wave.inputP99Millis(), problems));
        judge("to the end", flooded.inputP99Millis(), problems);
        if (memoryGrowth() > MOST_GROWTH) {
            problems.add("the gateway's memory grew %.2f times".formatted(memoryGrowth()));
        }
        if (waves.isEmpty()) {
            problems.add("no flood was sent");
        }
        for (Wave wave : waves) {
            if (rssAtRestBytes == 0 || wave.rssBeforeBytes() == 0 || wave.rssAfterBytes() == 0) {
                problems.add(wave.kind() + ": no gateway whose memory could be read");
            }
            if (wave.perSecond() < 0.95 * wantedPerSecond) {
                problems.add(
                        "%s: the machine had time for %.0f a second only"
                                .formatted(wave.kind(), wave.perSecond()));
            }
        }
        return List.copyOf(problems);
    }

    /** One bad kind must not hide behind good ones; and no latency is 0. */
    private void judge(String when, double p99Millis, List<String> problems) {
        if (!(calm.inputP99Millis() > 0 && p99Millis > 0)) {
            problems.add(
                    "%s: nothing was measured: p99 %.1f ms calm, %.1f ms flooded"
                            .formatted(when, calm.inputP99Millis(), p99Millis));
        } else if (ratio(p99Millis) > MOST_RATIO) {
            problems.add(
                    "%s: p99 grew %.2f times, at most 2 wanted".formatted(when, ratio(p99Millis)));
        }
    }

    /** For a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Wave wave : waves) {
            lines.add(
                    "%-28s %9d sent, %7.0f/s   gateway %4d -> %4d MiB   p99 %6.1f ms, x %.2f"
                            .formatted(
                                    wave.kind(),
                                    wave.sent(),
                                    wave.perSecond(),
                                    wave.rssBeforeBytes() >> 20,
                                    wave.rssAfterBytes() >> 20,
                                    wave.inputP99Millis(),
                                    ratio(wave.inputP99Millis())));
        }
        skipped.forEach(what -> lines.add("SKIPPED: " + what));
        lines.add(play("calm", calm));
        lines.add(play("at end", flooded));
        lines.add(
                "memory x %.2f of %d MiB before any flood"
                        .formatted(memoryGrowth(), rssAtRestBytes >> 20));
        problems().forEach(problem -> lines.add("NOT HELD: " + problem));
        lines.add(verdict());
        return List.copyOf(lines);
    }

    private String play(String name, Play play) {
        return "%-8s %d of %d bots, %d disconnects, input to snapshot p99 %.1f ms, RTT p99 %.1f ms"
                .formatted(
                        name,
                        play.connected(),
                        bots,
                        play.disconnects(),
                        play.inputP99Millis(),
                        play.rttP99Millis());
    }

    /** As JSON into a file. */
    public void write(Path file) throws IOException {
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(file.toFile(), this);
    }
}
