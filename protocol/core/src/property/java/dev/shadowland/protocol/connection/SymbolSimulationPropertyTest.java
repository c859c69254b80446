package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.symbol.SymbolDefine;
import dev.shadowland.protocol.weather.WeatherReport;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Names over the weather: what one end defined is what the other holds, and every message reads as
 * it was written. {@code -Dshadowland.sim.seeds=N} runs so many seeds.
 */
class SymbolSimulationPropertyTest {
    private static final int SEEDS = Integer.getInteger("shadowland.sim.seeds", 1_000) / 4;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int VOCABULARY = 300;

    @Test
    void shouldKeepBothPoolsEqualInAStorm() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                converse(new MessageSimulation(WeatherReport.STORM, seed), seed);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    @Test
    void shouldKeepBothPoolsEqualInAnyWeather() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            WeatherReport weather = MessageSimulation.randomWeather(seed);
            try {
                converse(new MessageSimulation(weather, seed), seed);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    private static void converse(MessageSimulation world, long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x5EED);
        List<List<String>> byClient = new ArrayList<>();
        List<List<String>> byServer = new ArrayList<>();
        assertThat(world.established().isAlive()).isTrue();
        for (int i = 0; i < 100; i++) {
            say(world.client, byClient, random);
            say(world.server, byServer, random);
            world.step();
        }
        assertThat(world.settle(120 * SECOND_NS)).isTrue();
        world.run(SECOND_NS / 10);

        assertThat(world.serverSide.names).isEqualTo(byClient);
        assertThat(world.clientSide.names).isEqualTo(byServer);
        assertEqualPools(world.client.symbols(), world.server.symbols());
        assertEqualPools(world.server.symbols(), world.client.symbols());
    }

    private static void say(PeerConnection from, List<List<String>> said, SplittableRandom random) {
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            names.add(name(random.nextInt(VOCABULARY)));
        }
        if (random.nextInt(3) == 0 && MessageEnd.sendNames(from, names)) {
            said.add(names);
        }
    }

    /** As long as its number says, up to 80 characters of up to 4 bytes. */
    private static String name(int number) {
        String letter = number % 3 == 0 ? "🐉" : "a";
        int filler = number % (SymbolDefine.MAX_CHARACTERS - 3);
        return "%03d".formatted(number) + letter.repeat(filler);
    }

    private static void assertEqualPools(Symbols from, Symbols to) {
        assertThat(to.receivedCount()).isEqualTo(from.definedCount()).isPositive();
        for (int id = 0; id < to.receivedCount(); id++) {
            String symbol = to.received(id);
            assertThat(symbol).isNotNull();
            assertThat(from.definedId(String.valueOf(symbol))).isEqualTo(id);
        }
    }
}
