package dev.shadowland.benchmarks.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;
import dev.shadowland.shard.ghost.RowTable;

import org.junit.jupiter.api.Test;

import java.util.Objects;

class TruthTest {
    private static final int ENTITY = 1;

    private final RowTable table = new RowTable(CellNode.MAP);
    private final Truth truth = new Truth(table, 1);

    private static long place(int x) {
        return EntityRow.place(x, 0, 0, 0);
    }

    private void publish(int column, long tick, long generation, int x) {
        long[] row = {
            EntityRow.identity(ENTITY, EntityType.PLAYER, 255, 255),
            generation,
            place(x),
            0,
            EntityRow.rest(0, 0, 0),
            0
        };
        Objects.requireNonNull(table.of(CellKey.of(0, 0, column, 0)))
                .publish(CellNode.EPOCH, tick, row, 1, 0);
    }

    private void stand(long tick, int x) {
        publish(0, tick, 1, x);
        truth.read(tick);
    }

    @Test
    void shouldAgeAHeldPlaceFromTheFirstStepAfterIt() {
        stand(10, 100);
        stand(11, 100);
        stand(12, 101);
        stand(13, 101);
        stand(15, 102);
        assertThat(truth.staleTicks(ENTITY, place(102), 9, 16)).isZero();
        assertThat(truth.staleTicks(ENTITY, place(101), 9, 16)).isEqualTo(1);
        assertThat(truth.staleTicks(ENTITY, place(100), 9, 16)).isEqualTo(4);
    }

    @Test
    void shouldTakeTheNewestOfEqualPlacesWhenSomebodyCameBack() {
        stand(10, 100);
        stand(11, 101);
        stand(12, 100);
        assertThat(truth.staleTicks(ENTITY, place(100), 9, 13)).isZero();
        assertThat(truth.staleTicks(ENTITY, place(101), 9, 13)).isEqualTo(1);
    }

    /** Whoever walks changes his place at each tick: what is kept is half a second. */
    @Test
    void shouldTellTheWholeAgeOfAPlaceThatIsOlderThanWhatIsKept() {
        for (int tick = 10; tick < 310; tick++) {
            stand(tick, tick);
        }
        assertThat(truth.staleTicks(ENTITY, place(309), 309, 310)).isZero();
        assertThat(truth.staleTicks(ENTITY, place(290), 290, 310)).isEqualTo(19);
        assertThat(truth.staleTicks(ENTITY, place(10), 10, 310)).isEqualTo(300);
    }

    @Test
    void shouldBelieveTheLaterOwner() {
        publish(0, 10, 1, 100);
        publish(1, 10, 2, 200);
        truth.read(10);
        assertThat(truth.word(ENTITY, EntityRow.PLACE)).isEqualTo(place(200));
        publish(0, 11, 1, 100);
        truth.read(11);
        assertThat(truth.word(ENTITY, EntityRow.PLACE)).isEqualTo(place(200));
    }
}
