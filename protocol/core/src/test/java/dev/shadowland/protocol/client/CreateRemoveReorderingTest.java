package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Every course of three to five snapshots about one entity that a server can send, in every order
 * of arrival, each of them once or one of them twice.
 */
class CreateRemoveReorderingTest {
    private static final int ID = 7;

    /** Low 32 bits of a tick before all others. */
    private static final long SINCE = 0xFFFF_FFF0L;

    private static final int[] MASKS = {
        Field.POSITION, Field.ROTATION | Field.VELOCITY, Field.VITALS, Field.FLAGS | Field.ANIMATION
    };

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final WireWriter writer = new WireWriter();
    private final SnapshotWriter snapshot = new SnapshotWriter();
    private final FrameReader frames = new FrameReader();
    private long runs;
    private long removals;
    private long outdated;

    private enum Kind {
        CREATE,
        UPDATE,
        REMOVE
    }

    /** One snapshot: the entity as it is at its tick, in the life that it has then. */
    private record Told(long tick, Kind kind, int life, int mask, long[] row) {}

    /** The wire has low 32 bits of ticks, so they begin anew within a course, too. */
    @ParameterizedTest(name = "{0} snapshots from tick {1}")
    @CsvSource({
        "3, 100", "4, 100", "5, 100",
        "3, 4294967294", "4, 4294967294", "5, 4294967294"
    })
    void shouldEndAsInOrderAndNeverReviveWhateverTheOrderOfArrival(int length, long firstTick) {
        for (List<Told> course : courses(length, firstTick)) {
            List<Object> expected = outcome(course, course);
            permute(new ArrayList<>(course), 0, arrivals -> check(course, arrivals, expected));
        }
        assertThat(runs).isGreaterThan(100);
        assertThat(removals).as("arrived before the create").isPositive();
        assertThat(outdated).as("arrived after the removal").isPositive();
    }

    /**
     * The create is the widest replay window's oldest datagram when it comes, the removal and the
     * others are all newer ones; ten a second.
     */
    @Test
    void shouldNotReviveWhenTheCreateIsAsLateAsTheWidestReplayWindowAllows() {
        ReplicatedWorld world = new ReplicatedWorld(TestRow.QUANTIZER);
        receive(world, new Told(100, Kind.CREATE, 0, Field.ALL, row(0, 0)));
        receive(world, new Told(102, Kind.REMOVE, 0, 0, row(1, 0)));
        for (int i = 1; i <= 1_022; i++) {
            begin(102 + i * 6);
            end(world);
        }
        receive(world, new Told(101, Kind.CREATE, 0, Field.ALL, row(0, 0)));
        assertThat(world.size()).isZero();
        assertThat(world.counters().recordsForRemoved()).isOne();
    }

    /** A create begins it and comes back after a removal; it is repeated, as a removal is. */
    private static List<List<Told>> courses(int length, long firstTick) {
        List<List<Told>> courses = new ArrayList<>();
        extend(new ArrayList<>(), length, firstTick, courses);
        return courses;
    }

    private static void extend(
            List<Told> course, int length, long firstTick, List<List<Told>> courses) {
        if (course.size() == length) {
            courses.add(List.copyOf(course));
            return;
        }
        for (Kind kind : Kind.values()) {
            if (mayFollow(course, kind)) {
                course.add(next(course, kind, firstTick + course.size()));
                extend(course, length, firstTick, courses);
                course.removeLast();
            }
        }
    }

    private static boolean mayFollow(List<Told> course, Kind kind) {
        if (course.isEmpty()) {
            return kind == Kind.CREATE;
        }
        return switch (course.getLast().kind) {
            case CREATE -> true;
            case UPDATE -> kind != Kind.CREATE; // its create was acknowledged
            case REMOVE -> kind != Kind.UPDATE;
        };
    }

    private static Told next(List<Told> course, Kind kind, long tick) {
        int place = course.size();
        Told before = course.isEmpty() ? null : course.getLast();
        int life = before == null ? 0 : before.life;
        if (before != null && before.kind == Kind.REMOVE && kind == Kind.CREATE) {
            life++;
        }
        int mask = kind == Kind.CREATE ? Field.ALL : MASKS[place % MASKS.length];
        return new Told(tick, kind, life, mask, row(place, life));
    }

    private static long[] row(int place, int life) {
        return new long[] {
            EntityRow.identity(ID, 1 + life, life, 10 + place, 20 + place),
            EntityRow.place(100 + place, 200 + place, 300 + place, 400 + place),
            EntityRow.motion(500 + place, 600 + place, 700 + place, 800 + place),
            EntityRow.rest(900 + place, 0, 0),
            0
        };
    }

    private interface Arrival {
        void of(List<Told> arrivals);
    }

    private static void permute(List<Told> course, int from, Arrival arrival) {
        if (from == course.size()) {
            arrival.of(course);
            return;
        }
        for (int i = from; i < course.size(); i++) {
            swap(course, from, i);
            permute(course, from + 1, arrival);
            swap(course, from, i);
        }
    }

    private static void swap(List<Told> course, int one, int other) {
        Told kept = course.get(one);
        course.set(one, course.get(other));
        course.set(other, kept);
    }

    private void check(List<Told> course, List<Told> arrivals, List<Object> expected) {
        if (!isPossible(arrivals)) {
            return;
        }
        assertThat(outcome(course, arrivals)).as("%s", arrivals).isEqualTo(expected);
        for (int first = 0; first < arrivals.size(); first++) {
            for (int again = first + 1; again <= arrivals.size(); again++) {
                List<Told> twice = new ArrayList<>(arrivals);
                twice.add(again, arrivals.get(first));
                assertThat(outcome(course, twice)).as("%s", twice).isEqualTo(expected);
            }
        }
    }

    /** An update is only sent when a create of the same life has arrived. */
    private static boolean isPossible(List<Told> arrivals) {
        for (int i = 0; i < arrivals.size(); i++) {
            Told told = arrivals.get(i);
            boolean isCreated =
                    arrivals.subList(0, i).stream()
                            .anyMatch(
                                    before ->
                                            before.kind == Kind.CREATE && before.life == told.life);
            if (told.kind == Kind.UPDATE && !isCreated) {
                return false;
            }
        }
        return true;
    }

    /** What a client that is drawn ends with; at no time does it hold what it knows to be gone. */
    private List<Object> outcome(List<Told> course, List<Told> arrivals) {
        runs++;
        ReplicatedWorld world = new ReplicatedWorld(TestRow.QUANTIZER, MotionSettings.DEFAULT);
        Told newest = arrivals.getFirst();
        for (Told told : arrivals) {
            boolean isOutdated = newest.kind == Kind.REMOVE && told.tick < newest.tick;
            outdated += isOutdated && told.kind != Kind.REMOVE ? 1 : 0;
            removals += told.kind == Kind.REMOVE && world.limit() == 0 ? 1 : 0;
            newest = told.tick > newest.tick ? told : newest;
            receive(world, told);
            assertThat(world.slotOf(ID) != ReplicatedWorld.NO_SLOT)
                    .as("there after %s of %s", told, arrivals)
                    .isEqualTo(newest.kind != Kind.REMOVE);
        }
        assertThat(newest).isEqualTo(course.getLast());
        assertThat(world.counters().updatesForUnknown()).isZero();
        return state(world);
    }

    private static List<Object> state(ReplicatedWorld world) {
        List<Object> state = new ArrayList<>();
        int slot = world.slotOf(ID);
        state.add(world.size());
        if (slot != ReplicatedWorld.NO_SLOT) {
            MotionHistory history = Objects.requireNonNull(world.history());
            int newest = history.count(slot) - 1;
            for (int word = 0; word <= EntityRow.TILT; word++) {
                state.add(world.word(slot, word));
            }
            for (int word = EntityRow.PLACE; word <= EntityRow.TILT; word++) {
                assertThat(history.word(slot, newest, word)).isEqualTo(world.word(slot, word));
            }
        }
        return state;
    }

    private void receive(ReplicatedWorld world, Told told) {
        long[] row = told.row;
        begin(told.tick);
        switch (told.kind) {
            case CREATE -> snapshot.create(row[0], row[1], row[2], row[3], row[4]);
            case UPDATE -> snapshot.update(told.mask, row[0], row[1], row[2], row[3], row[4]);
            case REMOVE -> snapshot.remove(ID);
        }
        end(world);
    }

    private void begin(long tick) {
        writer.wrap(buffer, 0, buffer.capacity());
        snapshot.begin(writer, tick, SINCE, 0, 0);
    }

    private void end(ReplicatedWorld world) {
        snapshot.end();
        world.beginDatagram();
        frames.wrap(buffer, 0, writer.length());
        while (frames.next()) {
            world.onFrame(frames.type(), buffer, frames.bodyOffset(), frames.bodyLength());
        }
    }
}
