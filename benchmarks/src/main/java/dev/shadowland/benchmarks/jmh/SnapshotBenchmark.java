package dev.shadowland.benchmarks.jmh;

import dev.shadowland.protocol.snapshot.EntityRecord;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotHandler;
import dev.shadowland.protocol.snapshot.SnapshotOutcome;
import dev.shadowland.protocol.snapshot.SnapshotReader;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** A viewer's snapshot: written by a cell, read by a client. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SnapshotBenchmark {
    private static final int MOVED = Field.POSITION | Field.ROTATION | Field.VELOCITY;

    /** Entities that moved. */
    @Param({"10", "60"})
    private int entities;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(2048));
    private final byte[] array = new byte[2048];
    private final UnsafeBuffer arrayBuffer = new UnsafeBuffer(array);
    private final WireWriter writer = new WireWriter();
    private final WireWriter arrayWriter = new WireWriter();
    private final SnapshotWriter snapshot = new SnapshotWriter();
    private final FrameReader frames = new FrameReader();
    private final SnapshotReader reader = new SnapshotReader();
    private final Sum sum = new Sum();
    private long tick = 1_000;
    private int length;

    /** Looks at each record, so that nothing is left out. */
    private static final class Sum implements SnapshotHandler {
        private long sum;

        @Override
        public void onHead(long headTick, long since, long lastInput, long lastCommand) {
            sum += headTick;
        }

        @Override
        public void onCreate(long recordTick, EntityRecord entity) {
            sum += entity.id();
        }

        @Override
        public void onUpdate(long recordTick, EntityRecord entity) {
            sum += entity.x() + entity.yaw();
        }

        @Override
        public void onRemove(long recordTick, int id) {
            sum -= id;
        }
    }

    @Setup
    public void writeOnce() {
        length = write();
    }

    /** All records of a snapshot, each field by itself and into direct memory. */
    @Benchmark
    public int write() {
        writer.wrap(buffer, 0, 2048);
        long now = tick++;
        snapshot.begin(writer, now & 0xFFFF_FFFFL, 1, 1, 1);
        for (int i = 1; i <= entities; i++) {
            snapshot.update(
                    MOVED,
                    EntityRow.identity(i * 3, EntityType.PLAYER, 100, 100),
                    EntityRow.place((int) now & 0xFFFF, i, 7, i * 11),
                    EntityRow.motion(3, i, 0, 1),
                    EntityRow.rest(0, 0, 0),
                    0);
        }
        snapshot.end();
        return writer.length();
    }

    /** The same, as a cell writes most of them: runs of moves, into an array. */
    @Benchmark
    public int writeMoves() {
        arrayWriter.wrap(arrayBuffer, 0, array.length);
        long now = tick++;
        snapshot.begin(arrayWriter, now & 0xFFFF_FFFFL, 1, 1, 1);
        int size = SnapshotWriter.moveSize(MOVED);
        int at = snapshot.nextMove();
        for (int i = 1; i <= entities; i++) {
            long place = EntityRow.place((int) now & 0xFFFF, i, 7, i * 11);
            at = SnapshotWriter.putMove(array, at, MOVED, size, 3, place);
            at = SnapshotWriter.putVelocity(array, at, EntityRow.motion(3, i, 0, 1));
        }
        snapshot.afterMoves(at, entities * 3);
        snapshot.end();
        return arrayWriter.length();
    }

    /** All records of the last one written. */
    @Benchmark
    public long read() {
        reader.beginDatagram();
        frames.wrap(buffer, 0, length);
        while (frames.next()) {
            var outcome =
                    reader.onFrame(
                            frames.type(), buffer, frames.bodyOffset(), frames.bodyLength(), sum);
            sum.sum += outcome == SnapshotOutcome.APPLIED ? 1 : 0;
        }
        return sum.sum;
    }
}
