package dev.shadowland.loadtest.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run found. The names are those of the JSON, which later measurements compare: add some,
 * never rename one. Times and rates are those of the measuring window; connections, losses and
 * violations count from the first connection on.
 *
 * @param connected bots in the world at the end
 * @param disconnects times that a bot was thrown out of the world
 * @param durationSeconds length of the measuring window, 0 when it never began
 * @param datagramsPerSecondIn received by the gateways
 * @param datagramsPerSecondOut sent by the gateways
 * @param bytesPerClientPerSecond sent by the gateways per bot in the world, UDP payload
 * @param rttMillis Ping to Pong
 * @param inputToSnapshotMillis from sending an input first to the first snapshot that acknowledges
 *     it, or to the end when none did
 * @param snapshotGapMillis between consecutive snapshots of a bot, and from the last one to the end
 * @param nodes the cluster's, as far as they answered
 * @param violations counts by kind
 * @param profile cluster timings that the run used
 * @param versions of what ran
 * @param pids processes of the run
 * @param corrections predictions that the server's position replaced
 * @param borderCrossings times that a bot's entity passed from one cell to another
 * @param botsCrossed bots that did so
 * @param reconnects times that a bot was in the world again
 * @param losses why bots were out or did not get in
 * @param violationExamples the first few of each kind in words
 * @param unreachable status addresses that did not answer at the end
 * @param askedSeconds how long it was to measure, 0 for until stopped
 * @param silentAtEnd bots in the world that had had no snapshot for 3 s when the run ended
 * @param inputs that the bots made
 * @param inputsLeftOut inputs that were due and never made because the swarm itself ran late
 */
@JsonPropertyOrder(alphabetic = false)
public record Report(
        int bots,
        int connected,
        int peakConnected,
        long disconnects,
        double durationSeconds,
        double datagramsPerSecondIn,
        double datagramsPerSecondOut,
        double bytesPerClientPerSecond,
        Percentiles rttMillis,
        Percentiles inputToSnapshotMillis,
        Percentiles snapshotGapMillis,
        List<NodeFigures> nodes,
        Map<String, Long> violations,
        String profile,
        Map<String, String> versions,
        HostFigures host,
        List<Long> pids,
        RampFigures ramp,
        long corrections,
        long borderCrossings,
        int botsCrossed,
        VisibleEntities visibleEntities,
        long reconnects,
        Map<String, Long> losses,
        Map<String, List<String>> violationExamples,
        SwarmCost swarm,
        List<String> unreachable,
        double askedSeconds,
        int silentAtEnd,
        long inputs,
        long inputsLeftOut) {

    /** One demand on a run. */
    public record Verdict(String demand, boolean met, String found) {}

    /** What a run must show, each with whether it did. */
    public List<Verdict> verdicts() {
        long violated = violations.values().stream().mapToLong(Long::longValue).sum();
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(
                new Verdict(
                        "all connected",
                        peakConnected == bots && connected == bots,
                        "%d of %d at the end, %d at best"
                                .formatted(connected, bots, peakConnected)));
        verdicts.add(new Verdict("no disconnects", disconnects == 0, disconnects + " disconnects"));
        verdicts.add(new Verdict("no violations", violated == 0, violated + " violations"));
        verdicts.add(
                new Verdict(
                        "world at the end",
                        silentAtEnd == 0,
                        silentAtEnd + " bots had no snapshot for 3 s"));
        verdicts.add(
                new Verdict(
                        "measured",
                        durationSeconds > 0 || askedSeconds == 0,
                        "%.1f s".formatted(durationSeconds)));
        verdicts.add(
                new Verdict(
                        "swarm in time",
                        isSwarmInTime(),
                        "it left out %d inputs and made %d".formatted(inputsLeftOut, inputs)));
        return verdicts;
    }

    /**
     * A swarm whose own threads stall measures itself. A stall or two of a short run, which the
     * summary tells of, are a machine's hiccups; above one input in ten the load was another one.
     */
    private boolean isSwarmInTime() {
        return inputsLeftOut * 10 <= inputs + inputsLeftOut;
    }

    /** Whether nothing went wrong. */
    public boolean passed() {
        return verdicts().stream().allMatch(Verdict::met);
    }

    /** The JSON form. */
    public String json() throws IOException {
        return new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(this)
                + "\n";
    }

    /** Writes the JSON into a file, making its folder when there is none. */
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, json());
    }
}
