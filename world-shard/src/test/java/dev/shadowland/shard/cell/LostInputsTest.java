package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.protocol.message.InputFrame;

import org.junit.jupiter.api.Test;

/**
 * A client moved by inputs that the server will never have, and stands. Where the server has it did
 * not change, so nothing but the loss is a reason to tell it.
 */
class LostInputsTest {
    private static final int TICKS_TO_AGREE = 10;

    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 4, 4, 4, _ -> 1);

    private TestClient enter(double x) {
        TestClient client = world.enter(7, x, 5_000, Weather.clear(2), Weather.clear(3));
        client.tellsStanding = true;
        return client;
    }

    private void assertApart(TestClient client) {
        assertThat(Math.abs(client.prediction.x() - world.x(7))).isGreaterThan(100);
    }

    private void assertAgrees(TestClient client) {
        assertThat(client.prediction.x())
                .isCloseTo(world.x(7), within(client.prediction.tolerance()));
    }

    /** Of what it sent meanwhile only the last inputs come, and in those it stands. */
    private void haltUnheard(TestClient client) {
        client.losesInputs = true;
        world.ticks(30);
        client.moveX = 0;
        world.ticks(3 * InputFrame.MAX_INPUTS);
        client.losesInputs = false;
    }

    @Test
    void shouldBeToldItsPlaceWhenItHaltedWhileNothingOfItCameThrough() {
        TestClient client = enter(10_000);
        client.moveX = 127;
        world.ticks(60);
        haltUnheard(client);
        assertApart(client);
        world.ticks(TICKS_TO_AGREE);
        assertAgrees(client);
        assertThat(client.prediction.corrections()).isOne();
    }

    /**
     * The cell begins with an older place and with no input; the client goes on with its numbers.
     */
    @Test
    void shouldBeToldItsPlaceWhenItStandsAndItsCellBeginsAnew() {
        TestClient client = enter(10_000);
        client.moveX = 127;
        world.ticks(60);
        client.moveX = 0;
        world.ticks(30);
        while (world.tick % 3 != 0) {
            world.ticks(1); // its first snapshot comes before its first input
        }
        double saved = world.x(7) - 250;
        world.restart(client.cell(), 1);
        world.rejoin(client, saved, 5_000);
        assertApart(client);
        world.ticks(TICKS_TO_AGREE);
        assertAgrees(client);
    }

    /** The newest number that came goes with it to the next cell, which finds the gap. */
    @Test
    void shouldBeToldItsPlaceWhenItWasHandedOverMeanwhile() {
        TestClient client = enter(-300);
        Cell from = world.ownerOf(7);
        client.moveX = 127;
        while (from.stats().frozen() == 0) {
            world.ticks(1);
        }
        haltUnheard(client);
        world.ticks(TICKS_TO_AGREE);
        assertThat(world.ownerOf(7)).isNotSameAs(from);
        assertAgrees(client);
    }

    @Test
    void shouldNotBeCorrectedWhenItsFirstInputIsTheFirstThatCame() {
        TestClient client = enter(10_000);
        world.ticks(60);
        client.moveX = 127;
        world.ticks(60);
        assertThat(client.prediction.newestInput()).isPositive();
        assertThat(client.prediction.corrections()).isZero();
    }
}
