package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Random;

/** Whatever arrives is dropped with its reason, and the one who plays notices nothing. */
class BadDatagramIT {
    private final WorkerRig rig = WorkerRig.open();
    private TestClient player;
    private int connectionId;

    BadDatagramIT() {
        player = rig.clientInWorld();
        connectionId = player.connection.peer().connectionId();
    }

    @BeforeEach
    void shouldBeginWithoutDrops() {
        assertThat(rig.drops()).isEqualTo("[]");
    }

    @AfterEach
    void shouldNotDisturbThePlayer() {
        int inputs = rig.shards.inputs.size();
        player.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]);
        rig.runMs(3);
        assertThat(rig.shards.inputs).hasSize(inputs + 1);
        assertThat(player.isEstablished()).isTrue();
        rig.close();
    }

    @Test
    void shouldDropGarbage() {
        long seed = 99;
        Random random = new Random(seed);
        TestClient stranger = rig.client();
        stranger.isSilent = true;
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[1 + random.nextInt(1_500)];
            random.nextBytes(bytes);
            stranger.raw(bytes);
            if (i % 50 == 0) {
                rig.step();
            }
        }
        rig.runMs(5);
        assertThat(rig.worker.counters().drops().total()).as("seed %d", seed).isEqualTo(500);
        assertThat(stranger.receivedLengths).isEmpty();
    }

    @Test
    void shouldDropAReplay() {
        player.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]);
        byte[] sent = player.lastSent;
        rig.runMs(2);
        player.raw(sent);
        rig.runMs(2);
        assertThat(rig.drops(DropReason.REPLAYED)).isEqualTo(1);
        assertThat(rig.shards.inputs).hasSize(1);
    }

    @Test
    void shouldDropAnAlteredDatagram() {
        player.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]);
        byte[] altered = player.lastSent.clone();
        altered[altered.length - 1] ^= 1;
        altered[6] = (byte) (altered[6] + 100);
        player.raw(altered);
        rig.runMs(2);
        assertThat(rig.drops(DropReason.NOT_AUTHENTIC)).isEqualTo(1);
    }

    @Test
    void shouldDropTheConnectionsDatagramWhenItComesFromAnotherAddress() {
        TestClient stranger = rig.client();
        stranger.isSilent = true;
        stranger.raw(sealedLooking(connectionId, 100));
        rig.runMs(2);
        assertThat(rig.drops(DropReason.NOT_AUTHENTIC)).isEqualTo(1);
        assertThat(stranger.receivedLengths).isEmpty();
    }

    @Test
    void shouldDropOversizeDatagrams() {
        player.raw(sealedLooking(connectionId, 1_201));
        player.raw(sealedLooking(connectionId, 1_900));
        rig.runMs(2);
        assertThat(rig.drops(DropReason.TOO_LONG)).isEqualTo(2);
    }

    @Test
    void shouldDropShortDatagramsOfTheConnection() {
        player.raw(new byte[3]);
        player.raw(sealedLooking(connectionId, 20));
        rig.runMs(2);
        assertThat(rig.drops(DropReason.TOO_SHORT)).isEqualTo(2);
    }

    @Test
    void shouldTellUnknownIdsFromThoseOfAnotherWorker() {
        player.raw(sealedLooking(connectionId ^ 1, 100));
        player.raw(sealedLooking(connectionId ^ 1 << 31, 100));
        rig.runMs(2);
        assertThat(rig.drops(DropReason.UNKNOWN_CONNECTION)).isEqualTo(1);
        assertThat(rig.drops(DropReason.WRONG_WORKER)).isEqualTo(1);
    }

    @Test
    void shouldDropPlaintextOnceTheConnectionStands() {
        byte[] plain = sealedLooking(connectionId, 100);
        plain[5] = 0;
        player.raw(plain);
        byte[] zeroId = sealedLooking(0, 100);
        player.raw(zeroId);
        rig.runMs(2);
        assertThat(rig.drops(DropReason.BAD_FLAGS)).isEqualTo(2);
    }

    @Test
    void shouldDropFramesThatMeanNothing() {
        player.sendFrame(rig.nowNs(), 0x5F, new byte[4]);
        player.sendFrame(
                rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[InputFrame.MAX_SIZE + 1]);
        player.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, new byte[7]);
        TestClient outside = rig.establishedClient();
        outside.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]);
        rig.runMs(3);
        assertThat(rig.drops(DropReason.UNKNOWN_FRAME)).isEqualTo(1);
        assertThat(rig.drops(DropReason.MALFORMED_FRAME)).isEqualTo(2);
        assertThat(rig.drops(DropReason.FRAME_OUT_OF_STATE)).isEqualTo(1);
        assertThat(rig.shards.inputs).isEmpty();
    }

    @Test
    void shouldCountInputsThatAFullLinkRefuses() {
        rig.shards.isFull = true;
        player.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]);
        rig.runMs(3);
        assertThat(rig.drops(DropReason.LINK_FULL)).isEqualTo(1);
        assertThat(rig.count(WorkerCount.VIEWER_REPORTS_REFUSED)).isNotNegative();
        rig.shards.isFull = false;
    }

    @Test
    void shouldCountBackplaneFramesThatAreNoSnapshots() {
        UnsafeBuffer junk = new UnsafeBuffer(new byte[64]);
        for (int length = 0; length <= 64; length += 8) {
            rig.shards.inbound(2, junk, length);
        }
        rig.shards.snapshot(WorkerRig.OWNER, 12345, 1, new byte[10]);
        rig.runMs(2);
        assertThat(rig.count(WorkerCount.BACKPLANE_MALFORMED)).isEqualTo(9);
        assertThat(rig.count(WorkerCount.SNAPSHOTS_WITHOUT_SESSION)).isEqualTo(1);
    }

    private static byte[] sealedLooking(int id, int length) {
        UnsafeBuffer datagram = new UnsafeBuffer(new byte[length]);
        PacketHeader.write(datagram, 0, id, PacketHeader.UNRELIABLE, PacketHeader.SEALED, 5_000);
        return datagram.byteArray();
    }
}
