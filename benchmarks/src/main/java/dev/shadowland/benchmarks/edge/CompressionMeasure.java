package dev.shadowland.benchmarks.edge;

import dev.shadowland.benchmarks.trace.MadeUpMap;
import dev.shadowland.benchmarks.trace.RecordedTraffic;
import dev.shadowland.benchmarks.trace.TrafficKind;
import dev.shadowland.protocol.compression.Compressor;
import dev.shadowland.protocol.compression.EntropyEstimate;
import dev.shadowland.protocol.compression.Expander;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * LZ4, with its threshold and its entropy test, on the plaintext of datagrams that bots received
 * from a real cluster, and on messages of a made-up map. One thread.
 */
final class CompressionMeasure {
    private static final int SCATTERED_BOTS = 40;
    private static final int CROWD_BOTS = 120;

    /** Of a kind, evenly taken: enough for a mean. */
    private static final int MOST_BLOCKS = 20_000;

    private static final int LEAST_WARM_UP = 40_000;
    private static final int MESSAGES = 50;
    private static final int[] MESSAGE_BYTES = {16 << 10, 65_535};
    private static final long SEED = 20261122;

    private final Compressor compressor = Compressor.create();
    private final EntropyEstimate entropy = new EntropyEstimate();
    private final Expander expander = new Expander();
    private final UnsafeBuffer source = new UnsafeBuffer(new byte[Compressor.MOST_LENGTH]);
    private final UnsafeBuffer back = new UnsafeBuffer(new byte[Compressor.MOST_LENGTH]);
    private int longBlocks;
    private int kept;
    private long savedBytes;
    private long compressNs;
    private long expandNs;

    private CompressionMeasure() {}

    /** Records, which takes about two minutes, and measures. */
    static List<CompressionResult> run(Progress progress) throws IOException {
        List<byte[]> traffic = record(progress);
        List<CompressionResult> results = new ArrayList<>();
        for (TrafficKind kind : TrafficKind.values()) {
            List<byte[]> blocks =
                    traffic.stream().filter(block -> TrafficKind.of(block) == kind).toList();
            if (!blocks.isEmpty()) {
                results.add(measure(kind.text(), blocks));
            }
        }
        results.add(measure("all recorded", traffic));
        for (int bytes : MESSAGE_BYTES) {
            results.add(
                    measure(
                            "made-up map message, %d KiB".formatted((bytes + 1) >> 10),
                            MadeUpMap.squares(MESSAGES, bytes, SEED)));
        }
        return results;
    }

    private static List<byte[]> record(Progress progress) throws IOException {
        try {
            progress.say("recording %d scattered bots".formatted(SCATTERED_BOTS));
            List<byte[]> traffic =
                    new ArrayList<>(RecordedTraffic.ofScattered(SCATTERED_BOTS).payloads());
            progress.say("recording a crowd of %d bots".formatted(CROWD_BOTS));
            traffic.addAll(RecordedTraffic.ofCrowd(CROWD_BOTS).payloads());
            return traffic;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while recording", e);
        }
    }

    static CompressionResult measure(String kind, List<byte[]> all) {
        return new CompressionMeasure().on(kind, sample(all));
    }

    private static List<byte[]> sample(List<byte[]> all) {
        int step = Math.ceilDiv(all.size(), MOST_BLOCKS);
        List<byte[]> sample = new ArrayList<>();
        for (int i = 0; i < all.size(); i += step) {
            sample.add(all.get(i));
        }
        return sample;
    }

    private CompressionResult on(String kind, List<byte[]> blocks) {
        int warmUps = LEAST_WARM_UP / blocks.size() + 1;
        for (int i = 0; i < warmUps; i++) {
            blocks.forEach(this::one);
        }
        longBlocks = 0;
        kept = 0;
        savedBytes = 0;
        compressNs = 0;
        expandNs = 0;
        blocks.forEach(this::one);
        long tried = blocks.stream().filter(this::isTried).count();
        long bytes = blocks.stream().mapToLong(block -> block.length).sum();
        double percent = 100.0 / blocks.size();
        return new CompressionResult(
                kind,
                blocks.size(),
                bytes,
                percent * longBlocks,
                percent * tried,
                percent * kept,
                100.0 * savedBytes / bytes,
                longBlocks == 0 ? 0 : compressNs / 1e3 / longBlocks,
                kept == 0 ? 0 : expandNs / 1e3 / kept);
    }

    private boolean isTried(byte[] block) {
        return block.length > Compressor.LEAST_LENGTH
                && entropy.canPay(new UnsafeBuffer(block), 0, block.length);
    }

    private void one(byte[] block) {
        if (block.length <= Compressor.LEAST_LENGTH) {
            return;
        }
        longBlocks++;
        source.putBytes(0, block);
        long startNs = System.nanoTime();
        int packed = compressor.compress(source, 0, block.length);
        compressNs += System.nanoTime() - startNs;
        if (packed == 0) {
            return;
        }
        kept++;
        savedBytes += block.length - packed;
        long expandStartNs = System.nanoTime();
        int length = expander.expand(compressor.output(), 0, packed, back, back.capacity());
        expandNs += System.nanoTime() - expandStartNs;
        if (length != block.length || back.getByte(length - 1) != block[length - 1]) {
            throw new IllegalStateException("a block did not come back");
        }
    }
}
