package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.KickReason;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.wire.FrameType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever ends a session, the client and the control plane hear of it. */
class SessionEndingIT {
    private final WorkerRig rig = WorkerRig.open();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldDisconnectWhenKicked() {
        TestClient client = rig.clientInWorld();
        rig.control.events.add(new GatewayEvent.Kick(rig.lastSession(), KickReason.REPLACED));
        rig.runMs(5);
        assertThat(client.closed).isEqualTo(DisconnectReason.REPLACED);
        assertThat(rig.worker.sessionCount()).isZero();
        assertThat(rig.count(WorkerCount.KICKS)).isEqualTo(1);
    }

    @Test
    void shouldTellTheControlPlaneWhenTheClientGoesEvenIfItsQueueIsFull() {
        TestClient client = rig.clientInWorld();
        rig.control.isFull = true;
        client.sendFrame(rig.nowNs(), FrameType.DISCONNECT, new byte[] {0});
        rig.runMs(20);
        assertThat(rig.worker.sessionCount()).isZero();
        assertThat(rig.control.ended).isEmpty();
        rig.control.isFull = false;
        rig.runMs(2);
        assertThat(rig.control.ended).containsExactly(rig.lastSession());
        assertThat(rig.control.endedIn).isEqualTo(WorkerRig.OWNER.cell());
    }

    @Test
    void shouldTellOfEverySessionWhenItClosesAndTheQueueIsFullForAWhile() {
        rig.clientInWorld();
        rig.clientInWorld();
        rig.clientInWorld();
        rig.control.endsRefused = 5;
        rig.stopWorker();
        assertThat(rig.control.ended).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void shouldCloseAllTheSameWhenTheControlPlaneTakesNothing() {
        rig.clientInWorld();
        rig.control.isFull = true;
        rig.stopWorker();
        assertThat(rig.worker.sessionCount()).isZero();
    }

    @Test
    void shouldEndASessionThatWasLetInAfterItsClientLeft() {
        TestClient client = rig.establishedClient();
        client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(1));
        rig.runMs(3);
        client.sendFrame(rig.nowNs(), FrameType.DISCONNECT, new byte[] {0});
        rig.runMs(3);
        rig.admit(rig.lastSession());
        rig.runMs(3);
        assertThat(rig.control.ended).hasSize(2).containsOnly(rig.lastSession());
    }

    @Test
    void shouldTimeOutASilentClientAndLeaveTheOtherAlone() {
        TestClient silent = rig.clientInWorld();
        long gone = rig.lastSession();
        TestClient other = rig.clientInWorld();
        silent.isSilent = true;
        rig.runMs(16_000);
        assertThat(rig.count(WorkerCount.TIMED_OUT)).isEqualTo(1);
        assertThat(rig.control.ended).containsExactly(gone);
        assertThat(other.isEstablished()).isTrue();
    }
}
