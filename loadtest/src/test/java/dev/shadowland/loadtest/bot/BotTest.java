package dev.shadowland.loadtest.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.protocol.weather.WeatherReport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BotTest {
    @Test
    void shouldPlayWithoutViolationsWhenTheServerIsHealthy() {
        TestNetwork network = mixed(WeatherReport.CLEAR, 1);
        network.run(30);
        assertThat(network.meters.violations().examples()).isEmpty();
        assertThat(network.meters.total(BotCount.CORRECTIONS)).isZero();
        assertThat(network.meters.total(BotCount.DISCONNECTS)).isZero();
        assertThat(network.meters.total(BotCount.BORDER_CROSSINGS)).isPositive();
        assertThat(network.meters.inputToSnapshot().count()).isGreaterThan(3 * 20 * 25);
        assertThat(network.meters.snapshotGap().count()).isGreaterThan(3 * 60 * 25);
        assertThat(network.meters.rtt().count()).isGreaterThan(3 * 25);
        assertThat(network.meters.visibleEntities(100)).isEqualTo(6);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void shouldPlayWithoutViolationsWhenItStorms(long seed) {
        TestNetwork network = mixed(WeatherReport.STORM, seed);
        network.run(20);
        network.server.removeNpc();
        network.run(20);
        assertThat(network.meters.violations().examples()).as("seed %d", seed).isEmpty();
        assertThat(network.meters.total(BotCount.DISCONNECTS)).as("seed %d", seed).isZero();
    }

    @Test
    void shouldSeeOthersWhereTheyAreWhenInTheWorld() {
        TestNetwork network = mixed(WeatherReport.CLEAR, 2);
        network.run(5);
        Bot watcher = network.bots.get(0);
        Bot walker = network.bots.get(1);
        ReplicatedWorld seen = watcher.picture();
        int slot = seen.slotOf(walker.ownEntity());
        assertThat(slot).isNotEqualTo(ReplicatedWorld.NO_SLOT);
        assertThat(
                        Math.hypot(
                                seen.x(slot)
                                        - walker.picture()
                                                .x(walker.picture().slotOf(walker.ownEntity())),
                                seen.y(slot)
                                        - walker.picture()
                                                .y(walker.picture().slotOf(walker.ownEntity()))))
                .isLessThan(20);
    }

    @Test
    void shouldLogInAnewWhenThrownOut() {
        TestNetwork network = mixed(WeatherReport.CLEAR, 3);
        network.run(2);
        network.server.faults.add(Fault.KICK);
        network.run(0.5);
        assertThat(network.meters.connected()).isZero();
        assertThat(network.bots).allMatch(bot -> bot.state() == Bot.State.LOST);
        assertThat(network.allEnter()).isTrue();
        network.run(20);
        assertThat(network.meters.total(BotCount.DISCONNECTS)).isEqualTo(3);
        assertThat(network.meters.total(BotCount.RECONNECTS)).isEqualTo(3);
        assertThat(network.meters.lossReasons()).containsEntry("disconnected: WORLD_LOST", 3L);
        assertThat(network.meters.violations().examples()).isEmpty();
        assertThat(network.server.refusals).isEmpty();
        assertThat(network.bots).allMatch(bot -> bot.login() == 2);
    }

    /** What is in a reliable channel arrived as it was sent: nothing else may follow it. */
    @Test
    void shouldEndTheConnectionWhenAReliableMessageIsMalformed() {
        TestNetwork network = mixed(WeatherReport.CLEAR, 6);
        network.run(2);
        network.server.faults.add(Fault.SHORT_EVENT);
        network.run(0.5);
        assertThat(network.meters.lossReasons()).containsEntry("closed: PROTOCOL_ERROR", 3L);
        assertThat(network.meters.violations().count(Violation.MALFORMED_FRAME)).isEqualTo(3);
        assertThat(network.server.players()).as("the server was told").isZero();
    }

    /** What a late swarm leaves out is no load, and its figures are not the server's. */
    @Test
    void shouldCountTheInputsThatItLeavesOutWhenItIsLateItself() {
        TestNetwork network = mixed(WeatherReport.CLEAR, 7);
        network.run(2);
        network.stall(90_000_000);
        network.run(2);
        assertThat(network.meters.total(BotCount.INPUTS_LEFT_OUT)).as("caught up").isZero();
        long before = network.meters.total(BotCount.INPUTS);
        network.stall(1_000_000_000);
        network.run(1);
        long made = network.meters.total(BotCount.INPUTS) - before;
        long due = 3 * 2 * 20;
        assertThat(made + network.meters.total(BotCount.INPUTS_LEFT_OUT))
                .isBetween(due - 3, due + 3);
        assertThat(network.meters.total(BotCount.INPUTS_LEFT_OUT)).isBetween(3 * 18L, 3 * 20L);
    }

    @Test
    void shouldKeepTryingWhenNobodyAnswers() {
        TestNetwork network = new TestNetwork(new WeatherReport(1, 0, 0, 0), 4);
        Bot bot = network.bot(BehaviourKind.STILL);
        network.run(25);
        assertThat(bot.login()).isEqualTo(3);
        assertThat(network.meters.total(BotCount.FAILED_ATTEMPTS)).isEqualTo(2);
        assertThat(network.meters.total(BotCount.DISCONNECTS)).isZero();
    }

    @Test
    void shouldBeGoneFromTheWorldWhenItLeaves() {
        TestNetwork network = mixed(WeatherReport.CLEAR, 5);
        network.run(2);
        Bot leaver = network.bots.get(1);
        int entity = leaver.ownEntity();
        network.leave(leaver);
        network.run(0.5);
        assertThat(leaver.state()).isEqualTo(Bot.State.LEFT);
        assertThat(network.server.players()).isEqualTo(2);
        assertThat(network.bots.get(0).picture().slotOf(entity)).isEqualTo(ReplicatedWorld.NO_SLOT);
        assertThat(network.meters.connected()).isEqualTo(2);
        assertThat(network.meters.total(BotCount.DISCONNECTS)).isZero();
    }

    private static TestNetwork mixed(WeatherReport weather, long seed) {
        TestNetwork network = new TestNetwork(weather, seed);
        network.bot(BehaviourKind.STILL);
        network.bot(BehaviourKind.BORDER);
        network.bot(BehaviourKind.WANDER);
        assertThat(network.allEnter()).as("all in, seed %d", seed).isTrue();
        return network;
    }
}
