package dev.shadowland.benchmarks.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.FrameType;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.List;

class SnapshotTraceTest {
    @Test
    void shouldRecordTheSameWholeFramesFromTheSameSeed() {
        List<byte[]> trace = SnapshotTrace.record(20, 60, 7);
        assertThat(trace).hasSizeBetween(50, 60);
        List<byte[]> again = SnapshotTrace.record(20, 60, 7);
        for (int i = 0; i < trace.size(); i++) {
            assertThat(again.get(i)).isEqualTo(trace.get(i));
            FrameReader frames = new FrameReader();
            frames.wrap(new UnsafeBuffer(trace.get(i)), 0, trace.get(i).length);
            assertThat(frames.next()).isTrue();
            assertThat(frames.type()).isEqualTo(FrameType.DELTA_SYNC);
            while (frames.next()) {
                // To the end.
            }
            assertThat(frames.truncated()).isFalse();
        }
    }
}
