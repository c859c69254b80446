package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.interest.Rings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a client hears of an entity: by its distance, and by what it does. */
class RingRateTest {
    private static final int OTHER = 8;
    private static final int SECOND = 60;

    private final World world =
            new World(Weather.clear(1), CellLimits.DEFAULT).open(3, 3, 4, 4, _ -> 1);
    private final TestClient viewer = enter(7, 100);

    @ParameterizedTest(name = "{1} a second at {0} units")
    @CsvSource({
        "500, 60",
        "7900, 60",
        "8200, 30",
        "25500, 30",
        "25700, 20",
        "51100, 20",
        "51300, 10",
        "99000, 10"
    })
    void shouldTellOfAMovingEntityByItsDistance(double distance, int perSecond) {
        enter(OTHER, 100 + distance);
        nudged(SECOND);
        int records = 0;
        long last = viewer.world.recordTick(viewer.world.slotOf(OTHER));
        for (int tick = 0; tick < SECOND; tick++) {
            nudged(1);
            long record = viewer.world.recordTick(viewer.world.slotOf(OTHER));
            if (record != last) {
                assertThat(record - last).isEqualTo(SECOND / perSecond);
                records++;
                last = record;
            }
        }
        assertThat(records).isEqualTo(perSecond);
    }

    @Test
    void shouldTellOfAnEntityThatStandsAndTurnsSixTimesASecond() {
        enter(OTHER, 600);
        world.ticks(2 * SECOND);
        long before = fieldRecords(Field.ROTATION, this::turn);
        assertThat(before).isBetween(6L, 7L);
    }

    @Test
    void shouldTellOfAnAnimationAtOnceThoughItsEntityStands() {
        enter(OTHER, 600);
        world.ticks(2 * SECOND);
        long records =
                fieldRecords(
                        Field.ANIMATION,
                        tick -> columns().act(slot(), 0x100 + tick, world.tick + 10));
        assertThat(records).isBetween(59L, 61L);
    }

    @Test
    void shouldTellOfAnEntityThatBeginsToMoveInTheSameTick() {
        enter(OTHER, 600);
        world.ticks(3 * SECOND);
        nudged(1);
        long moved = world.tick;
        world.ticks(1);
        assertThat(viewer.world.recordTick(viewer.world.slotOf(OTHER))).isEqualTo(moved);
    }

    @Test
    void shouldTellEverythingAnewEveryFiveSeconds() {
        enter(OTHER, 60_000);
        world.ticks(2 * SECOND);
        long oldest = 0;
        for (int i = 0; i < 700; i++) {
            world.ticks(1);
            int slot = viewer.world.slotOf(OTHER);
            oldest = Math.max(oldest, world.tick - viewer.world.recordTick(slot));
        }
        assertThat(oldest).isBetween(290L, 312L);
    }

    @Test
    void shouldSendNothingOfWhoStandsStill() {
        enter(OTHER, 600);
        world.ticks(2 * SECOND);
        long before = viewer.snapshotBytes;
        world.ticks(SECOND);
        assertThat(viewer.snapshotBytes - before)
                .as("heads, and at most one full refresh of each")
                .isLessThanOrEqualTo(SECOND * 18L + 2 * 40);
    }

    @Test
    void shouldKeepFullRateWhenAdaptiveSyncIsOff() {
        World flat =
                new World(Weather.clear(1), CellLimits.DEFAULT.withRings(Rings.FULL_RATE))
                        .open(3, 3, 4, 4, _ -> 1);
        TestClient near = flat.enter(7, 100, 500, Weather.clear(2), Weather.clear(3));
        flat.enter(OTHER, 90_000, 500, Weather.clear(4), Weather.clear(5));
        flat.ticks(2 * SECOND);
        Cell cell = flat.ownerOf(OTHER);
        for (int i = 0; i < SECOND; i++) {
            cell.columns().x[cell.columns().slotOf(OTHER)] += 8;
            flat.ticks(1);
            assertThat(near.world.recordTick(near.world.slotOf(OTHER)))
                    .isGreaterThanOrEqualTo(i == 0 ? 0 : flat.tick - 1);
        }
    }

    private interface Change {
        void at(int tick);
    }

    /** Changes per second of a field at the client while it changes every tick. */
    private long fieldRecords(int field, Change change) {
        long records = 0;
        long last = 0;
        int bit = Integer.numberOfTrailingZeros(field);
        for (int tick = 1; tick <= SECOND; tick++) {
            change.at(tick);
            world.ticks(1);
            int slot = viewer.world.slotOf(OTHER);
            assertThat(slot).isNotEqualTo(ReplicatedWorld.NO_SLOT);
            long now = viewer.world.fieldTick(slot, bit);
            records += now == last ? 0 : 1;
            last = now;
        }
        return records;
    }

    private void turn(int tick) {
        columns().yaws[slot()] = tick * 100;
    }

    private Players columns() {
        return world.ownerOf(OTHER).columns();
    }

    private int slot() {
        return columns().slotOf(OTHER);
    }

    /** Ticks in each of which the other one moves by a few steps. */
    private void nudged(int ticks) {
        for (int i = 0; i < ticks; i++) {
            columns().x[slot()] += world.tick % 2 == 0 ? 4 : -4;
            world.ticks(1);
        }
    }

    private TestClient enter(int entity, double x) {
        return world.enter(entity, x, 500, Weather.clear(entity), Weather.clear(entity + 100));
    }
}
