package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.replication.Viewer;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** What a client far away acknowledges counts, however late. */
class LongRoundTripTest {
    private static final int VIEWER = 7;
    private static final int ONE_WAY = 72;
    private static final int JITTER = 3;
    private static final int ROUND = 60;
    private static final int GUESTS = 6;

    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 4, 4, _ -> 1);
    private int guests = 100;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldTakeAcknowledgementsThatComeAfterMoreThanTwoSeconds(long seed) {
        TestClient viewer =
                world.enter(
                        VIEWER,
                        10_000,
                        10_000,
                        new Weather(seed, 0.05, 0, ONE_WAY, JITTER),
                        new Weather(seed + 10, 0.05, 0, ONE_WAY, JITTER));
        viewer.lostAfterTicks = 2 * (ONE_WAY + JITTER) + 2;
        for (int round = 0; round < 20; round++) {
            List<TestClient> there = arrive();
            world.ticks(ROUND);
            there.forEach(this::leave);
            assertThat(known().knownCount())
                    .as("entities that the client may hold in round %d", round)
                    .isLessThanOrEqualTo(1 + 9 * GUESTS);
        }
        arrive();
        world.ticks(2 * ROUND);
        ReplicationTest.quiet(world, 8 * ROUND);

        UnsafeBuffer words = new UnsafeBuffer(new byte[4_096]);
        int bytes = known().writeKnown(words, 0, words.capacity());
        assertThat(bytes).isEqualTo((1 + GUESTS) * Integer.BYTES);
        for (int at = 0; at < bytes; at += Integer.BYTES) {
            assertThat(words.getInt(at, ByteOrder.LITTLE_ENDIAN))
                    .as("the create is acknowledged")
                    .isNegative();
        }
        ReplicationTest.assertAgrees(world, viewer);
    }

    private Viewer known() {
        Players players = world.ownerOf(VIEWER).columns();
        return players.viewer(players.slotOf(VIEWER));
    }

    private List<TestClient> arrive() {
        List<TestClient> arrived = new ArrayList<>();
        for (int i = 0; i < GUESTS; i++) {
            int entity = ++guests;
            TestClient guest =
                    world.enter(entity, 11_000, 11_000, Weather.clear(1), Weather.clear(2));
            guest.moveX = 40 + i;
            arrived.add(guest);
        }
        return arrived;
    }

    private void leave(TestClient guest) {
        guest.gone = true;
        assertThat(world.ownerOf(guest.entity).remove(guest.entity, Long.MAX_VALUE)).isNotNull();
    }
}
