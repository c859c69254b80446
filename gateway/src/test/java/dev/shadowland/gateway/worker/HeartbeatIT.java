package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

/**
 * The heartbeat of a worker: 5 s between pings, 15 s of silence; not a nanosecond less, and at the
 * session's next turn, which comes once a tick.
 */
class HeartbeatIT {
    private static final long PING_NS = 5_000_000_000L;
    private static final long TIMEOUT_NS = 15_000_000_000L;
    private static final int TURN_MS = 18;

    private final WorkerRig rig = WorkerRig.open();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldPingFiveSecondsAfterTheLastPingAndNotANanosecondBefore() {
        PingWatch watch = new PingWatch();
        TestClient client = rig.client(new TestClient.Sources(new SplittableRandom(3), watch));
        rig.until(client::isEstablished);
        client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(1));
        rig.until(() -> !rig.control.entering.isEmpty());
        rig.admit(rig.lastSession());
        while (watch.pings == 0) {
            rig.cycleAt(rig.nowNs() + 1_000_000);
        }
        long firstNs = rig.nowNs();
        while (rig.nowNs() < firstNs + PING_NS - 1_000_000) {
            rig.cycleAt(rig.nowNs() + 1_000_000);
        }
        rig.cycleAt(firstNs + PING_NS - 1);
        assertThat(watch.pings).isEqualTo(1);
        rig.runMs(TURN_MS);
        assertThat(watch.pings).isEqualTo(2);
    }

    @Test
    void shouldEndASessionAfterFifteenSecondsOfSilenceAndNotANanosecondBefore() {
        TestClient client = rig.clientInWorld();
        int before = rig.shards.inputs.size();
        client.raw(client.compose(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]));
        client.isSilent = true;
        rig.step();
        long heardNs = rig.nowNs();
        assertThat(rig.shards.inputs).as("heard at this very time").hasSize(before + 1);
        rig.runMs(14_900);

        rig.cycleAt(heardNs + TIMEOUT_NS - 1);
        assertThat(rig.worker.sessionCount()).isEqualTo(1);
        assertThat(rig.count(WorkerCount.TIMED_OUT)).isZero();
        assertThat(rig.control.ended).isEmpty();

        rig.runMs(TURN_MS);
        assertThat(rig.worker.sessionCount()).isZero();
        assertThat(rig.count(WorkerCount.TIMED_OUT)).isEqualTo(1);
        assertThat(rig.count(WorkerCount.LEFT)).isEqualTo(1);
        assertThat(rig.control.ended).as("the world is told").containsExactly(rig.lastSession());
        int reports = rig.shards.reports.size();
        rig.runMs(100);
        assertThat(rig.shards.reports).as("nothing more to the cell").hasSize(reports);
    }

    /** Counts the pings in what a client opens. */
    private static final class PingWatch implements Aead.Provider {
        private int pings;

        @Override
        public String name() {
            return "watched";
        }

        @Override
        public Aead forSealing(byte[] key) {
            return BouncyCastleAead.PROVIDER.forSealing(key);
        }

        @Override
        public Aead forOpening(byte[] key) {
            Aead aead = BouncyCastleAead.PROVIDER.forOpening(key);
            return new Aead() {
                @Override
                public int seal(MutableDirectBuffer datagram, int offset, int plaintextLength) {
                    return aead.seal(datagram, offset, plaintextLength);
                }

                @Override
                public int open(MutableDirectBuffer datagram, int offset, int length) {
                    int opened = aead.open(datagram, offset, length);
                    count(datagram, offset, opened);
                    return opened;
                }

                @Override
                public void destroy() {
                    aead.destroy();
                }
            };
        }

        private void count(MutableDirectBuffer datagram, int offset, int opened) {
            FrameReader frames = new FrameReader();
            frames.wrap(datagram, offset + PacketHeader.LENGTH, Math.max(opened, 0));
            while (frames.next()) {
                pings += frames.type() == FrameType.PING ? 1 : 0;
            }
        }
    }
}
