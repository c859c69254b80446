package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A cell that was restored after a death tells a client of the world without knowing what it holds.
 */
class SuccessionTest {
    private static final long SUCCESSION = 1_000;

    private final ReplicatedWorld world = new ReplicatedWorld(new PositionQuantizer(102_400, 0));
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1200]);
    private final WireWriter writer = new WireWriter();
    private final SnapshotWriter snapshot = new SnapshotWriter();

    private void receive(long tick, long since, int... created) {
        begin(tick, since);
        for (int id : created) {
            snapshot.create(EntityRow.identity(id, 0, 255, 255), 0, 0, 0, 0);
        }
        end();
    }

    private void receiveRemoval(long tick, long since, int removed) {
        begin(tick, since);
        snapshot.remove(removed);
        end();
    }

    private void begin(long tick, long since) {
        writer.wrap(buffer, 0, buffer.capacity());
        snapshot.begin(writer, tick, since, 0, 0);
    }

    private void end() {
        snapshot.end();
        world.beginDatagram();
        FrameReader frames = new FrameReader().wrap(buffer, 0, writer.length());
        while (frames.next()) {
            world.onFrame(frames.type(), buffer, frames.bodyOffset(), frames.bodyLength());
        }
    }

    private void receiveUntil(long from, long to) {
        for (long tick = from; tick <= to; tick++) {
            receive(tick, SUCCESSION);
        }
    }

    @Test
    void shouldForgetWhatTheSuccessorNeverTellsOf() {
        receive(900, 10, 1, 2);
        receive(SUCCESSION, SUCCESSION, 1);
        receiveUntil(SUCCESSION + 1, SUCCESSION + ReplicatedWorld.SUCCESSION_TICKS - 1);
        assertThat(world.slotOf(2)).isNotEqualTo(ReplicatedWorld.NO_SLOT);
        receiveUntil(
                SUCCESSION + ReplicatedWorld.SUCCESSION_TICKS,
                SUCCESSION + ReplicatedWorld.SUCCESSION_TICKS + 4);
        assertThat(world.slotOf(1)).isNotEqualTo(ReplicatedWorld.NO_SLOT);
        assertThat(world.slotOf(2)).isEqualTo(ReplicatedWorld.NO_SLOT);
        assertThat(world.counters().leftByPredecessor()).isEqualTo(1);
    }

    /** Else creatures of a cell that died are seen beside those that came in their place. */
    @Test
    void shouldForgetAllOfAThousandAtOnce() {
        for (int id = 1; id <= 1_000; id++) {
            receive(900, 10, id);
        }
        receiveUntil(SUCCESSION, SUCCESSION + ReplicatedWorld.SUCCESSION_TICKS - 1);
        assertThat(world.size()).isEqualTo(1_000);
        receive(SUCCESSION + ReplicatedWorld.SUCCESSION_TICKS, SUCCESSION);
        assertThat(world.size()).isZero();
        assertThat(world.counters().leftByPredecessor()).isEqualTo(1_000);
    }

    /** At the least send budget a crowd is told of anew in more than two seconds. */
    @Test
    void shouldKeepWhoeverIsStillToBeToldOfWhileTheSuccessorGoesOnTelling() {
        for (int id = 1; id <= 401; id++) {
            receive(900, 10, id);
        }
        long tick = SUCCESSION;
        for (int told = 1; told <= 400; told++, tick++) {
            receive(tick, SUCCESSION, told);
            assertThat(world.size()).as("at tick %d", tick).isEqualTo(401);
        }
        receiveUntil(tick, tick + ReplicatedWorld.SUCCESSION_TICKS - 2);
        assertThat(world.size()).as("two seconds later, but for a tick").isEqualTo(401);
        receive(tick + ReplicatedWorld.SUCCESSION_TICKS - 1, SUCCESSION);
        assertThat(world.size()).as("it never told of the last").isEqualTo(400);
        assertThat(world.slotOf(401)).isEqualTo(ReplicatedWorld.NO_SLOT);
        assertThat(world.counters().leftByPredecessor()).isOne();
    }

    /** Whoever comes while the successor tells of the others puts nothing off. */
    @Test
    void shouldForgetInTimeAlthoughNewcomersAreToldOf() {
        receive(900, 10, 1);
        receiveRemoval(901, 10, 2);
        for (int i = 0; i <= ReplicatedWorld.SUCCESSION_TICKS; i++) {
            assertThat(world.slotOf(1)).isNotEqualTo(ReplicatedWorld.NO_SLOT);
            receive(SUCCESSION + i, SUCCESSION, 2, 1_000 + i / 2);
        }
        assertThat(world.slotOf(1)).isEqualTo(ReplicatedWorld.NO_SLOT);
    }

    @Test
    void shouldIgnoreRecordsOfThePredecessorThatComeLate() {
        receive(SUCCESSION, SUCCESSION, 1);
        receive(999, 10, 3);
        assertThat(world.slotOf(3)).isEqualTo(ReplicatedWorld.NO_SLOT);
        assertThat(world.counters().recordsOfPredecessor()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 5})
    void shouldForgetWhatThePredecessorToldLastAtTheSameTimeOrLater(long ahead) {
        receive(SUCCESSION + ahead, 10, 1, 2);
        receive(SUCCESSION, SUCCESSION, 1);
        receiveUntil(SUCCESSION + 1, SUCCESSION + ReplicatedWorld.SUCCESSION_TICKS + 4);
        assertThat(world.slotOf(1)).isNotEqualTo(ReplicatedWorld.NO_SLOT);
        assertThat(world.slotOf(2)).isEqualTo(ReplicatedWorld.NO_SLOT);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 5})
    void shouldTakeTheSuccessorsWordWhateverTheTickOfThePredecessorsWas(long ahead) {
        receive(900, 10, 1, 2);
        receiveRemoval(SUCCESSION + ahead, 10, 1);
        receive(SUCCESSION + ahead, 10, 2);
        receive(SUCCESSION, SUCCESSION, 1);
        receiveRemoval(SUCCESSION, SUCCESSION, 2);
        assertThat(world.slotOf(1)).isNotEqualTo(ReplicatedWorld.NO_SLOT);
        assertThat(world.slotOf(2)).isEqualTo(ReplicatedWorld.NO_SLOT);
    }

    @Test
    void shouldKeepEverythingWhenTheSourceStaysTheSame() {
        receive(900, 10, 1, 2);
        for (long tick = 901; tick < 1_300; tick++) {
            receive(tick, 10);
        }
        assertThat(world.size()).isEqualTo(2);
    }
}
