package dev.shadowland.loadtest.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.weather.WeatherReport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

/** Each check fires when, and only when, its fault is planted. */
class WorldChecksTest {
    @Test
    void shouldFindEntityNeverGoneWhenARemoveIsDropped() {
        TestNetwork network = inWorld(BehaviourKind.STILL);
        network.server.faults.add(Fault.DROP_REMOVES);
        network.server.removeNpc();
        network.run(14);
        assertNothing(network);
        network.run(4);
        assertOnly(network, Violation.ENTITY_NEVER_GONE);
        assertThat(network.meters.violations().count(Violation.ENTITY_NEVER_GONE)).isEqualTo(1);
    }

    @Test
    void shouldFindNothingWhenARemoveIsSent() {
        TestNetwork network = inWorld(BehaviourKind.STILL);
        network.server.removeNpc();
        network.run(20);
        assertNothing(network);
    }

    @Test
    void shouldFindOnlyTheSilenceWhenTheCellWasDeadForLong() {
        TestNetwork network = inWorld(BehaviourKind.STILL);
        silence(network, 20);
        network.server.removeNpc();
        network.server.succeed();
        network.run(20);
        assertOnly(network, Violation.WORLD_SILENT);
    }

    @Test
    void shouldFindWorldSilentOnceWhenNoSnapshotComes() {
        TestNetwork network = inWorld(BehaviourKind.STILL, BehaviourKind.WANDER);
        network.server.faults.add(Fault.NO_SNAPSHOTS);
        network.run(15.9);
        assertNothing(network);
        network.run(0.2);
        assertOnly(network, Violation.WORLD_SILENT);
        network.run(60);
        assertThat(network.meters.violations().count(Violation.WORLD_SILENT)).isEqualTo(2);
        assertThat(network.meters.connected()).as("in the world all the time").isEqualTo(2);
    }

    @Test
    void shouldFindWorldSilentForEachSilence() {
        TestNetwork network = inWorld(BehaviourKind.STILL);
        silence(network, 17);
        network.run(1);
        silence(network, 17);
        assertThat(network.meters.violations().count(Violation.WORLD_SILENT)).isEqualTo(2);
    }

    @Test
    void shouldFindEntityNeverGoneWhenABotThatLeftIsStillShown() {
        TestNetwork network = inWorld(BehaviourKind.STILL, BehaviourKind.STILL);
        network.server.faults.add(Fault.KEEP_LEFT);
        network.leave(network.bots.get(1));
        network.run(14);
        assertNothing(network);
        network.run(4);
        assertOnly(network, Violation.ENTITY_NEVER_GONE);
    }

    @Test
    void shouldFindUpdateBeforeCreateWhenACreateIsSkipped() {
        TestNetwork network = new TestNetwork(WeatherReport.CLEAR, 22);
        network.server.faults.add(Fault.SKIP_CREATE);
        network.bot(BehaviourKind.STILL);
        network.allEnter();
        network.run(1);
        assertOnly(network, Violation.UPDATE_BEFORE_CREATE);
        assertThat(network.meters.violations().examples().toString()).contains("1000");
    }

    @Test
    void shouldFindOwnPositionDisagreesWhenACorrectionIsSkipped() {
        TestNetwork network = inWorld(BehaviourKind.WANDER);
        network.server.skipSteps(1);
        network.run(1);
        assertOnly(network, Violation.OWN_POSITION_DISAGREES);
        assertThat(network.meters.total(BotCount.CORRECTIONS)).isZero();
    }

    @Test
    void shouldCountACorrectionAndFindNothingWhenTheServerOverrules() {
        TestNetwork network = inWorld(BehaviourKind.WANDER);
        network.server.skipSteps(30);
        network.run(5);
        assertNothing(network);
        assertThat(network.meters.total(BotCount.CORRECTIONS)).isPositive();
    }

    @Test
    void shouldFindOwnPositionDisagreesWhenTheOwnEntityIsNotToldOf() {
        TestNetwork network = inWorld(BehaviourKind.WANDER);
        network.server.faults.add(Fault.MUTE_OWN);
        network.run(4);
        assertOnly(network, Violation.OWN_POSITION_DISAGREES);
    }

    @Test
    void shouldFindNothingWhenTheFirstSnapshotsAfterASilenceDoNotTellOfTheOwnEntity() {
        TestNetwork network = inWorld(BehaviourKind.WANDER);
        silence(network, 4);
        network.server.faults.add(Fault.MUTE_OWN);
        network.run(1);
        assertNothing(network);
        network.run(2);
        assertOnly(network, Violation.OWN_POSITION_DISAGREES);
    }

    @Test
    void shouldFindNothingWhenAStillEntityIsNotToldOf() {
        TestNetwork network = inWorld(BehaviourKind.STILL);
        network.server.faults.add(Fault.MUTE_OWN);
        network.run(4);
        assertNothing(network);
    }

    @Test
    void shouldFindTickWentBackWhenAnOldTickIsShown() {
        TestNetwork network = inWorld(BehaviourKind.STILL);
        network.server.faults.add(Fault.OLD_TICK);
        network.run(2);
        assertOnly(network, Violation.TICK_WENT_BACK);
    }

    @Test
    void shouldFindMalformedFrameWhenAFrameIsCut() {
        TestNetwork network = inWorld(BehaviourKind.STILL);
        network.server.faults.add(Fault.CUT_FRAME);
        network.run(2);
        assertOnly(network, Violation.MALFORMED_FRAME);
    }

    @Test
    void shouldFindDuplicateEntityWhenTwoBotsAreTheSame() {
        TestNetwork network = new TestNetwork(WeatherReport.CLEAR, 27);
        network.server.faults.add(Fault.SAME_ENTITY);
        network.bot(BehaviourKind.STILL);
        network.bot(BehaviourKind.STILL);
        network.allEnter();
        assertOnly(network, Violation.DUPLICATE_ENTITY);
    }

    @Test
    void shouldFindWrongOwnEntityWhenAnotherIsNamed() {
        TestNetwork network = new TestNetwork(WeatherReport.CLEAR, 28);
        network.server.faults.add(Fault.OTHER_ENTITY);
        network.bot(BehaviourKind.STILL);
        network.allEnter();
        network.run(1);
        assertOnly(network, Violation.WRONG_OWN_ENTITY);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_COMMANDS", "NO_RESULTS"})
    void shouldFindThatACommandHasNoResultWhenNoneComes(Fault fault) {
        TestNetwork network = inWorld(BehaviourKind.STILL);
        network.server.faults.add(fault);
        network.run(15.9);
        assertNothing(network);
        network.run(3);
        assertOnly(network, Violation.COMMAND_NOT_EXACTLY_ONCE);
        assertThat(network.meters.violations().count(Violation.COMMAND_NOT_EXACTLY_ONCE))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SKIP_RESULT", "OTHER_BYTES"})
    void shouldFindThatAResultIsWrong(Fault fault) {
        TestNetwork network = inWorld(BehaviourKind.STILL);
        network.server.faults.add(fault);
        network.run(5);
        assertOnly(network, Violation.COMMAND_NOT_EXACTLY_ONCE);
        assertThat(network.meters.violations().count(Violation.COMMAND_NOT_EXACTLY_ONCE))
                .isEqualTo(1);
    }

    @Test
    void shouldFindNothingWhenASourceTookResultsWithIt() {
        TestNetwork network = inWorld(BehaviourKind.STILL);
        network.server.faults.add(Fault.NO_RESULTS);
        network.run(10);
        network.server.faults.remove(Fault.NO_RESULTS);
        network.server.succeed();
        network.run(20);
        assertNothing(network);
        assertThat(network.meters.total(BotCount.COMMAND_RESULTS)).isGreaterThan(8);
    }

    /** Lets the server tell nothing for so many seconds. */
    private static void silence(TestNetwork network, int seconds) {
        network.server.faults.add(Fault.NO_SNAPSHOTS);
        network.run(seconds);
        network.server.faults.remove(Fault.NO_SNAPSHOTS);
    }

    private static TestNetwork inWorld(BehaviourKind... behaviours) {
        TestNetwork network = new TestNetwork(WeatherReport.CLEAR, 21);
        for (BehaviourKind behaviour : behaviours) {
            network.bot(behaviour);
        }
        assertThat(network.allEnter()).isTrue();
        network.run(1);
        assertNothing(network);
        return network;
    }

    private static void assertNothing(TestNetwork network) {
        assertThat(network.meters.violations().examples()).isEmpty();
    }

    private static void assertOnly(TestNetwork network, Violation expected) {
        List<Violation> found = new ArrayList<>();
        for (Violation kind : Violation.values()) {
            if (network.meters.violations().count(kind) > 0) {
                found.add(kind);
            }
        }
        assertThat(found)
                .as("%s", network.meters.violations().examples())
                .containsExactly(expected);
    }
}
