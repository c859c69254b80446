package dev.shadowland.benchmarks.bandwidth;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import dev.shadowland.benchmarks.edge.Machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code bench bandwidth} found. */
public record BandwidthReport(Machine machine, List<BandwidthResult> results) {
    private static final int MOST_MASKS = 8;

    /** Whether the claim holds in every scene. */
    public boolean holds() {
        return results.stream().allMatch(BandwidthResult::holds);
    }

    /** For a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        results.forEach(result -> scene(lines, result));
        return List.copyOf(lines);
    }

    private static void scene(List<String> lines, BandwidthResult result) {
        lines.add("");
        lines.add(
                "%s: %d of %d updates carry a position of an entity that moves (%d bots, %.0f s)"
                        .formatted(
                                result.scene(),
                                result.moving(),
                                result.updates(),
                                result.viewers(),
                                result.seconds()));
        lines.add("  mean bytes of one, and what each step saves:");
        for (BandwidthResult.Saving rung : result.rungs()) {
            lines.add(
                    "  %7.2f  %7.2f  %s".formatted(rung.bytes(), -rung.savedBytes(), rung.what()));
        }
        lines.add("  sizes with the id, without the share:");
        result.sizes().forEach(share -> lines.add(line(share)));
        lines.add("  fields, the most frequent sets:");
        result.masks().stream().limit(MOST_MASKS).forEach(share -> lines.add(line(share)));
        rates(lines, result.rates());
        lines.add(verdict(result));
    }

    private static String line(BandwidthResult.Share share) {
        return "  %6.2f %%  %7d  %5.1f bytes  %s"
                .formatted(share.percent(), share.count(), share.meanBytes(), share.what());
    }

    private static void rates(List<String> lines, BandwidthResult.Rates rates) {
        lines.add("  ticks between two positions of what moves, as one viewer gets them:");
        rates.gaps().forEach(share -> lines.add(line(share)));
        lines.add(
                "  told %.0f times a second, %.0f changes: %.1f kB/s saved by rates and budget, not counted here"
                        .formatted(
                                rates.perSecond(),
                                rates.perSecondWithout(),
                                rates.savedBytesPerSecond() / 1_000));
    }

    private static String verdict(BandwidthResult result) {
        return "  %.2f bytes against %d: %.1f %% less; the claim of %.0f %% %s, the seed's 60-75 %% %s"
                .formatted(
                        result.meanBytes(),
                        Rung.FLOAT_BYTES,
                        result.savedPercent(),
                        BandwidthResult.CLAIM_PERCENT,
                        result.holds() ? "holds" : "does not hold",
                        result.savedPercent() >= 60 ? "holds" : "does not hold");
    }

    /** As JSON into a file. */
    public void write(Path file) throws IOException {
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(file.toFile(), this);
    }
}
