package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.api.DenyReason;
import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.api.TokenBytes;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.message.EnterDenied;
import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.message.WorldEntered;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Objects;

class WorldSessionIT {
    private static final FakeShards.Owner NEXT =
            new FakeShards.Owner(3, 12, 9, WorkerRig.OWNER.generation() + 1);

    /** The cell begins anew elsewhere, and the player is let in under a new login number. */
    private static final FakeShards.Owner ANEW =
            new FakeShards.Owner(
                    3,
                    WorkerRig.OWNER.cell(),
                    WorkerRig.OWNER.epoch() + 1,
                    WorkerRig.OWNER.generation() + (1L << 32));

    private final WorkerRig rig = WorkerRig.open();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldPassTheTokenOnOnceAndAnswerEveryRepeat() {
        TestClient client = rig.establishedClient();
        for (int i = 0; i < 3; i++) {
            client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(5));
            rig.runMs(250);
        }
        assertThat(rig.control.entering).hasSize(1);
        assertThat(rig.control.tokens).containsExactly(TokenBytes.of(WorkerRig.token(5)));

        client.losesInbound = true;
        rig.admit(rig.lastSession());
        rig.runMs(100);
        client.losesInbound = false;
        assertThat(client.frames(FrameType.WORLD_ENTERED)).isEmpty();

        client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(5));
        rig.runMs(10);
        assertThat(client.frames(FrameType.WORLD_ENTERED)).hasSize(1);
        byte[] body = client.frames(FrameType.WORLD_ENTERED).getFirst().body();
        WorldEntered entered =
                WorldEntered.read(new WireReader().wrap(new UnsafeBuffer(body), 0, body.length));
        assertThat(Objects.requireNonNull(entered).entity()).isEqualTo(1000);
        assertThat(entered.quadrantSize()).isEqualTo(102_400);
        assertThat(rig.control.entering).hasSize(1);
    }

    @Test
    void shouldRefuseASessionOnAMapThatItDoesNotKnow() {
        TestClient client = rig.establishedClient();
        client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(5));
        rig.runMs(5);
        rig.control.events.add(
                WorkerRig.entered(rig.lastSession(), WorkerRig.OWNER, new Position(1, 1, 2, 3, 0)));
        rig.runMs(5);
        assertThat(client.frames(FrameType.WORLD_ENTERED)).isEmpty();
        assertThat(client.frames(FrameType.ENTER_DENIED).getFirst().body())
                .containsExactly(EnterDenied.Reason.UNAVAILABLE.code());
        assertThat(rig.count(WorkerCount.MAPS_UNKNOWN)).isOne();
        assertThat(rig.control.ended).containsExactly(rig.lastSession());
    }

    @Test
    void shouldAskAgainWhenTheControlPlaneIsSilent() {
        TestClient client = rig.establishedClient();
        for (int i = 0; i < 10; i++) {
            client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(5));
            rig.runMs(250);
        }
        assertThat(rig.control.entering).hasSize(3).containsOnly(rig.lastSession());
    }

    @Test
    void shouldTellTheReasonWhenEntryIsDenied() {
        TestClient client = rig.establishedClient();
        client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(5));
        rig.runMs(5);
        rig.control.events.add(new GatewayEvent.Denied(rig.lastSession(), DenyReason.TOKEN_USED));
        rig.runMs(5);
        assertThat(client.frames(FrameType.ENTER_DENIED).getFirst().body())
                .containsExactly(EnterDenied.Reason.TOKEN_USED.code());
        client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(5));
        rig.runMs(5);
        assertThat(client.frames(FrameType.ENTER_DENIED)).hasSize(2);
        assertThat(rig.control.entering).hasSize(1);
        rig.until(() -> client.closed != null);
        assertThat(client.closed).isEqualTo(DisconnectReason.ENTER_DENIED);
        assertThat(rig.control.ended).containsExactly(rig.lastSession());
    }

    @Test
    void shouldLetTheSessionInWhenARepeatSucceedsAfterADenial() {
        TestClient client = rig.establishedClient();
        client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(5));
        rig.runMs(5);
        rig.control.events.add(new GatewayEvent.Denied(rig.lastSession(), DenyReason.WORLD_BUSY));
        rig.runMs(5);
        rig.admit(rig.lastSession());
        rig.runMs(5);
        assertThat(client.frames(FrameType.WORLD_ENTERED)).hasSize(1);
        client.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, input(1));
        rig.runMs(5);
        assertThat(rig.shards.inputs).hasSize(1);
    }

    @Test
    void shouldSendInputsToTheOwnerOfTheCell() {
        TestClient client = rig.clientInWorld();
        byte[] input = input(1);
        client.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, input);
        rig.runMs(5);
        FakeShards.Input arrived = rig.shards.inputs.getFirst();
        assertThat(arrived.node()).isEqualTo(2);
        assertThat(arrived.cell()).isEqualTo(11);
        assertThat(arrived.epoch()).isEqualTo(3);
        assertThat(arrived.session()).isEqualTo(rig.lastSession());
        assertThat(arrived.body()).hasSize(input.length);

        rig.control.routes = RouteTable.of(Map.of(11L, new RouteTable.Route(11, 4, 6)));
        client.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, input(2));
        rig.runMs(5);
        assertThat(rig.shards.inputs.getLast().node()).as("the cell's next epoch").isEqualTo(6);
        assertThat(rig.shards.inputs.getLast().epoch()).isEqualTo(4);
    }

    @Test
    void shouldReportSnapshotsThatArrived() {
        TestClient client = rig.clientInWorld();
        rig.shards.snapshot(WorkerRig.OWNER, rig.lastSession(), 501, deltaSync(501));
        rig.runMs(3);
        assertThat(client.frames(FrameType.DELTA_SYNC)).hasSize(1);
        rig.until(() -> rig.shards.acked().contains(501));
        assertThat(rig.shards.lost()).isEmpty();
        FakeShards.Report report = rig.shards.reports.getLast();
        assertThat(report.budgetBytes()).isEqualTo(1100);
        assertThat(report.cell()).isEqualTo(11);
        assertThat(report.node()).isEqualTo(2);
    }

    @Test
    void shouldReportInEveryFourthTickWhenNothingIsToBeSaid() {
        rig.clientInWorld();
        int before = rig.shards.reports.size();
        rig.runMs(1_000);
        assertThat(rig.shards.reports.size() - before).isBetween(14, 16);
    }

    @Test
    void shouldReportInTheNextTickWhatIsNew() {
        TestClient client = rig.clientInWorld();
        for (int tick = 501; tick < 561; tick++) {
            rig.shards.snapshot(WorkerRig.OWNER, rig.lastSession(), tick, deltaSync(tick));
            rig.runMs(3 + tick % 7);
            client.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, input(tick));
            rig.runMs(1 + 17 + 1);
            assertThat(rig.shards.acked()).contains(tick);
        }
        int before = rig.shards.reports.size();
        rig.control.events.add(WorkerRig.entered(rig.lastSession(), NEXT));
        rig.runMs(1 + 17 + 1);
        assertThat(rig.shards.reports).hasSizeGreaterThan(before);
        assertThat(rig.shards.reports.getLast().cell()).isEqualTo(NEXT.cell());
    }

    @Test
    void shouldReportSnapshotsThatAreLost() {
        TestClient client = rig.clientInWorld();
        client.losesInbound = true;
        rig.shards.snapshot(WorkerRig.OWNER, rig.lastSession(), 601, deltaSync(601));
        rig.runMs(3);
        client.losesInbound = false;
        for (int tick = 602; tick < 610; tick++) {
            rig.shards.snapshot(WorkerRig.OWNER, rig.lastSession(), tick, deltaSync(tick));
            rig.runMs(17);
        }
        rig.until(() -> rig.shards.lost().contains(601));
        assertThat(rig.shards.acked()).contains(602).doesNotContain(601);
    }

    @Test
    void shouldReportASnapshotLostWhenItDoesNotFit() {
        TestClient client = rig.clientInWorld();
        rig.shards.snapshot(WorkerRig.OWNER, rig.lastSession(), 700, new byte[1_180]);
        rig.until(() -> rig.shards.lost().contains(700));
        assertThat(rig.count(WorkerCount.SNAPSHOTS_LOST_AT_EDGE)).isEqualTo(1);
        assertThat(client.isEstablished()).isTrue();
    }

    @Test
    void shouldSendSnapshotsOnlyBehindWorldEnteredUntilItIsAcknowledged() {
        TestClient client = rig.establishedClient();
        client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(1));
        rig.runMs(3);
        client.losesInbound = true;
        rig.admit(rig.lastSession());
        rig.runMs(3);
        client.losesInbound = false;
        rig.shards.snapshot(WorkerRig.OWNER, rig.lastSession(), 510, deltaSync(510));
        rig.runMs(3);
        assertThat(client.frames.get(client.frames.size() - 2).type())
                .isEqualTo(FrameType.WORLD_ENTERED);
        assertThat(client.frames.getLast().type()).isEqualTo(FrameType.DELTA_SYNC);
        rig.until(() -> rig.shards.acked().contains(510));
        rig.shards.snapshot(WorkerRig.OWNER, rig.lastSession(), 511, deltaSync(511));
        rig.runMs(3);
        assertThat(client.frames(FrameType.WORLD_ENTERED)).hasSize(1);
        assertThat(client.frames(FrameType.DELTA_SYNC)).hasSize(2);
        assertThat(rig.shards.reports.getFirst().budgetBytes()).isLessThan(1_100);
    }

    @Test
    void shouldFollowTheHigherGenerationAndDropThePastOwner() {
        TestClient client = rig.clientInWorld();
        rig.shards.snapshot(NEXT, rig.lastSession(), 800, deltaSync(800));
        rig.runMs(3);
        rig.shards.snapshot(WorkerRig.OWNER, rig.lastSession(), 801, deltaSync(801));
        rig.runMs(3);
        assertThat(client.frames(FrameType.DELTA_SYNC)).hasSize(1);
        assertThat(rig.count(WorkerCount.SNAPSHOTS_STALE)).isEqualTo(1);
        client.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, input(1));
        rig.runMs(3);
        assertThat(rig.shards.inputs.getLast().node()).isEqualTo(3);
        assertThat(rig.shards.inputs.getLast().cell()).isEqualTo(12);
        assertThat(rig.shards.inputs.getLast().epoch()).isEqualTo(9);
    }

    @Test
    void shouldFollowANewOwnerByItsFirstEventAndTellItNothingOfThePastOnesSnapshots() {
        TestClient client = rig.clientInWorld();
        long moved = rig.count(WorkerCount.ROUTES_MOVED);
        rig.shards.snapshot(WorkerRig.OWNER, rig.lastSession(), 850, deltaSync(850));
        rig.shards.event(NEXT, rig.lastSession());
        rig.shards.event(WorkerRig.OWNER, rig.lastSession());
        rig.runMs(200);
        assertThat(client.frames(FrameType.DELTA_SYNC)).hasSize(1);
        assertThat(client.frames(FrameType.WORLD_EVENT)).hasSize(1);
        assertThat(rig.count(WorkerCount.ROUTES_MOVED)).isEqualTo(moved + 1);
        assertThat(rig.count(WorkerCount.EVENTS_REFUSED)).as("the past owner's").isOne();
        assertThat(rig.shards.reports.getLast().cell()).isEqualTo(NEXT.cell());
        assertThat(rig.shards.acked()).doesNotContain(850);
    }

    @Test
    void shouldAskToRejoinWhenTheWorldIsSilent() {
        TestClient client = rig.clientInWorld();
        rig.runMs(1_100);
        assertThat(rig.control.rejoining).isEmpty();
        rig.runMs(200);
        assertThat(rig.control.rejoining).containsExactly(rig.lastSession());
        rig.runMs(2_000);
        assertThat(rig.control.rejoining).hasSize(2);
        rig.control.events.add(WorkerRig.entered(rig.lastSession(), NEXT));
        rig.shards.snapshot(NEXT, rig.lastSession(), 900, deltaSync(900));
        rig.runMs(3);
        assertThat(client.frames(FrameType.DELTA_SYNC)).hasSize(1);
        assertThat(client.frames(FrameType.WORLD_ENTERED)).hasSize(1);
        rig.runMs(1_000);
        assertThat(rig.control.rejoining).hasSize(2);
    }

    @Test
    void shouldAcknowledgeWhatIsReliableWithin25MillisecondsWhenNothingElseGoesOut() {
        TestClient client = rig.clientInWorld();
        UnsafeBuffer body = new UnsafeBuffer(new byte[16]);
        for (int round = 0; round < 20; round++) {
            rig.runMs(40 + round);
            long acked = client.connection.peer().statistics().messagesAcked();
            client.connection
                    .peer()
                    .sendReliable(Channel.RELIABLE_ORDERED, FrameType.BENCHMARK, body, 0, 16);
            rig.runMs(1 + 25 + 1);
            assertThat(client.connection.peer().statistics().messagesAcked())
                    .as("round %d", round)
                    .isEqualTo(acked + 1);
        }
    }

    @Test
    void shouldNotTakeTheWorldForSilentWhenItStoodStillItself() {
        rig.clientInWorld();
        rig.standStillMs(2_000);
        rig.runMs(1_400);
        assertThat(rig.control.rejoining).as("it could hear nothing").isEmpty();
        rig.runMs(200);
        assertThat(rig.control.rejoining).containsExactly(rig.lastSession());
    }

    @Test
    void shouldAskToRejoinAtOnceWhenTheCellHasBegunAnewElsewhere() {
        TestClient client = rig.clientInWorld();
        long cell = WorkerRig.OWNER.cell();
        rig.control.routes =
                RouteTable.of(Map.of(cell, new RouteTable.Route(cell, ANEW.epoch(), 3)));
        rig.runMs(60);
        assertThat(rig.control.rejoining).containsExactly(rig.lastSession());
        rig.runMs(300);
        assertThat(rig.control.rejoining).as("once, until it is time to repeat it").hasSize(1);
        rig.control.events.add(WorkerRig.entered(rig.lastSession(), ANEW));
        rig.shards.snapshot(ANEW, rig.lastSession(), 900, deltaSync(900));
        rig.runMs(1_000);
        assertThat(client.frames(FrameType.DELTA_SYNC)).hasSize(1);
        assertThat(rig.control.rejoining).hasSize(1);
    }

    private static byte[] input(int number) {
        byte[] body = new byte[InputFrame.size(1)];
        WireWriter writer = new WireWriter().wrap(new UnsafeBuffer(body), 0, body.length);
        InputFrame.writeHead(writer, number, 1);
        InputFrame.writeInput(writer, InputCommand.of(127, 0, 0, 0, 3));
        return body;
    }

    private static byte[] deltaSync(int tick) {
        byte[] frame = new byte[14];
        new WireWriter()
                .wrap(new UnsafeBuffer(frame), 0, frame.length)
                .u8(FrameType.DELTA_SYNC)
                .u8(12)
                .u32(tick)
                .u32(0)
                .u32(0);
        return frame;
    }
}
