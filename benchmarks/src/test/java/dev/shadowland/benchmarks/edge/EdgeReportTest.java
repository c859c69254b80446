package dev.shadowland.benchmarks.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class EdgeReportTest {
    @TempDir private Path folder;

    private static EdgeReport report(Setting setting, double rawMicros, double ratio) {
        Leg raw = new Leg(1_000, 1_000, 1_000, (long) (rawMicros * 1e6), 0, 1_000_000_000L, 0);
        Leg gateway =
                new Leg(
                        1_000,
                        990,
                        980,
                        (long) (rawMicros * ratio * 980e3),
                        98_000,
                        1_000_000_000L,
                        0);
        EchoResult row = EchoResult.of(setting, "libsodium", List.of(new Round(raw, gateway)));
        return new EdgeReport(Machine.here(), List.of(row), null, List.of(), List.of(), List.of());
    }

    private static Setting goal() {
        return new Setting(240, 100, Setting.Variant.PLAIN);
    }

    @Test
    void shouldWriteTheSchemaThatTheIssueNames() throws IOException {
        Path file = folder.resolve("edge.json");
        ReportJson.write(report(goal(), 4, 1.25), file);
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        JsonNode row = json.path("results").path(0);
        assertThat(row.path("rateHz").asInt()).isEqualTo(240);
        assertThat(row.path("payloadBytes").asInt()).isEqualTo(100);
        assertThat(row.path("aead").asText()).isEqualTo("libsodium");
        assertThat(row.path("aeronHop").isBoolean()).isTrue();
        assertThat(row.path("cpuMicrosPerEcho").asDouble()).isEqualTo(5.0);
        assertThat(row.path("rawCpuMicrosPerEcho").asDouble()).isEqualTo(4.0);
        for (String figure : List.of("median", "min", "max")) {
            assertThat(row.path("ratioToRaw").path(figure).asDouble()).isEqualTo(1.25);
        }
        assertThat(row.path("deliveredPercent").asDouble()).isEqualTo(99.0);
        assertThat(row.path("echoesPerSecond").asDouble()).isEqualTo(980.0);
        assertThat(row.path("allocatedBytesPerDatagram").asDouble()).isEqualTo(100.0);
        assertThat(json.path("void").isBoolean()).isTrue();
        assertThat(json.path("void").asBoolean()).isFalse();
        assertThat(json.path("limits").path("rawCpuMicrosPerEcho").asDouble()).isEqualTo(3.97);
    }

    @ParameterizedTest
    @CsvSource({
        "4.0, 1.35, false, the goal is reached",
        "4.0, 1.40, false, 'reached, the goal is not'",
        "4.0, 1.60, false, MISSED",
        "4.56, 1.20, false, the goal is reached",
        "4.58, 1.20, true, VOID",
    })
    void shouldJudgeTheGoalsRowAndVoidARunWhoseRawEchoIsTooDear(
            double rawMicros, double ratio, boolean isVoid, String word) {
        EdgeReport report = report(goal(), rawMicros, ratio);
        assertThat(report.isVoid()).isEqualTo(isVoid);
        assertThat(report.verdict()).contains(word);
        assertThat(ReportText.of(report)).contains(report.verdict());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1000, 1000, false",
        "30, 30, 1000, 1000, false",
        "40, 0, 1000, 1000, true",
        "0, 40, 1000, 1000, true",
        "0, 0, 985, 1000, true",
        "0, 0, 1000, 985, true",
    })
    void shouldVoidARunThatMeasuredAnotherRateOrMissesAnswers(
            long rawSkipped, long skipped, long rawAnswered, long answered, boolean isVoid) {
        Leg raw = new Leg(1_000, rawAnswered, 1_000, 4_000_000, 0, 1_000_000_000L, rawSkipped);
        Leg gateway = new Leg(1_000, answered, 1_000, 5_000_000, 0, 1_000_000_000L, skipped);
        EchoResult row = EchoResult.of(goal(), "libsodium", List.of(new Round(raw, gateway)));
        EdgeReport report =
                new EdgeReport(Machine.here(), List.of(row), null, List.of(), List.of(), List.of());
        assertThat(report.isVoid()).isEqualTo(isVoid);
        assertThat(report.verdict().startsWith("VOID")).isEqualTo(isVoid);
    }

    @Test
    void shouldGiveNoVerdictWithoutTheGoalsRow() {
        for (Setting other :
                List.of(
                        new Setting(60, 100, Setting.Variant.PLAIN),
                        new Setting(240, 1_000, Setting.Variant.PLAIN),
                        new Setting(240, 100, Setting.Variant.BOUNCYCASTLE),
                        new Setting(240, 100, Setting.Variant.AERON))) {
            EdgeReport report = report(other, 40, 3);
            assertThat(report.isVoid()).isFalse();
            assertThat(report.verdict()).startsWith("no verdict");
        }
    }

    @Test
    void shouldCallItWrongWhenAStrangerGetsMoreThanHeSends() {
        EdgeReport none = report(goal(), 4, 1.3);
        for (double ratio : new double[] {1.0, 1.001}) {
            EdgeReport report =
                    new EdgeReport(
                            none.machine(),
                            none.results(),
                            null,
                            List.of(new UnknownResult("garbage", 1, 1, 1, 1, ratio, 1)),
                            List.of(),
                            List.of());
            assertThat(report.amplifies()).isEqualTo(ratio > 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "60, 50, 29.9, 999, 'does not hold (29.9 %): 40 % of them are not tried, and', '< 1 ms"
                + " holds'",
        "60, 20, 10, 999, 'does not hold (10.0 %): few get 5 % smaller', '< 1 ms holds'",
        "40, 40, 10, 999, 'does not hold (10.0 %): 60 % of them are 512', '< 1 ms holds'",
        "60, 50, 30, 1000, 'the seed''s 30-50 % holds', '< 1 ms does not hold'",
    })
    void shouldSayWhereTheSeedsExpectationOfLz4Holds(
            double tried, double kept, double saved, double micros, String saves, String time) {
        CompressionResult row =
                new CompressionResult("x", 9, 900, tried, tried, kept, saved, micros, 1);
        assertThat(CompressionText.of(List.of(row)).getLast()).contains(saves).contains(time);
    }
}
