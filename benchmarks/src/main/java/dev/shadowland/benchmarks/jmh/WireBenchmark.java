package dev.shadowland.benchmarks.jmh;

import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** Values and frames: an ack and an input frame, as every client datagram carries them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WireBenchmark {
    private static final int INPUTS = 3;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(2048));
    private final UnsafeBuffer values = new UnsafeBuffer(ByteBuffer.allocateDirect(2048));
    private final WireWriter writer = new WireWriter();
    private final WireReader reader = new WireReader();
    private final FrameReader frames = new FrameReader();
    private final InputFrame inputs = new InputFrame();
    private long number = 100;
    private int length;

    @Setup
    public void writeOnce() {
        length = writeFrames();
        writeValues();
    }

    /** Two frames. */
    @Benchmark
    public int writeFrames() {
        writer.wrap(buffer, 0, 1_170);
        number++;
        FrameWriter.head(writer, FrameType.ACK, 18).i64(number).i64(-1L).u16(3);
        FrameWriter.head(writer, FrameType.SYNC_ENTITY_QUANTIZED, InputFrame.size(INPUTS));
        InputFrame.writeHead(writer, number & 0xFFFF_FFFFL, INPUTS);
        for (int i = 0; i < INPUTS; i++) {
            InputFrame.writeInput(writer, 0);
        }
        return writer.length();
    }

    /** The same two. */
    @Benchmark
    public long readFrames() {
        long sum = 0;
        frames.wrap(buffer, 0, length);
        while (frames.next()) {
            if (frames.type() == FrameType.ACK) {
                reader.wrap(buffer, frames.bodyOffset(), frames.bodyLength());
                sum += reader.i64();
                sum += reader.i64();
                sum += reader.u16();
            } else {
                inputs.read(buffer, frames.bodyOffset(), frames.bodyLength());
                sum += inputs.count();
            }
        }
        return sum;
    }

    /** Sixteen of each kind of value. */
    @Benchmark
    public int writeValues() {
        writer.wrap(values, 0, 1_170);
        for (int i = 0; i < 16; i++) {
            writer.u8(i).u16(i * 31).u32(i * 65_537L).i64(number).varUInt(i * 77).varInt(-i * 55);
        }
        return writer.length();
    }

    /** The same. */
    @Benchmark
    public long readValues() {
        reader.wrap(values, 0, 1_170);
        long sum = 0;
        for (int i = 0; i < 16; i++) {
            sum += reader.u8() + reader.u16() + reader.u32() + reader.i64();
            sum += reader.varUInt() + reader.varInt();
        }
        return sum;
    }
}
