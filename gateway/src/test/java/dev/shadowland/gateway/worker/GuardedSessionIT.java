package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.api.DenyReason;
import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.integrity.IntegrityAnswers;
import dev.shadowland.protocol.integrity.IntegrityGuard;
import dev.shadowland.protocol.integrity.IntegrityTable;
import dev.shadowland.protocol.limits.AddressLimits;
import dev.shadowland.protocol.limits.ConnectionLimits;
import dev.shadowland.protocol.limits.Rate;
import dev.shadowland.protocol.message.EnterDenied;
import dev.shadowland.protocol.rekey.RekeySettings;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.SplittableRandom;

/** Rekeys, limits and integrity challenges of a real worker. */
class GuardedSessionIT {
    private static final long SECOND = 1_000_000_000L;
    private static final IntegrityTable TABLE =
            IntegrityTable.generate(1, 16, new SplittableRandom(1));

    private @Nullable WorkerRig rig;

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    private WorkerRig rig(SecuritySettings security) {
        WorkerRig made = WorkerRig.guarded(security);
        rig = made;
        return made;
    }

    private static SecuritySettings integrity() {
        return new SecuritySettings(
                RekeySettings.DEFAULT,
                SecuritySettings.Addresses.NO_LIMIT,
                null,
                new SecuritySettings.Integrity(
                        Map.of(1, TABLE), new IntegrityGuard.Settings(2 * SECOND, SECOND)));
    }

    private static SecuritySettings limits(int datagrams, int frames) {
        return new SecuritySettings(
                RekeySettings.DEFAULT,
                SecuritySettings.Addresses.NO_LIMIT,
                new ConnectionLimits.Settings(
                        Rate.of(datagrams, 1),
                        Rate.of(1 << 20, 1),
                        new ConnectionLimits.ByType(Rate.of(frames, 1)),
                        2 * SECOND),
                null);
    }

    @Test
    void shouldChangeKeysAgainAndAgainOnTheKeyThreadWhileTheClientPlays() {
        WorkerRig rig =
                rig(
                        new SecuritySettings(
                                new RekeySettings(1L << 40, SECOND / 2),
                                SecuritySettings.Addresses.NO_LIMIT,
                                null,
                                null));
        TestClient client = rig.clientInWorld();
        for (int i = 0; i < 600; i++) {
            client.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]);
            rig.runMs(16);
        }
        assertThat(client.connection.peer().keyEpoch()).isGreaterThanOrEqualTo(4);
        assertThat(rig.shards.inputs).hasSize(600);
        assertThat(rig.drops()).isEqualTo("[]");
        assertThat(client.isEstablished()).isTrue();
    }

    @Test
    void shouldChangeTheKeysOfAllWhenAsked() {
        WorkerRig rig =
                rig(
                        new SecuritySettings(
                                RekeySettings.DEFAULT,
                                SecuritySettings.Addresses.NO_LIMIT,
                                null,
                                null));
        TestClient first = rig.clientInWorld();
        TestClient second = rig.clientInWorld();
        rig.worker.forceRekeys();
        rig.until(
                () ->
                        first.connection.peer().keyEpoch() == 1
                                && second.connection.peer().keyEpoch() == 1);
        rig.runMs(5_000);
        assertThat(first.connection.peer().keyEpoch()).isOne();
        assertThat(first.isEstablished() && second.isEstablished()).isTrue();
        assertThat(rig.drops()).isEqualTo("[]");
    }

    @Test
    void shouldDropAndCountWhatIsTooMuchAndEndWhoGoesOn() {
        WorkerRig rig = rig(limits(100, 1000));
        TestClient client = rig.clientInWorld();
        for (int i = 0; i < 150; i++) {
            client.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]);
        }
        rig.runMs(20);
        assertThat(rig.drops(DropReason.RATE_LIMITED)).isPositive();
        assertThat(client.closed).isNull();
        for (int i = 0; i < 3_000 && client.closed == null; i++) {
            client.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]);
            rig.runMs(1);
        }
        assertThat(client.closed).isEqualTo(DisconnectReason.RATE_LIMITED);
    }

    @Test
    void shouldLimitFramesByType() {
        WorkerRig rig = rig(limits(10_000, 20));
        TestClient client = rig.clientInWorld();
        for (int i = 0; i < 50; i++) {
            client.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]);
        }
        rig.runMs(20);
        assertThat(rig.shards.inputs).hasSizeBetween(20, 22);
        assertThat(rig.drops(DropReason.FRAME_LIMITED)).isBetween(28L, 30L);
    }

    @Test
    void shouldAdmitOnlySoManyConnectionsOfAnAddress() {
        SecuritySettings.Addresses addresses =
                new SecuritySettings.Addresses(
                        new AddressLimits.Bound(2, 1000),
                        new AddressLimits.Bound(1, 1),
                        (_, _) -> false);
        WorkerRig rig = rig(new SecuritySettings(RekeySettings.DEFAULT, addresses, null, null));
        TestClient first = rig.establishedClient();
        rig.establishedClient();
        TestClient third = rig.client();
        rig.runMs(1_000);
        assertThat(third.isEstablished()).isFalse();
        assertThat(rig.drops(DropReason.ADDRESS_LIMITED)).isPositive();
        first.sendFrame(rig.nowNs(), FrameType.DISCONNECT, new byte[1]);
        rig.until(third::isEstablished);
    }

    @Test
    void shouldLetAllowedAddressesConnectAsOftenAsTheyLike() {
        SecuritySettings.Addresses addresses =
                new SecuritySettings.Addresses(
                        new AddressLimits.Bound(1, 1),
                        new AddressLimits.Bound(1, 1),
                        (hi, lo) -> hi == 0 && lo >>> 24 == 0xFFFF7FL);
        WorkerRig rig = rig(new SecuritySettings(RekeySettings.DEFAULT, addresses, null, null));
        for (int i = 0; i < 20; i++) {
            rig.establishedClient();
        }
        assertThat(rig.drops(DropReason.ADDRESS_LIMITED)).isZero();
    }

    private TestClient enteredOfBuildOne(WorkerRig rig) {
        TestClient client = rig.establishedClient();
        client.sendFrame(
                rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(1, WorkerRig.token(1)));
        rig.until(() -> !rig.control.entering.isEmpty());
        rig.admit(rig.lastSession());
        rig.until(() -> !client.frames(FrameType.WORLD_ENTERED).isEmpty());
        return client;
    }

    @Test
    void shouldKeepAClientThatAnswersRight() {
        WorkerRig rig = rig(integrity());
        TestClient client = enteredOfBuildOne(rig);
        IntegrityAnswers answers = new IntegrityAnswers(TABLE);
        UnsafeBuffer out = new UnsafeBuffer(new byte[64]);
        int answered = 0;
        for (int i = 0; i < 12_000; i++) {
            rig.runMs(1);
            var questions = client.frames(FrameType.CHECK_INTEGRITY);
            if (questions.size() > answered) {
                byte[] body = questions.get(answered++).body();
                answers.onQuestion(new WireReader().wrap(new UnsafeBuffer(body), 0, body.length));
                answers.write(new WireWriter().wrap(out, 0, 64));
                byte[] answer = new byte[20];
                out.getBytes(2, answer);
                client.sendFrame(rig.nowNs(), FrameType.CHECK_INTEGRITY, answer);
            }
        }
        assertThat(answered).isGreaterThanOrEqualTo(4);
        assertThat(client.closed).isNull();
        assertThat(rig.count(WorkerCount.INTEGRITY_FAILURES)).isZero();
    }

    @Test
    void shouldEndAClientThatAnswersWrong() {
        WorkerRig rig = rig(integrity());
        TestClient client = enteredOfBuildOne(rig);
        rig.until(() -> !client.frames(FrameType.CHECK_INTEGRITY).isEmpty());
        byte[] wrong = new byte[20];
        wrong[0] = 1;
        client.sendFrame(rig.nowNs(), FrameType.CHECK_INTEGRITY, wrong);
        rig.until(() -> client.closed != null);
        assertThat(client.closed).isEqualTo(DisconnectReason.INTEGRITY_FAILED);
        assertThat(rig.count(WorkerCount.INTEGRITY_FAILURES)).isEqualTo(1);
    }

    @Test
    void shouldEndAClientThatIsAskedAgainAndDoesNotAnswer() {
        WorkerRig rig = rig(integrity());
        TestClient client = enteredOfBuildOne(rig);
        rig.until(() -> client.closed != null);
        assertThat(client.closed).isEqualTo(DisconnectReason.INTEGRITY_FAILED);
        assertThat(client.frames(FrameType.CHECK_INTEGRITY)).hasSizeGreaterThan(1);
    }

    /** The first attempt is refused too early and then succeeds; in between comes a false build. */
    @Test
    void shouldGuardAClientThatNamedAFalseBuildBeforeItWasLetIn() {
        WorkerRig rig = rig(integrity());
        TestClient client = rig.establishedClient();
        client.sendFrame(
                rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(1, WorkerRig.token(1)));
        rig.until(() -> !rig.control.entering.isEmpty());
        rig.control.events.add(new GatewayEvent.Denied(rig.lastSession(), DenyReason.WORLD_BUSY));
        rig.until(() -> !client.frames(FrameType.ENTER_DENIED).isEmpty());
        client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(9));
        rig.until(() -> client.frames(FrameType.ENTER_DENIED).size() == 2);
        rig.admit(rig.lastSession());
        rig.until(() -> !client.frames(FrameType.WORLD_ENTERED).isEmpty());
        rig.until(() -> client.closed != null);
        assertThat(client.closed).isEqualTo(DisconnectReason.INTEGRITY_FAILED);
    }

    @Test
    void shouldEndAClientWhoseAnswerIsMalformed() {
        WorkerRig rig = rig(integrity());
        TestClient client = enteredOfBuildOne(rig);
        client.sendFrame(rig.nowNs(), FrameType.CHECK_INTEGRITY, new byte[19]);
        rig.runMs(5);
        assertThat(client.closed).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
        assertThat(rig.drops(DropReason.MALFORMED_FRAME)).isEqualTo(1);
    }

    @Test
    void shouldRefuseABuildThatIsNotKnown() {
        WorkerRig rig = rig(integrity());
        TestClient client = rig.establishedClient();
        client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(1));
        rig.until(() -> !client.frames(FrameType.ENTER_DENIED).isEmpty());
        byte[] body = client.frames(FrameType.ENTER_DENIED).getFirst().body();
        assertThat((int) body[0]).isEqualTo(EnterDenied.Reason.UNKNOWN_BUILD.code());
        assertThat(rig.control.entering).isEmpty();
    }
}
