package dev.shadowland.benchmarks.world;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import dev.shadowland.benchmarks.edge.Machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run found.
 *
 * @param results a row per point, in the order of measuring
 * @param verdicts the marks that these rows reach or miss
 */
public record WorldReport(Machine machine, List<WorldResult> results, List<Verdict> verdicts) {
    /** Of these rows, measured on this machine. */
    static WorldReport of(List<WorldResult> results) {
        return new WorldReport(Machine.here(), List.copyOf(results), Verdicts.of(results));
    }

    /** Whether viewers were left with another world than the cells'. */
    @JsonIgnore
    public boolean isWrong() {
        return results.stream().anyMatch(WorldResult::isWrong);
    }

    /** As JSON into a file. */
    public void write(Path file) throws IOException {
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(file.toFile(), this);
    }
}
