package dev.shadowland.benchmarks.edge;

import java.util.ArrayList;
import java.util.List;

/** A report as a person reads it. */
public final class ReportText {
    private ReportText() {}

    /** The lines. */
    public static List<String> of(EdgeReport report) {
        List<String> lines = new ArrayList<>();
        Machine machine = report.machine();
        lines.add(
                "%s, %d cores; %s; %s"
                        .formatted(
                                machine.processor(),
                                machine.cores(),
                                machine.kernel(),
                                machine.java()));
        echoes(lines, report);
        rest(lines, report);
        lines.add("");
        lines.add(report.verdict());
        if (report.amplifies()) {
            lines.add("WRONG: somebody unknown gets more bytes than he sends");
        }
        return List.copyOf(lines);
    }

    private static void echoes(List<String> lines, EdgeReport report) {
        if (report.results().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("CPU µs per echo: all threads of the server, receive to send; rounds A-B-B-A");
        lines.add(
                "%4s %6s  %-18s %-5s %6s %8s  %-20s %9s %8s"
                        .formatted(
                                "Hz",
                                "bytes",
                                "cipher",
                                "Aeron",
                                "raw",
                                "gateway",
                                "ratio (min..max)",
                                "delivered",
                                "B/echo"));
        for (EchoResult row : report.results()) {
            lines.add(line(row));
        }
        lines.add(
                "raw carries the bare payload, the gateway a Benchmark frame with it, sealed, with"
                    + " acks (52 bytes more on the wire); payloads are random bytes, which LZ4 does"
                    + " not make smaller");
        lines.add(
                "LIMITS.md's raw: %.2f µs (C, 200 bytes, 64 a call); more than %.0f %% above it at 240 Hz x 100 B"
                                .formatted(Limits.RAW_MICROS, 100 * Limits.MOST_ABOVE)
                        + " makes a run void");
    }

    private static String line(EchoResult row) {
        Spread ratio = row.ratioToRaw();
        String starved =
                row.isStarved()
                        ? "  only %.0f echoes/s: the load had no time"
                                .formatted(row.echoesPerSecond())
                        : "";
        return "%4d %6d  %-18s %-5s %6.2f %8.2f  x %-18s %8.2f%% %8.1f%s"
                .formatted(
                        row.rateHz(),
                        row.payloadBytes(),
                        row.aead(),
                        row.aeronHop() ? "yes" : "no",
                        row.rawCpuMicrosPerEcho(),
                        row.cpuMicrosPerEcho(),
                        "%.2f (%.2f..%.2f)".formatted(ratio.median(), ratio.min(), ratio.max()),
                        row.deliveredPercent(),
                        row.allocatedBytesPerDatagram(),
                        starved);
    }

    private static void rest(List<String> lines, EdgeReport report) {
        HandshakeResult handshakes = report.handshakes();
        if (handshakes != null) {
            lines.add("");
            lines.add(
                    "handshakes   %.0f/s per core (%.0f µs of server CPU each; %.0f/s seen here, with the clients)"
                            .formatted(
                                    handshakes.perSecondAndCore(),
                                    handshakes.serverCpuMicros(),
                                    handshakes.perSecond()));
        }
        for (UnknownResult kind : report.unauthenticated()) {
            lines.add(
                    "unknown      %-28s %.3f bytes back per byte (%d datagrams, %.2f µs each)"
                            .formatted(
                                    kind.kind(),
                                    kind.replyRatio(),
                                    kind.sentDatagrams(),
                                    kind.cpuMicrosPerDatagram()));
        }
        for (SaturationResult row : report.saturation()) {
            lines.add(
                    "saturation   %-28s %.0f echoes/s seen (%d load threads, %.1f%% delivered), %.0f per CPU second (%.2f µs)"
                            .formatted(
                                    row.server(),
                                    row.echoesPerSecond(),
                                    row.loadThreads(),
                                    row.deliveredPercent(),
                                    row.echoesPerCpuSecond(),
                                    row.cpuMicrosPerEcho()));
        }
        lines.addAll(CompressionText.of(report.lz4()));
    }
}
