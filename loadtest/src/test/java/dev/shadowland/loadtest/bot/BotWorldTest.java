package dev.shadowland.loadtest.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.loadtest.report.Percentiles;
import dev.shadowland.protocol.weather.WeatherReport;

import org.junit.jupiter.api.Test;

/** What a bot measures while the world says nothing. */
class BotWorldTest {
    private final TestNetwork network = new TestNetwork(WeatherReport.CLEAR, 41);

    @Test
    void shouldCountTheOpenGapAndTheOpenInputsWhenTheWindowEndsInSilence() {
        inWorld();
        silence(10);
        assertThat(network.meters.snapshotGap().millis().max()).isLessThan(100);
        network.endWindow();
        assertThat(network.meters.snapshotGap().millis().max()).isCloseTo(10_000, within(100.0));
        assertAllInputsOfTenSeconds();
    }

    @Test
    void shouldCountEveryInputWhenOneSnapshotAcknowledgesThemAll() {
        inWorld();
        silence(10);
        network.server.faults.remove(Fault.NO_SNAPSHOTS);
        network.run(0.05);
        network.endWindow();
        assertThat(network.meters.snapshotGap().millis().max()).isCloseTo(10_000, within(100.0));
        assertAllInputsOfTenSeconds();
    }

    @Test
    void shouldTellTheLongestGapWhileItIsOpen() {
        inWorld();
        silence(5);
        assertThat(network.meters.longestGapMillis()).isCloseTo(5_000, within(100.0));
        network.meters.restartWindow();
        assertThat(network.meters.longestGapMillis()).isZero();
        network.run(1);
        assertThat(network.meters.longestGapMillis()).isCloseTo(6_000, within(100.0));
    }

    @Test
    void shouldCountWhatWasOpenWhenTheBotIsThrownOut() {
        inWorld();
        silence(3);
        network.server.faults.add(Fault.KICK);
        network.run(0.5);
        assertThat(network.meters.connected()).isZero();
        assertThat(network.meters.snapshotGap().millis().max()).isCloseTo(3_000, within(100.0));
        assertThat(network.meters.inputToSnapshot().millis().max()).isCloseTo(3_000, within(150.0));
    }

    @Test
    void shouldCountAsSilentAtTheEndOnlyWhoIsSoThen() {
        inWorld();
        silence(5);
        network.server.faults.add(Fault.KICK);
        network.server.faults.remove(Fault.NO_SNAPSHOTS);
        network.run(0.5);
        assertThat(network.allEnter()).isTrue();
        network.run(1);
        assertThat(network.meters.total(BotCount.SILENT_AT_END)).isZero();
        silence(5);
        network.endWindow();
        assertThat(network.meters.total(BotCount.SILENT_AT_END)).isEqualTo(1);
    }

    private void inWorld() {
        network.bot(BehaviourKind.WANDER);
        assertThat(network.allEnter()).isTrue();
        network.run(1);
        network.meters.restartWindow();
    }

    private void silence(double seconds) {
        network.server.faults.add(Fault.NO_SNAPSHOTS);
        network.run(seconds);
    }

    private void assertAllInputsOfTenSeconds() {
        Percentiles waited = network.meters.inputToSnapshot().millis();
        assertThat(network.meters.inputToSnapshot().count()).isBetween(198L, 204L);
        assertThat(waited.max()).isCloseTo(10_000, within(150.0));
        assertThat(waited.p50()).isCloseTo(5_000, within(150.0));
    }
}
