package dev.shadowland.benchmarks.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.FrameType;

import org.junit.jupiter.api.Test;

import java.util.List;

class TrafficKindTest {
    @Test
    void shouldTellTheKindsOfSnapshotsApart() {
        List<byte[]> crowd = SnapshotTrace.record(100, 120, 3);
        assertThat(TrafficKind.of(crowd.getFirst())).isEqualTo(TrafficKind.CREATES);
        assertThat(TrafficKind.of(crowd.getLast())).isEqualTo(TrafficKind.CROWD);
        List<byte[]> few = SnapshotTrace.record(4, 120, 3);
        assertThat(TrafficKind.of(few.getLast())).isEqualTo(TrafficKind.SPARSE);
        assertThat(TrafficKind.of(new byte[] {FrameType.PING, 0})).isEqualTo(TrafficKind.OTHER);
    }
}
