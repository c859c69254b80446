package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Clients that send what can never be handed on, for a worker has memory for little of it. */
class HeldMemoryIT {
    private static final int MOST = 512 * 1024;
    private static final int GAME = 0x5F;

    /** With its block, and 2 KiB for the first: 11 of them are what a stranger may have held. */
    private static final int BODY = 995;

    private static final int STRANGERS_SHARE = 11;

    private static final int TABLES = 2_048;

    /** Bytes that such a message takes. */
    private static final int IN_BLOCK = 1_168 + 64;

    private final WorkerRig rig = WorkerRig.holding(MOST);

    @AfterEach
    void close() {
        rig.close();
    }

    /** The first numbers of the ordered channel but 0. */
    private void fill(TestClient client, int messages) {
        for (int number = 1; number <= messages && client.closed == null; number++) {
            send(client, number);
            rig.runMs(1);
            assertThat(rig.worker.heldBytes()).isBetween(0L, (long) MOST);
        }
    }

    private void send(TestClient client, int number) {
        byte[] body = new byte[5 + BODY];
        new UnsafeBuffer(body).putInt(0, number, ByteOrder.LITTLE_ENDIAN);
        body[4] = GAME;
        client.sendFrame(rig.nowNs(), FrameType.RELIABLE_ORDERED, body);
    }

    @Test
    void shouldHoldLittleForWhoHasNotEntered() {
        TestClient stranger = rig.establishedClient();
        fill(stranger, STRANGERS_SHARE);
        rig.runMs(20);
        assertThat(stranger.closed).isNull();
        fill(stranger, STRANGERS_SHARE + 1);
        rig.until(() -> stranger.closed != null);
        assertThat(stranger.closed).isEqualTo(DisconnectReason.QUEUE_FULL);
        assertThat(rig.drops(DropReason.HELD_FULL)).isEqualTo(1);
        assertThat(rig.worker.heldBytes()).isZero();
    }

    @Test
    void shouldKeepHalfOfItsMemoryFromStrangersAndEndWhoAsksForMoreThanThereIs() {
        TestClient honest = rig.clientInWorld();
        List<TestClient> strangers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            TestClient stranger = rig.establishedClient();
            strangers.add(stranger);
            fill(stranger, STRANGERS_SHARE);
            assertThat(rig.worker.heldBytes()).isLessThanOrEqualTo(MOST / 2);
        }
        rig.runMs(300);
        long ended = strangers.stream().filter(one -> one.closed != null).count();
        assertThat(ended).isBetween(20L, 30L);
        assertThat(strangers)
                .allMatch(one -> one.closed == null || one.closed == DisconnectReason.QUEUE_FULL);
        assertThat(rig.drops(DropReason.HELD_FULL)).isEqualTo(ended);
        assertThat(rig.worker.counters().heldBytes())
                .isEqualTo(rig.worker.heldBytes())
                .isGreaterThan(MOST / 2 - 16 * 1024);

        fill(honest, 200);
        long before = rig.worker.heldBytes();
        send(honest, 0);
        rig.runMs(20);
        assertThat(rig.drops(DropReason.UNKNOWN_FRAME)).as("handed on").isEqualTo(201);
        assertThat(before - rig.worker.heldBytes()).isGreaterThan(200 * 1_168);
        assertThat(honest.closed).isNull();
    }

    /** Whoever is in the world shares what is left; who holds most goes when it is not enough. */
    @Test
    void shouldEndTheSessionThatHoldsMostWhenThereIsNoMore() {
        TestClient honest = rig.clientInWorld();
        List<TestClient> greedy = List.of(rig.clientInWorld(), rig.clientInWorld());
        fill(greedy.getFirst(), 250);
        assertThat(greedy.getFirst().closed).isNull();
        fill(greedy.getLast(), 250);
        rig.until(() -> greedy.getFirst().closed != null);
        assertThat(greedy.getFirst().closed).isEqualTo(DisconnectReason.QUEUE_FULL);
        assertThat(rig.drops(DropReason.HELD_FULL)).isEqualTo(1);
        fill(honest, 100);
        send(honest, 0);
        rig.runMs(20);
        assertThat(rig.drops(DropReason.UNKNOWN_FRAME)).as("handed on").isEqualTo(101);
        assertThat(honest.closed).isNull();
        assertThat(greedy.getLast().closed).isNull();
    }

    /** They hold it for ever, for nothing of it expires; who loses one datagram does not go. */
    @Test
    void shouldNotEndWhoNeedsLittleWhenOthersHoldAllOfIt() {
        TestClient honest = rig.clientInWorld();
        List<TestClient> greedy = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            TestClient one = rig.clientInWorld();
            greedy.add(one);
            long left = MOST - rig.worker.heldBytes();
            fill(one, (int) Math.min(150, (left - TABLES) / IN_BLOCK));
        }
        assertThat(MOST - rig.worker.heldBytes()).isLessThan(TABLES + IN_BLOCK);
        rig.runMs(20_000);
        send(honest, 1);
        rig.runMs(200);
        assertThat(honest.closed).isNull();
        assertThat(rig.drops(DropReason.HELD_FULL)).isEqualTo(1);
        send(honest, 0);
        rig.runMs(20);
        assertThat(rig.drops(DropReason.UNKNOWN_FRAME)).as("handed on").isEqualTo(2);
        assertThat(greedy.stream().filter(one -> one.closed != null)).hasSize(1);
    }
}
