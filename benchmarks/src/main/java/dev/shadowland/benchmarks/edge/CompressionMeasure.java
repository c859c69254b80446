package dev.shadowland.benchmarks.edge;

import dev.shadowland.benchmarks.trace.SnapshotTrace;
import dev.shadowland.protocol.compression.Compressor;
import dev.shadowland.protocol.compression.Expander;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;

/** LZ4, with its threshold and entropy test, on snapshots that a real cell wrote. */
final class CompressionMeasure {
    private static final int TICKS = 600;
    private static final int WARM_UP = 20;
    private static final int RUNS = 20;
    private static final long SEED = 20261122;

    private final Compressor compressor = Compressor.create();
    private final Expander expander = new Expander();
    private final UnsafeBuffer source = new UnsafeBuffer(new byte[4_096]);
    private final UnsafeBuffer back = new UnsafeBuffer(new byte[4_096]);
    private int worthIt;
    private long compressedBytes;
    private long compressNs;
    private long expandNs;

    private CompressionMeasure() {}

    static List<CompressionResult> run() {
        List<CompressionResult> results = new ArrayList<>();
        for (int players : new int[] {20, 200}) {
            List<byte[]> trace = SnapshotTrace.record(players, TICKS, SEED);
            results.add(new CompressionMeasure().measure(players + " players, snapshots", trace));
        }
        return results;
    }

    private CompressionResult measure(String name, List<byte[]> trace) {
        for (int i = 0; i < WARM_UP; i++) {
            trace.forEach(this::one);
        }
        worthIt = 0;
        compressedBytes = 0;
        compressNs = 0;
        expandNs = 0;
        for (int i = 0; i < RUNS; i++) {
            trace.forEach(this::one);
        }
        long bytes = trace.stream().mapToLong(block -> block.length).sum();
        int blocks = trace.size();
        return new CompressionResult(
                name,
                blocks,
                bytes,
                worthIt / RUNS,
                100.0 * (bytes - (double) compressedBytes / RUNS) / bytes,
                compressNs / 1e3 / RUNS / blocks,
                worthIt == 0 ? 0 : expandNs / 1e3 / worthIt);
    }

    private void one(byte[] block) {
        source.putBytes(0, block);
        long startNs = System.nanoTime();
        int packed = compressor.compress(source, 0, block.length);
        compressNs += System.nanoTime() - startNs;
        if (packed == 0) {
            compressedBytes += block.length;
            return;
        }
        worthIt++;
        compressedBytes += packed;
        long expandStartNs = System.nanoTime();
        int length = expander.expand(compressor.output(), 0, packed, back, back.capacity());
        expandNs += System.nanoTime() - expandStartNs;
        if (length != block.length || back.getByte(length - 1) != block[length - 1]) {
            throw new IllegalStateException("a block did not come back");
        }
    }
}
