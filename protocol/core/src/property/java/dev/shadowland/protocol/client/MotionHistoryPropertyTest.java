package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.WireWriter;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/** Records in any order, any number of times, against a model that sorts them. */
class MotionHistoryPropertyTest {
    private static final int ID = 7;
    private static final long BORN = 1_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_200]);
    private final WireWriter writer = new WireWriter();
    private final SnapshotWriter snapshot = new SnapshotWriter();
    private final FrameReader frames = new FrameReader();

    private record Told(long tick, int mask, long[] row) {}

    @Property(tries = 500)
    void shouldHoldTheNewestStatesHoweverRecordsArrive(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int count,
            @ForAll @IntRange(min = 1, max = 9) int disorder) {
        Random random = new Random(seed);
        ReplicatedWorld world = new ReplicatedWorld(TestRow.QUANTIZER, MotionSettings.DEFAULT);
        MotionHistory history = Objects.requireNonNull(world.history());
        TreeMap<Long, Told> sorted = new TreeMap<>();
        for (Told told : arrivals(random, count, disorder)) {
            receive(world, told);
            sorted.put(told.tick, told);
            assertNewestStates(history, sorted);
            assertNewestIsTheWorlds(world, history);
        }
    }

    /** However late: what the world holds is what the newest state is. */
    @Property(tries = 300)
    void shouldEndWithWhatTheWorldHoldsHoweverLateRecordsAre(
            @ForAll long seed, @ForAll @IntRange(min = 10, max = 60) int disorder) {
        ReplicatedWorld world = new ReplicatedWorld(TestRow.QUANTIZER, MotionSettings.DEFAULT);
        MotionHistory history = Objects.requireNonNull(world.history());
        for (Told told : arrivals(new Random(seed), 120, disorder)) {
            receive(world, told);
            assertNewestIsTheWorlds(world, history);
            for (int i = 1; i < history.count(0); i++) {
                assertThat(history.tick(0, i)).isGreaterThan(history.tick(0, i - 1));
            }
        }
    }

    /** A create, then updates that come at most so many places too early, some of them twice. */
    private static List<Told> arrivals(Random random, int count, int disorder) {
        List<Told> arrivals = new ArrayList<>();
        boolean isTilted = random.nextBoolean();
        long tick = BORN;
        for (int i = 0; i < count; i++) {
            tick += 1 + random.nextInt(4);
            int mask = 1 + random.nextInt(isTilted ? Field.ALL : Field.YAW_ONLY);
            mask |= (mask & Field.QUADRANT) != 0 ? Field.POSITION : 0;
            arrivals.add(new Told(tick, mask, row(random, isTilted)));
        }
        for (int i = 0; i + disorder <= count; i += disorder) {
            Collections.shuffle(arrivals.subList(i, i + disorder), random);
        }
        for (int i = 0; i < count / 4; i++) {
            int at = random.nextInt(arrivals.size());
            arrivals.add(Math.min(arrivals.size(), at + random.nextInt(5)), arrivals.get(at));
        }
        arrivals.addFirst(new Told(BORN, Field.ALL, row(random, isTilted)));
        return arrivals;
    }

    private static long[] row(Random random, boolean isTilted) {
        return new long[] {
            EntityRow.identity(ID, 1, random.nextInt(256), random.nextInt(256)),
            random.nextLong(),
            random.nextLong(),
            random.nextLong(),
            isTilted ? EntityRow.tilt(random.nextInt(65_536), random.nextInt(65_536)) : 0
        };
    }

    private void receive(ReplicatedWorld world, Told told) {
        writer.wrap(buffer, 0, buffer.capacity());
        snapshot.begin(writer, told.tick, 0, 0, 0);
        long[] row = told.row;
        if (told.tick == BORN) {
            snapshot.create(row[0], row[1], row[2], row[3], row[4]);
        } else {
            snapshot.update(told.mask, row[0], row[1], row[2], row[3], row[4]);
        }
        snapshot.end();
        world.beginDatagram();
        frames.wrap(buffer, 0, writer.length());
        while (frames.next()) {
            world.onFrame(frames.type(), buffer, frames.bodyOffset(), frames.bodyLength());
        }
    }

    /**
     * States are those that the model has from the same tick on. One that came when ten later ones
     * were there is left out, and so is then the state that it would have been.
     */
    private static void assertNewestStates(MotionHistory history, NavigableMap<Long, Told> sorted) {
        int count = history.count(0);
        assertThat(count).isEqualTo(Math.min(10, sorted.size()));
        List<Long> newest =
                new ArrayList<>(sorted.keySet()).subList(sorted.size() - count, sorted.size());
        for (int i = 0; i < count; i++) {
            long tick = history.tick(0, i);
            assertThat(tick).isEqualTo(newest.get(i));
            long[] model = model(sorted, tick);
            assertThat(history.word(0, i, EntityRow.PLACE)).isEqualTo(model[1]);
            assertThat(history.word(0, i, EntityRow.MOTION)).isEqualTo(model[2]);
            assertThat(history.word(0, i, EntityRow.REST)).isEqualTo(model[3]);
            assertThat(history.word(0, i, EntityRow.TILT)).isEqualTo(model[4]);
            assertThat(history.vitals(0, i))
                    .isEqualTo(EntityRow.health(model[0]) | EntityRow.mana(model[0]) << 8);
        }
    }

    /** Every field as the last record up to the tick told it. */
    private static long[] model(NavigableMap<Long, Told> sorted, long tick) {
        ReplicatedWorld fresh = new ReplicatedWorld(TestRow.QUANTIZER);
        MotionHistoryPropertyTest feed = new MotionHistoryPropertyTest();
        sorted.headMap(tick, true).values().forEach(told -> feed.receive(fresh, told));
        return new long[] {
            fresh.word(0, EntityRow.IDENTITY),
            fresh.word(0, EntityRow.PLACE),
            fresh.word(0, EntityRow.MOTION),
            fresh.word(0, EntityRow.REST),
            fresh.word(0, EntityRow.TILT)
        };
    }

    private static void assertNewestIsTheWorlds(ReplicatedWorld world, MotionHistory history) {
        int newest = history.count(0) - 1;
        for (int word = EntityRow.PLACE; word <= EntityRow.TILT; word++) {
            assertThat(history.word(0, newest, word)).isEqualTo(world.word(0, word));
        }
    }
}
