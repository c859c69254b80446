package dev.shadowland.loadtest.swarm;

import dev.shadowland.loadtest.bot.BotCount;
import dev.shadowland.loadtest.bot.BotMeters;
import dev.shadowland.loadtest.report.HostFigures;
import dev.shadowland.loadtest.report.NodeFigures;
import dev.shadowland.loadtest.report.RampFigures;
import dev.shadowland.loadtest.report.Report;
import dev.shadowland.loadtest.report.SwarmCost;
import dev.shadowland.loadtest.report.Traffic;
import dev.shadowland.loadtest.report.VisibleEntities;
import dev.shadowland.transport.status.NodeStatus;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * A run from the first connection to its report: watches the bots, opens and ends the measuring
 * window here and at the cluster's nodes. Blocks now and then for their answers; the bots' thread
 * goes on meanwhile. Owned by the thread that calls {@link #step}.
 */
public final class SwarmRun {
    private static final long SAMPLE_NS = 1_000_000_000L;

    private final SwarmSettings settings;
    private final RunContext context;
    private final BotMeters meters;
    private final ClusterStatuses cluster;
    private final Consumer<String> progress;
    private final RunPhases phases;
    private List<NodeStatus> before = List.of();
    private long cpuBeforeNs;
    private long nextSampleNs;
    private long connectedSum;
    private long samples;

    /**
     * What the report names besides figures.
     *
     * @param statusUrls of the cluster's nodes
     * @param profile cluster timings
     * @param versions of what runs here
     */
    public record RunContext(List<URI> statusUrls, String profile, Map<String, String> versions) {}

    /**
     * A run that begins now.
     *
     * @param progress takes a line once a second
     * @param nowNs of a clock that never steps back, as in {@link #step}
     */
    public SwarmRun(
            SwarmSettings settings,
            RunContext context,
            BotMeters meters,
            Consumer<String> progress,
            long nowNs) {
        this.settings = settings;
        this.context = context;
        this.meters = meters;
        this.progress = progress;
        cluster = new ClusterStatuses(context.statusUrls());
        phases = new RunPhases(settings.times(), nowNs);
        nextSampleNs = nowNs;
    }

    /**
     * Looks at the clock and the bots; call it about ten times a second. Returns false when the run
     * is over.
     */
    public boolean step(long nowNs) {
        if (nowNs - nextSampleNs >= 0) {
            nextSampleNs = nowNs + SAMPLE_NS;
            connectedSum += meters.connected();
            samples++;
            progress.accept(progressLine(nowNs));
        }
        boolean moved = phases.advance(nowNs, meters.connected() == settings.bots());
        if (moved && phases.phase() == RunPhases.Phase.MEASURING) {
            beginWindow();
        }
        return phases.phase() != RunPhases.Phase.DONE;
    }

    private void beginWindow() {
        cluster.restartWindows();
        before = cluster.read();
        meters.restartWindow();
        cpuBeforeNs = ProcessCpu.nanos();
        connectedSum = meters.connected();
        samples = 1;
    }

    private String progressLine(long nowNs) {
        return String.format(
                Locale.ROOT,
                "%-9s %4d s  %d/%d bots  RTT p99 %.1f ms  gap %.0f ms  %d disconnects  %d"
                        + " violations",
                phase(),
                phases.seconds(nowNs),
                meters.connected(),
                settings.bots(),
                meters.rtt().millis().p99(),
                meters.longestGapMillis(),
                meters.total(BotCount.DISCONNECTS),
                meters.violations().total());
    }

    /** The phase in a word: ramp, settling, measuring, done. */
    public String phase() {
        return phases.phase().word();
    }

    /**
     * Ends the run, when it is not over yet, and tells what it found. The bots must still be
     * connected, and have counted what they wait for.
     */
    public Report finish(long nowNs) {
        phases.stop(nowNs);
        double seconds = phases.windowSeconds();
        double cpuSeconds = seconds > 0 ? (ProcessCpu.nanos() - cpuBeforeNs) / 1e9 : 0;
        int connected = meters.connected();
        List<NodeStatus> after = cluster.read();
        Traffic traffic = seconds > 0 ? Traffic.between(before, after) : Traffic.NONE;
        double clients = samples == 0 ? 0 : (double) connectedSum / samples;
        return new Report(
                settings.bots(),
                connected,
                meters.peakConnected(),
                meters.total(BotCount.DISCONNECTS),
                seconds,
                ratio((double) traffic.datagramsIn(), seconds),
                ratio((double) traffic.datagramsOut(), seconds),
                ratio((double) traffic.bytesOut(), seconds * clients),
                meters.rtt().millis(),
                meters.inputToSnapshot().millis(),
                meters.snapshotGap().millis(),
                after.stream().map(NodeFigures::of).toList(),
                meters.violations().byKey(),
                context.profile(),
                versions(after),
                HostFigures.here(),
                pids(after),
                ramp(),
                meters.inWindow(BotCount.CORRECTIONS),
                meters.inWindow(BotCount.BORDER_CROSSINGS),
                meters.botsCrossed(),
                new VisibleEntities(meters.visibleEntities(50), meters.visibleEntities(100)),
                meters.total(BotCount.RECONNECTS),
                meters.lossReasons(),
                meters.violations().examples(),
                new SwarmCost(cpuSeconds, 1e3 * ratio(cpuSeconds, seconds * clients)),
                cluster.unreachable(),
                settings.times().window().toMillis() / 1e3,
                (int) meters.total(BotCount.SILENT_AT_END),
                meters.inWindow(BotCount.INPUTS),
                meters.inWindow(BotCount.INPUTS_LEFT_OUT));
    }

    private RampFigures ramp() {
        return new RampFigures(
                phases.rampSeconds(),
                phases.rampComplete(),
                meters.total(BotCount.FAILED_ATTEMPTS));
    }

    private Map<String, String> versions(List<NodeStatus> nodes) {
        Map<String, String> versions = new TreeMap<>();
        nodes.forEach(node -> versions.putAll(node.versions()));
        versions.putAll(context.versions());
        return versions;
    }

    private static List<Long> pids(List<NodeStatus> nodes) {
        LongStream all =
                LongStream.concat(
                        nodes.stream().mapToLong(NodeStatus::pid),
                        LongStream.of(ProcessHandle.current().pid()));
        return all.distinct().sorted().boxed().toList();
    }

    private static double ratio(double amount, double per) {
        return per > 0 ? amount / per : 0;
    }
}
