package dev.shadowland.benchmarks.bandwidth;

import dev.shadowland.benchmarks.edge.Machine;
import dev.shadowland.benchmarks.edge.Progress;
import dev.shadowland.benchmarks.trace.RecordedTraffic;
import dev.shadowland.benchmarks.trace.Recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Records bots of a real cluster, or takes a recording, and measures their updates. */
public final class BandwidthBenchmark {
    private BandwidthBenchmark() {}

    /** Measures a recording that a swarm made. */
    public static BandwidthReport ofTrace(Path trace) throws IOException {
        return new BandwidthReport(
                Machine.here(), List.of(BandwidthResult.of(trace.toString(), Recording.of(trace))));
    }

    /** Records, which takes about a minute for each of two scenes, and measures. */
    public static BandwidthReport ofBots(int bots, Progress progress)
            throws IOException, InterruptedException {
        progress.say("recording a crowd of %d bots".formatted(bots));
        Recording crowd = RecordedTraffic.ofCrowd(bots);
        progress.say("recording %d scattered bots".formatted(bots));
        Recording scattered = RecordedTraffic.ofScattered(bots);
        return new BandwidthReport(
                Machine.here(),
                List.of(
                        BandwidthResult.of("a crowd of %d bots".formatted(bots), crowd),
                        BandwidthResult.of("%d scattered bots".formatted(bots), scattered)));
    }
}
