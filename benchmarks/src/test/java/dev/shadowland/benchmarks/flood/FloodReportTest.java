package dev.shadowland.benchmarks.flood;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.shadowland.benchmarks.edge.Machine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class FloodReportTest {
    private static FloodReport report(long disconnects, double p99, double perSecond, long rss) {
        return report(disconnects, 20, p99, perSecond, rss, List.of("nothing"));
    }

    private static FloodReport report(
            long disconnects,
            double calmP99,
            double p99,
            double perSecond,
            long rss,
            List<String> skipped) {
        return new FloodReport(
                Machine.here(),
                200,
                1_000,
                100 << 20,
                List.of(
                        new FloodReport.Wave(
                                "garbage", 1_000, perSecond, 100 << 20, rss << 20, 20)),
                skipped,
                new FloodReport.Play(200, 200, 0, calmP99, 5, 0),
                new FloodReport.Play(200 - (int) disconnects, 200, disconnects, p99, 5, 0));
    }

    @Test
    void shouldHoldAtEachBoundAndNotBeyond() {
        assertThat(report(0, 40, 950, 125).problems()).isEmpty();
        assertThat(report(1, 40, 950, 125).problems()).singleElement().asString().contains("lost");
        assertThat(report(0, 40.1, 950, 125).problems()).singleElement().asString().contains("p99");
        assertThat(report(0, 40, 949, 125).problems()).singleElement().asString().contains("time");
        assertThat(report(0, 40, 950, 126).problems())
                .singleElement()
                .asString()
                .contains("memory");
    }

    private static FloodReport.Wave wave(String kind, long rssAfter, double p99) {
        return new FloodReport.Wave(kind, 1_000, 1_000, 125, rssAfter, p99);
    }

    private static FloodReport waves(long rssAtRest, FloodReport.Wave... waves) {
        FloodReport.Play play = new FloodReport.Play(200, 200, 0, 20, 5, 0);
        return new FloodReport(
                Machine.here(), 200, 1_000, rssAtRest, List.of(waves), List.of(), play, play);
    }

    @Test
    void shouldJudgeEachKindByItself() {
        FloodReport report =
                waves(100, wave("good", 100, 40), wave("bad", 100, 41), wave("dumb", 100, 0));
        assertThat(report.problems())
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("bad: p99 grew 2.05 times"))
                .anyMatch(problem -> problem.startsWith("dumb: nothing was measured"));
        assertThat(report.lines()).anyMatch(line -> line.endsWith("p99   41.0 ms, x 2.05"));
    }

    /** A warm-up is a flood too. */
    @Test
    void shouldHoldMemoryAgainstThatBeforeAnyFlood() {
        assertThat(waves(100, wave("good", 125, 20)).problems()).isEmpty();
        assertThat(waves(99, wave("good", 125, 20)).problems())
                .singleElement()
                .asString()
                .contains("memory grew 1.26 times");
        assertThat(waves(0, wave("good", 125, 20)).problems())
                .contains("good: no gateway whose memory could be read");
    }

    @Test
    void shouldNotCallMemoryFlatWhenItCouldNotBeRead() {
        assertThat(report(0, 40, 950, 0).problems())
                .singleElement()
                .asString()
                .contains("could be read");
    }

    @Test
    void shouldNotHoldWhenNoFloodWasSent() {
        FloodReport.Play play = new FloodReport.Play(200, 200, 0, 20, 5, 0);
        FloodReport report =
                new FloodReport(
                        Machine.here(),
                        200,
                        1_000,
                        100,
                        List.of(),
                        List.of("replays: no"),
                        play,
                        play);
        assertThat(report.problems()).containsExactly("no flood was sent");
    }

    private static FloodReport.Play play(int connected, int disconnects, int violations) {
        return FloodReport.Play.of(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("connected", connected)
                        .put("peakConnected", 200)
                        .put("disconnects", disconnects)
                        .setAll(
                                Map.of(
                                        "violations",
                                        JsonNodeFactory.instance
                                                .objectNode()
                                                .put("tickWentBack", 0)
                                                .put("worldSilent", violations),
                                        "inputToSnapshotMillis",
                                        JsonNodeFactory.instance.objectNode().put("p99", 20),
                                        "rttMillis",
                                        JsonNodeFactory.instance.objectNode().put("p99", 5))));
    }

    private static FloodReport report(FloodReport.Play calm, FloodReport.Play flooded) {
        FloodReport.Wave wave = new FloodReport.Wave("garbage", 1_000, 1_000, 100, 100, 20);
        return new FloodReport(
                Machine.here(), 200, 1_000, 100, List.of(wave), List.of(), calm, flooded);
    }

    @Test
    void shouldNotHoldWhenBotsSawTheWorldBreakItsRules() {
        assertThat(report(play(200, 0, 0), play(200, 0, 0)).problems()).isEmpty();
        assertThat(report(play(200, 0, 0), play(200, 0, 3)).problems())
                .containsExactly("bots saw the world break its rules: 3 violations");
    }

    /** Twice as slow as in a peace that was none is no measure. */
    @Test
    void shouldNotHoldWhenThePeaceWasNone() {
        FloodReport.Play good = play(200, 0, 0);
        for (FloodReport.Play calm : List.of(play(199, 0, 0), play(200, 1, 0), play(200, 0, 1))) {
            assertThat(report(calm, good).problems())
                    .singleElement()
                    .asString()
                    .startsWith("the run in peace was none: ");
        }
    }

    @Test
    void shouldSayWhatWasLeftOut() {
        assertThat(report(0, 40, 950, 100).lines()).contains("SKIPPED: nothing");
    }

    @ParameterizedTest
    @CsvSource({"20, 0", "0, 20", "0, 0", "NaN, 20", "20, NaN"})
    void shouldNotHoldWhenNoLatencyWasMeasured(double calmP99, double floodedP99) {
        FloodReport report = report(0, calmP99, floodedP99, 950, 100, List.of());
        assertThat(report.problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains("nothing was measured"));
        assertThat(report.outcome().status()).isEqualTo(1);
    }

    @Test
    void shouldGiveAnOutcomeOfItsOwnWhenKindsWereLeftOut() {
        FloodReport whole = report(0, 20, 40, 950, 100, List.of());
        assertThat(whole.outcome().status()).isZero();
        assertThat(whole.lines().getLast()).isEqualTo("VERDICT: all held");
        FloodReport part = report(0, 20, 40, 950, 100, List.of("replays: no", "garbage: no"));
        assertThat(part.outcome().status()).isEqualTo(3);
        assertThat(part.lines().getLast())
                .isEqualTo("VERDICT: what was sent held; kinds left out: 2");
        FloodReport not = report(1, 20, 40, 950, 100, List.of("replays: no"));
        assertThat(not.outcome().status()).isEqualTo(1);
        assertThat(not.lines().getLast()).isEqualTo("VERDICT: not held; kinds left out: 1");
    }

    @Test
    void shouldReadBackThePacketThatItMade() {
        UdpPacket made = new UdpPacket(0x7F42_0102, 40_000, 3_575, new byte[] {1, 2, 3});
        UdpPacket read = UdpPacket.parse(made.bytes());
        assertThat(read.source()).isEqualTo(made.source());
        assertThat(read.sourcePort()).isEqualTo(40_000);
        assertThat(read.targetPort()).isEqualTo(3_575);
        assertThat(read.payload()).containsExactly(1, 2, 3);
        assertThat(UdpPacket.parse(new byte[27]).targetPort()).isZero();
        assertThat(UdpPacket.parse(new byte[0]).targetPort()).isZero();
    }
}
