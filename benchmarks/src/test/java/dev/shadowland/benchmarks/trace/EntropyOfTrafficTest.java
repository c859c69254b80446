package dev.shadowland.benchmarks.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.compression.Compressor;
import dev.shadowland.protocol.compression.EntropyEstimate;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

/** The entropy test turns away nothing of a crowd that LZ4 makes smaller. */
class EntropyOfTrafficTest {
    private final EntropyEstimate entropy = new EntropyEstimate();

    @Test
    void shouldLetThroughWhatPays() {
        LZ4Compressor lz4 = LZ4Factory.fastestInstance().fastCompressor();
        List<byte[]> paying =
                IntStream.of(60, 100, 200)
                        .mapToObj(players -> SnapshotTrace.record(players, 300, 5))
                        .flatMap(List::stream)
                        .filter(block -> block.length > Compressor.LEAST_LENGTH)
                        .filter(block -> lz4.compress(block).length <= block.length * 0.95)
                        .toList();

        assertThat(paying).hasSizeGreaterThan(100);
        assertThat(paying)
                .allMatch(block -> entropy.canPay(new UnsafeBuffer(block), 0, block.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {16_384, 65_535})
    void shouldLetThroughMaps(int bytes) {
        assertThat(MadeUpMap.squares(20, bytes, 5))
                .allMatch(block -> entropy.canPay(new UnsafeBuffer(block), 0, block.length));
    }
}
