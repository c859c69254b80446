package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.congestion.SendBudget;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A connection at the congestion floor: the gateway's reports, and a cell that keeps to them. */
class CongestionFloorIT {
    /** Of Replication.MIN_BUDGET, which a gateway does not see. */
    private static final int LEAST_SNAPSHOT = 110;

    private static final int HEAD = 18;
    private static final int SECONDS = 10;

    private int tick = 600;
    private long bytes;
    private int snapshots;
    private int gapMs;
    private int longestGapMs;
    private int reportsBelow;

    @Test
    void shouldReportNoMoreThanTheFloorAndNotGoSilent() {
        try (WorkerRig rig = WorkerRig.narrow(SendBudget.FLOOR)) {
            TestClient client = rig.clientInWorld();
            play(rig, client, SECONDS * 1_000);
            bytes = 0;
            snapshots = 0;
            longestGapMs = 0;
            reportsBelow = 0;
            play(rig, client, SECONDS * 1_000);

            String seen =
                    "%d bytes, %d snapshots, %d ms, %d reports below"
                            .formatted(bytes, snapshots, longestGapMs, reportsBelow);
            assertThat(bytes).as(seen).isLessThanOrEqualTo(SECONDS * SendBudget.FLOOR);
            assertThat(reportsBelow).as(seen).isPositive();
            assertThat(longestGapMs).as(seen).isLessThanOrEqualTo(250);
            assertThat(snapshots).as(seen).isGreaterThanOrEqualTo(10 * SECONDS / 2);
            assertThat(rig.control.rejoining).as("nobody took the world for dead").isEmpty();
        }
    }

    /** A cell that has more to tell than it may. */
    private void play(WorkerRig rig, TestClient client, int milliseconds) {
        for (int ms = 0; ms < milliseconds; ms++) {
            rig.runMs(1);
            gapMs++;
            if (ms % 50 == 0) {
                client.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]);
            }
            if (ms % 50 % 17 == 0 && !rig.shards.reports.isEmpty()) {
                int budget = rig.shards.reports.getLast().budgetBytes();
                reportsBelow += budget < LEAST_SNAPSHOT ? 1 : 0;
                if (budget >= LEAST_SNAPSHOT) {
                    snapshot(rig, Math.min(budget, 1_100));
                }
            }
        }
    }

    private void snapshot(WorkerRig rig, int length) {
        byte[] frames = new byte[length];
        WireWriter writer = new WireWriter().wrap(new UnsafeBuffer(frames), 0, length);
        writer.u8(FrameType.DELTA_SYNC).u8(HEAD - 2).u32(++tick).u32(0).u32(0).u32(0);
        int rest = length - HEAD - 3;
        writer.u8(FrameType.BENCHMARK).u8((rest & 0x7F) | 0x80).u8(rest >> 7);
        rig.shards.snapshot(WorkerRig.OWNER, rig.lastSession(), tick, frames);
        bytes += length;
        snapshots++;
        longestGapMs = Math.max(longestGapMs, gapMs);
        gapMs = 0;
    }
}
