package dev.shadowland.transport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shadowland.protocol.message.Water;
import dev.shadowland.protocol.motion.MapGeometry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** Several maps, each with a configuration of its own. */
class MapConfigTest {
    private static final String THREE =
            """
            shadowland.world {
              max-speed = 600
              population.npc = 10
              maps = [
                {
                  map-id = 7
                  section-size { x = 12800, y = 12800 }
                  sections-per-component { x = 2, y = 2 }
                  components { x = 3, y = 4, z = 1 }
                  base { x = 0, y = 51200, z = 100 }
                  spawn { x = 1000, y = 52200, radius = 1000, share = 0.25 }
                  max-speed = 900
                }
                { map-id = 8, population { npc = 0, vehicle = 3 } }
              ]
            }
            """;

    @Test
    void shouldGiveEachMapItsOwnShapeAndTheFirstOnesValuesForTheRest() {
        List<MapConfig> maps = EffectiveConfig.of(THREE).values().world().maps();

        assertThat(maps).extracting(MapConfig::mapId).containsExactly(0, 7, 8);
        assertThat(maps).extracting(MapConfig::maxSpeed).containsExactly(600.0, 900.0, 600.0);
        MapConfig own = maps.get(1);
        assertThat(own.geometry())
                .isEqualTo(new MapGeometry(7, 0, 51_200, 100, 25_600, 3, 4, 6_400));
        assertThat(own.spawn())
                .isEqualTo(new SpawnConfig(SpawnPattern.DISC, 1000, 52_200, 1000, 0.25));
        assertThat(own.population().npc()).isEqualTo(10);
        MapConfig other = maps.get(2);
        assertThat(other.layout()).isEqualTo(maps.getFirst().layout());
        assertThat(other.population()).isEqualTo(new PopulationConfig(0, 0, 0, 3, 0, 0));
    }

    @Test
    void shouldNameTheMapInWhichSomethingIsWrong() {
        List<String> violations =
                violations(
                        """
                        shadowland.world.maps = [
                          { map-id = 1, components.x = 0, spawn.radius = no, colour = red }
                          { map-id = 2, max-speed = 30001, maps = [] }
                        ]
                        """);

        assertThat(violations)
                .hasSize(5)
                .anyMatch(line -> line.startsWith("shadowland.world.maps[0].colour: no such key"))
                .anyMatch(line -> line.startsWith("shadowland.world.maps[0].components.x = 0:"))
                .anyMatch(line -> line.startsWith("shadowland.world.maps[0].spawn.radius = \"no\""))
                .anyMatch(line -> line.startsWith("shadowland.world.maps[1].max-speed = 30001:"))
                .anyMatch(line -> line.startsWith("shadowland.world.maps[1].maps: no such key"));
    }

    @Test
    void shouldReadTheEdgesOfWater() {
        List<MapConfig> maps =
                EffectiveConfig.of(
                                """
                                shadowland.world {
                                  water = ["-2000 500  3000 2500", "0 0 1 1"]
                                  maps = [{ map-id = 1 }, { map-id = 2, water = [] }]
                                }
                                """)
                        .values()
                        .world()
                        .maps();
        List<Water> waters = List.of(new Water(-2000, 500, 3000, 2500), new Water(0, 0, 1, 1));
        assertThat(maps).extracting(MapConfig::waters).containsExactly(waters, waters, List.of());
    }

    @Test
    void shouldRefuseMoreWaterThanClientsCanBeTold() {
        String water = "\"1 2 3 4\",";
        assertThat(waters(water.repeat(16))).hasSize(16);
        assertThat(violations("shadowland.world.water = [" + water.repeat(17) + "]"))
                .singleElement()
                .asString()
                .contains("at most 16 on a map");
    }

    private static List<Water> waters(String texts) {
        String config = "shadowland.world.water = [" + texts + "]";
        return EffectiveConfig.of(config).values().world().maps().getFirst().waters();
    }

    @Test
    void shouldReportWhatTheFirstMapHasWrongOnce() {
        assertThat(
                        violations(
                                """
                                shadowland.world {
                                  max-speed = 0
                                  maps = [{ map-id = 1 }, { map-id = 2 }]
                                }
                                """))
                .containsExactly("shadowland.world.max-speed = 0: must be a number 1..30000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maps = [{ population.npc = 3 }] | needs a map-id of its own",
                "maps = [{ map-id = 3 }, { map-id = 3 }] | needs a map-id of its own",
                "spawn.share = 0, maps = [{ map-id = 3 }] | must be above 0 on some map",
                "maps = [{ map-id = 3, spawn.x = 500000 }] | must lie within the map",
                "water = [\"1 2 3\"] | must be a list of texts like \"-2000 500 3000 2500\"",
                "water = [\"1 2 3 x\"] | must be a list of texts like",
                "water = [\"5 2 5 6\"] | water from 5 to 5 and from 2 to 6",
                "maps = [{ map-id = 3, components { x = 1, y = 1 } }] | must lie within the map",
                "maps = [{ map-id = 3, section-size.x = 100 }] | cells must be square",
                "maps = [{ map-id = 3, scale.x = 50 }] | must be 100: no map files",
                "section-size { x = 1000.1, y = 1000.1 } | must be a whole number",
                "section-size { x = 1e9, y = 1e9 }, base { x = -1e9, y = -1e9 },"
                        + " sections-per-component { x = 5, y = 5 } | must be a whole number",
                "section-size { x = 99, y = 99, z = 1 }, spawn { x = -409500, y = -409500, radius ="
                        + " 0 } | is 396.0, and a cell must be 400 wide",
                "section-size.z = 25601 | is 102404, and a map must not be higher than its cells",
                "maps = [{ map-id = 3, components { x = 8, y = 8, z = 17 } }] | is 108800, and a"
                        + " map",
                "section-size { x = 100, y = 100, z = 100 }, base { x = -13107600, y = 0, z = 0 } |"
                        + " reaches 32769 cells of 400 from the world's origin",
                "section-size { x = 100, y = 100, z = 100 }, base { x = 0, y = 13107200, z = 0 } |"
                        + " reaches 32776 cells of 400",
                "population { npc = 200000, monster = 30401 } | is up to 3601 in each of 64 cells,"
                        + " and a cell takes 4000, 400 of them left to shots: at most 230400",
                "maps = [{ map-id = 3, population.item = 1000000 }] | is up to 15625 in each",
                "components { x = 91, y = 91 }, spawn { x = 0, y = 0 } | makes 8281 cells on all"
                        + " maps, and 8192 are the most",
                "components { x = 64, y = 64 }, maps = [{ map-id = 3, components.x = 65 }] | makes"
                        + " 8256 cells",
                "maps = 3 | must be a list of sections in braces",
                "maps = [3] | must be a list of sections in braces"
            })
    void shouldRefuseMapsThatDoNotFitTogether(String text) {
        String[] parts = text.split(" \\| ", 2);

        assertThat(violations("shadowland.world { " + parts[0] + " }"))
                .isNotEmpty()
                .first()
                .asString()
                .contains(parts[1]);
    }

    /** On both sides of each bound. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "world { section-size.z = 25600 }",
                "world { section-size { x = 100, y = 100, z = 100 }, base { x = 13103600,"
                        + " y = -13107200, z = 0 },"
                        + " spawn { x = 13104000, y = -13106000, radius = 0 } }",
                "world { components { x = 64, y = 128 } }",
                "world { population { npc = 200000, monster = 30400 } }",
                "aoi { grid-size = 3658 }"
            })
    void shouldTakeWhatJustFits(String text) {
        assertThat(EffectiveConfig.of("shadowland { " + text + " }").values().world().maps())
                .hasSize(1);
    }

    /** Clients of a node that differs in any of it would be shown another world than there is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-speed = 501",
                "base.x = -409601",
                "components.y = 9",
                "water = [\"0 0 1 1\"]",
                "maps = [{ map-id = 1, max-speed = 400 }]",
                "maps = []"
            })
    void shouldTellWorldsApartThatClientsSeeDifferently(String other) {
        assertThat(fingerprint(other)).isNotEqualTo(fingerprint("maps = [{ map-id = 1 }]"));
    }

    @Test
    void shouldTakeWorldsForTheSameThatDifferInOrderOrInWhatOneNodeDecides() {
        assertThat(
                        fingerprint(
                                """
                                map-id = 1, population.npc = 5
                                maps = [{ map-id = 0, spawn.radius = 3 }]
                                """))
                .isEqualTo(fingerprint("maps = [{ map-id = 1 }]"));
    }

    private static long fingerprint(String world) {
        return fingerprintOf("shadowland.world { " + world + " }");
    }

    private static long fingerprintOf(String config) {
        ShadowlandConfig values = EffectiveConfig.of(config).values();
        return values.world().fingerprint(values.aoi().entityDistances());
    }

    /** A cell reads of a far one only what that one's node holds for seen from far. */
    @ParameterizedTest
    @ValueSource(
            strings = {"player", "npc", "static-build", "vehicle", "projectile", "item", "effect"})
    void shouldTellWorldsApartWhereThingsAreSeenFromOtherDistances(String type) {
        assertThat(fingerprintOf("shadowland.aoi.entity-distances." + type + " = 12345"))
                .isNotEqualTo(fingerprintOf(""));
    }

    @Test
    void shouldTakeWorldsForTheSameWhoseNodesSendOrLookInOtherWays() {
        assertThat(fingerprintOf("shadowland.aoi { adaptive-sync = off, grid-size = 3658 }"))
                .isEqualTo(fingerprintOf(""));
    }

    /** With the seed's distances a cell kept 1.47 GB of them. */
    @Test
    void shouldRefuseAGridOfTooManyCubesAndSayWhichOneFits() {
        assertThat(violations("shadowland.aoi.grid-size = 500"))
                .containsExactly(
                        "shadowland.aoi.grid-size = 500: makes 368649528 cubes for each cell of map"
                                + " 0, and 1000000 are the most: at least 3658");
        assertThat(violations("shadowland.aoi.grid-size = 3657")).hasSize(1);
        assertThat(
                        violations(
                                """
                                shadowland {
                                  aoi.grid-size = 5000
                                  world.maps = [
                                    { map-id = 4, section-size { x = 64000, y = 64000, z = 25600 } }
                                  ]
                                }
                                """))
                .singleElement()
                .asString()
                .contains("cell of map 4");
    }

    private static List<String> violations(String text) {
        return catchThrowableOfType(ConfigInvalidException.class, () -> EffectiveConfig.of(text))
                .violations();
    }
}
