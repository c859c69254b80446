package dev.shadowland.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.actors.api.Position;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.transport.config.EffectiveConfig;
import dev.shadowland.transport.config.WorldConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

class SpawnPointsTest {
    private static final int CHARACTERS = 4_000;

    private static WorldConfig world(String pattern) {
        return EffectiveConfig.of(
                        """
                        shadowland.world {
                          spawn { pattern = %s, radius = 1000, share = 1 }
                          maps = [
                            { map-id = 4, spawn.share = 3, components { x = 2, y = 1 },
                              base { x = 0, y = 0 }, spawn { x = 5000, y = 6000 } }
                            { map-id = 5, spawn.share = 0 }
                            { map-id = 6, spawn.share = 4, components { x = 1, y = 1 },
                              base { x = -100, y = -100 }, spawn { x = 1000, y = 2000 } }
                          ]
                        }
                        """
                                .formatted(pattern))
                .values()
                .world();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disc", "borders"})
    void shouldSpreadCharactersOverTheMapsByTheirShares(String pattern) {
        SpawnPoints points = new SpawnPoints(world(pattern));

        Map<Integer, Long> counts =
                LongStream.range(0, CHARACTERS)
                        .mapToObj(points::of)
                        .collect(Collectors.groupingBy(Position::map, Collectors.counting()));

        assertThat(counts).containsOnlyKeys(0, 4, 6);
        assertThat(counts.getOrDefault(4, 0L)).isCloseTo(1_500L, within(100L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"disc", "borders"})
    void shouldBeginWithinTheMapAndAlwaysAtTheSamePlace(String pattern) {
        WorldConfig world = world(pattern);
        SpawnPoints points = new SpawnPoints(world);
        SpawnPoints elsewhere = new SpawnPoints(world);

        for (long character = 0; character < CHARACTERS; character++) {
            Position position = points.of(character);
            MapGeometry map =
                    world.geometries().stream()
                            .filter(geometry -> geometry.map() == position.map())
                            .findFirst()
                            .orElseThrow();
            assertThat(position).isEqualTo(elsewhere.of(character));
            assertThat(position.x()).isBetween(map.minX(), map.maxX());
            assertThat(position.y()).isBetween(map.minY(), map.maxY());
        }
    }

    @Test
    void shouldBeginWithinTheRadiusOfTheMapsOwnPoint() {
        SpawnPoints points = new SpawnPoints(world("disc"));

        for (long character = 0; character < CHARACTERS; character++) {
            Position position = points.of(character);
            double x = position.map() == 4 ? 5_000 : position.map() == 6 ? 1_000 : 0;
            double y = position.map() == 4 ? 6_000 : position.map() == 6 ? 2_000 : 0;
            assertThat(Math.hypot(position.x() - x, position.y() - y)).isLessThanOrEqualTo(1_000);
        }
    }
}
