package dev.shadowland.benchmarks.jmh;

import dev.shadowland.benchmarks.trace.SnapshotTrace;
import dev.shadowland.protocol.compression.Compressor;
import dev.shadowland.protocol.compression.Expander;

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
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The entropy test and LZ4 on one datagram's plaintext. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CompressionBenchmark {
    private static final int RANDOM_LENGTH = 1_000;

    /** Random bytes, which the test turns away, or a snapshot of a crowd. */
    @Param({"random", "snapshot"})
    private String content = "";

    private final Compressor compressor = Compressor.create();
    private final Expander expander = new Expander();
    private final UnsafeBuffer plain = new UnsafeBuffer(ByteBuffer.allocateDirect(2_048));
    private final UnsafeBuffer packed = new UnsafeBuffer(ByteBuffer.allocateDirect(2_048));
    private final UnsafeBuffer back = new UnsafeBuffer(ByteBuffer.allocateDirect(2_048));
    private int length;
    private int packedLength;

    @Setup
    public void fill() {
        byte[] bytes = new byte[RANDOM_LENGTH];
        if (content.equals("random")) {
            new SplittableRandom(1).nextBytes(bytes);
        } else {
            List<byte[]> trace = SnapshotTrace.record(200, 200, 1);
            bytes = trace.getLast();
        }
        length = bytes.length;
        plain.putBytes(0, bytes);
        packedLength = compressor.compress(plain, 0, length);
        packed.putBytes(0, compressor.output(), 0, packedLength);
    }

    /** Bytes of the result, 0 when it does not pay. */
    @Benchmark
    public int compress() {
        return compressor.compress(plain, 0, length);
    }

    /** Back again; nothing to do when it did not pay. */
    @Benchmark
    public int expand() {
        return packedLength == 0
                ? 0
                : expander.expand(packed, 0, packedLength, back, back.capacity());
    }
}
