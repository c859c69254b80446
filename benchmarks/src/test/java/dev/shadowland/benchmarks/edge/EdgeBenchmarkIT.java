package dev.shadowland.benchmarks.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shadowland.benchmarks.edge.EdgeOptions.Part;
import dev.shadowland.transport.datagram.linux.LinuxSocket;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** A run as short as can be, with real server processes. What it measures is nobody's business. */
class EdgeBenchmarkIT {
    @Test
    void shouldEchoThroughEveryServerWhenRunShortly() throws IOException {
        assumeTrue(LinuxSocket.whyUnsupported() == null, "the raw echo is for Linux");
        EdgeOptions options =
                new EdgeOptions(
                        4,
                        1,
                        0.2,
                        0.1,
                        List.of(60),
                        List.of(100),
                        EnumSet.of(Part.ECHO, Part.AERON));
        List<String> progress = new ArrayList<>();
        EdgeReport report = new EdgeBenchmark(options, progress::add).run();
        assertThat(report.results()).hasSize(2);
        assertThat(report.results()).extracting(EchoResult::aeronHop).containsOnlyOnce(true);
        assertThat(report.results())
                .allSatisfy(
                        row -> {
                            assertThat(row.deliveredPercent()).isPositive();
                            assertThat(row.cpuMicrosPerEcho()).isPositive();
                            assertThat(row.rawCpuMicrosPerEcho()).isPositive();
                        });
        assertThat(progress).isNotEmpty();
    }
}
