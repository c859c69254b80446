package dev.shadowland.benchmarks.edge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Path;

/** A report as JSON. */
public final class ReportJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportJson() {}

    /** The whole report. */
    static ObjectNode of(EdgeReport report) {
        ObjectNode json = JSON.createObjectNode();
        json.set("machine", JSON.valueToTree(report.machine()));
        json.put("void", report.isVoid());
        json.put("verdict", report.verdict());
        ObjectNode limits = json.putObject("limits");
        limits.put("rawCpuMicrosPerEcho", Limits.RAW_MICROS);
        limits.put("source", "LIMITS.md, UDP, 200-byte payload, C sendmmsg / recvmmsg, 64 a call");
        limits.put("mostAbovePercent", 100 * Limits.MOST_ABOVE);
        limits.put("ratioWanted", Limits.MUST);
        limits.put("ratioGoal", Limits.GOAL);
        json.set("results", JSON.valueToTree(report.results()));
        json.set("handshakes", JSON.valueToTree(report.handshakes()));
        json.set("unauthenticated", JSON.valueToTree(report.unauthenticated()));
        json.set("saturation", JSON.valueToTree(report.saturation()));
        json.set("lz4", JSON.valueToTree(report.lz4()));
        return json;
    }

    /** Writes it to a file. */
    public static void write(EdgeReport report, Path file) throws IOException {
        JSON.writeValue(file.toFile(), of(report));
    }
}
