package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.shard.ghost.CellRows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Objects;
import java.util.SplittableRandom;

/** Vehicles that a neighbour publishes, and how a viewer in bad weather comes to see them. */
class TiltedGhostTest {
    private static final int PLAYER = 7;
    private static final int FIRST = 100;
    private static final int VEHICLES = 6;
    private static final long CELL = CellKey.of(0, 0, 4, 4);

    private final World world = new World(Weather.clear(1), CellLimits.DEFAULT);
    private final PositionQuantizer quantizer =
            new PositionQuantizer(World.MAP.cellSize(), World.MAP.minZ());
    private final long[] words = new long[2 * VEHICLES * EntityRow.WORDS];

    /** Half of them stand and only tilt; beside each is one that only has its yaw. */
    private void turn(SplittableRandom random) {
        double edge = World.MAP.cellMinX(CELL) + World.MAP.cellSize();
        for (int i = 0; i < 2 * VEHICLES; i++) {
            boolean isTilted = i % 2 == 0;
            int at = i * EntityRow.WORDS;
            int quadrantX = quantizer.quadrant(edge + 500);
            int quadrantY = quantizer.quadrant(500 + i);
            int type = isTilted ? EntityType.ENVIRONMENT : EntityType.MONSTER;
            int subtype = isTilted ? EntityType.VEHICLE : EntityType.FIRST_OF_GAME + i;
            words[at + EntityRow.IDENTITY] = EntityRow.identity(FIRST + i, type, subtype, 255, 255);
            words[at + EntityRow.GENERATION] = 1;
            words[at + EntityRow.PLACE] =
                    EntityRow.place(
                            quantizer.offset(edge + 500, quadrantX),
                            quantizer.offset(500 + i, quadrantY),
                            quantizer.height(0),
                            random.nextInt(2));
            words[at + EntityRow.MOTION] = EntityRow.motion(i / VEHICLES, 0, 0, 0);
            words[at + EntityRow.REST] = EntityRow.rest(0, quadrantX, quadrantY);
            words[at + EntityRow.TILT] =
                    isTilted ? EntityRow.tilt(random.nextInt(65_536), random.nextInt(65_536)) : 0;
        }
    }

    private void publish() {
        CellRows neighbour = Objects.requireNonNull(world.node(1).rows.at(0, 5, 4));
        assertThat(neighbour.publish(1, world.tick, words, 2 * VEHICLES, 0)).isTrue();
        world.ticks(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldBeSeenAsTheyWerePublished(long seed) {
        world.open(4, 4, 4, 4, _ -> 1);
        double edge = World.MAP.cellMinX(CELL) + World.MAP.cellSize();
        TestClient viewer =
                world.enter(
                        PLAYER,
                        edge - 500,
                        500,
                        new Weather(seed, 0.25, 0.1, 2, 4),
                        new Weather(seed + 50, 0.1, 0.1, 1, 2));
        SplittableRandom random = new SplittableRandom(seed);
        for (int tick = 0; tick < 300; tick++) {
            if (random.nextInt(3) == 0) {
                turn(random);
            }
            publish();
        }
        for (int tick = 0; tick < 200; tick++) {
            publish();
        }
        assertThat(viewer.world.counters().malformedFrames()).isZero();
        assertThat(viewer.world.size()).isEqualTo(2 * VEHICLES + 1);
        for (int i = 0; i < 2 * VEHICLES; i++) {
            int slot = viewer.world.slotOf(FIRST + i);
            assertThat(slot).isNotEqualTo(ReplicatedWorld.NO_SLOT);
            for (int word = EntityRow.IDENTITY; word < EntityRow.WORDS; word++) {
                assertThat(viewer.world.word(slot, word))
                        .as("word %d of %d, seed %d", word, FIRST + i, seed)
                        .isEqualTo(
                                word == EntityRow.GENERATION
                                        ? 0
                                        : words[i * EntityRow.WORDS + word]);
            }
        }
        int own = viewer.world.slotOf(PLAYER);
        assertThat(viewer.world.word(own, EntityRow.TILT)).isZero();
    }
}
