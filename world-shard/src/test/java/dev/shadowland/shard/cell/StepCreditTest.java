package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.shard.ingress.DropReason;

import org.junit.jupiter.api.Test;

/**
 * Whoever sends what a client's clock yields is overruled for nothing that happens to its cell, and
 * whoever sends more walks no faster for it.
 */
class StepCreditTest {
    private static final double PER_TICK = 500 / 60.0;

    private static World world(Weather links) {
        World world = new World(links, CellLimits.DEFAULT);
        world.tick = World.PRESENT_TICK;
        return world.open(3, 3, 4, 4, key -> 1 + (CellKey.x(key) & 1));
    }

    private static TestClient walker(World world, double x, double y) {
        TestClient client = world.enter(7, x, y, Weather.clear(2), Weather.clear(3));
        client.moveX = 127;
        return client;
    }

    private static void assertNeverOverruled(World world, TestClient client) {
        assertThat(world.drops(DropReason.INPUT_OVER_LIMIT)).isZero();
        assertThat(client.prediction.corrections()).isZero();
    }

    @Test
    void shouldOverruleNobodyWhenATickRunsLateAndFindsWhatCameMeanwhile() {
        World world = world(Weather.clear(1));
        TestClient honest = walker(world, -20_000, 10_000);
        TestClient cheat = world.enter(8, -20_000, 20_000, Weather.clear(4), Weather.clear(5));
        cheat.moveX = 127;
        cheat.inputsPerSend = 3;
        world.ticks(30);
        int ticks = 30;
        for (int late = 1; late <= 40; late++) {
            world.lateTick(late);
            world.ticks(20);
            ticks += late + 1 + 20;
        }
        world.ticks(3);
        assertThat(world.drops(DropReason.INPUT_OVER_LIMIT)).isPositive();
        assertThat(honest.prediction.corrections()).isZero();
        double most = (ticks + 3 + Movement.MAX_CREDIT) * PER_TICK;
        assertThat(world.x(8) + 20_000).isLessThanOrEqualTo(most * 1.001);
    }

    /** Inputs are as short as a client's ticks while it turns. */
    @Test
    void shouldHaveRoomForAllTheInputsThatCreditIsLeftFor() {
        World world = world(Weather.clear(1));
        TestClient honest = walker(world, -20_000, 10_000);
        honest.turns = true;
        for (int late = 1; late < Movement.MAX_CREDIT; late++) {
            world.lateTick(late);
            world.ticks(20);
        }
        assertNeverOverruled(world, honest);
    }

    /** As when a shard leaves: the next owner lets in where it stood, a second later. */
    @Test
    void shouldOverruleNobodyWhoseCellBeginsAnewElsewhere() {
        World world = world(Weather.clear(1));
        TestClient honest = walker(world, 1_000, 5_000);
        honest.contested = true;
        for (int gap = 1; gap < 3 * InputFrame.MAX_INPUTS - 3; gap++) {
            world.ticks(20);
            double x = world.x(7);
            world.restart(honest.cell(), gap % 2);
            world.ticks(gap);
            world.rejoin(honest, x, 5_000);
        }
        world.ticks(20);
        assertNeverOverruled(world, honest);
    }

    @Test
    void shouldOverruleNobodyForTheTimeThatHandoversTake() {
        World world = world(new Weather(1, 0, 0, 6, 0));
        TestClient honest = walker(world, -200, 5_000);
        for (int i = 0; i < 20; i++) {
            world.ticks(240);
            honest.moveX = -honest.moveX;
        }
        assertThat(world.arrivals).hasSizeGreaterThan(10);
        assertNeverOverruled(world, honest);
    }

    /** Two clocks that are set right all the time may run 1000 ppm apart. */
    @Test
    void shouldOverruleNobodyWhoseClockRunsALittleFast() {
        World world = world(Weather.clear(1));
        TestClient honest = walker(world, 10_000, 5_000);
        for (int i = 0; i < 15; i++) {
            world.ticks(3_000);
            honest.inputsPerSend = 2;
            world.ticks(3);
            honest.inputsPerSend = 1;
            honest.moveX = -honest.moveX;
        }
        assertNeverOverruled(world, honest);
    }
}
