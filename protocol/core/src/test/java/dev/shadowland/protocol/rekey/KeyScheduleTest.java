package dev.shadowland.protocol.rekey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;

class KeyScheduleTest {
    private static final long MS = 1_000_000;
    private static final long RTO_NS = 250 * MS;
    private static final byte[] LOW_ORDER = new byte[32];

    private long nowNs = 1_800_000_000_000_000_000L;
    private final RekeyEnd server = RekeyEnd.server(RekeySettings.DEFAULT, 1, nowNs);
    private final RekeyEnd client = RekeyEnd.client(1);

    private void tick() {
        nowNs += 10 * MS;
        server.keys.onTime(nowNs, RTO_NS);
        client.keys.onTime(nowNs, RTO_NS);
    }

    /** Both ends send once; everything arrives. */
    private void exchange() {
        tick();
        byte[] down = server.send(nowNs);
        assertThat(client.receive(down, nowNs)).isTrue();
        assertThat(server.receive(client.send(nowNs), nowNs)).isTrue();
    }

    private byte[] request() {
        server.keys.force();
        tick();
        return server.send(nowNs);
    }

    private void rekey() {
        server.keys.force();
        for (int i = 0; i < 4; i++) {
            exchange();
        }
    }

    private void retire() {
        nowNs += 2_000 * MS;
        exchange();
        exchange();
    }

    @Test
    void shouldChangeTheKeysOfBothDirectionsAndNoNumber() {
        exchange();
        long next = server.nextSequence;
        rekey();
        retire();

        assertThat(server.keys.epoch()).isEqualTo(1);
        assertThat(client.keys.epoch()).isEqualTo(1);
        assertThat(server.nextSequence).isGreaterThan(next);
        assertThat(server.keys.phaseFlag()).isEqualTo(PacketHeader.REKEY);
        assertThat(server.keys.isSettled()).isTrue();
        assertThat(client.keys.isSettled()).isTrue();
        assertThat(server.ciphers.alive).hasSize(2);
        assertThat(client.ciphers.alive).hasSize(2);
        assertThat(server.misbehaved || client.misbehaved).isFalse();
    }

    @Test
    void shouldSealUnderTheNewKeyFromTheResponseOnAndAtTheClientFromTheFirstThatOpens() {
        client.receive(request(), nowNs);
        assertThat(client.keys.epoch()).isZero();
        byte[] answer = client.send(nowNs);
        assertThat(PacketHeader.flags(new UnsafeBuffer(answer), 0) & PacketHeader.REKEY).isZero();

        server.receive(answer, nowNs);
        assertThat(server.keys.epoch()).isEqualTo(1);
        byte[] late = client.send(nowNs);
        assertThat(client.receive(server.send(nowNs), nowNs)).isTrue();
        assertThat(client.keys.epoch()).isEqualTo(1);
        assertThat(server.receive(late, nowNs)).isTrue();
        assertThat(server.receive(client.send(nowNs), nowNs)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1000, 99, false", "1000, 100, true"})
    void shouldStartByTime(long ageMs, long tenthsPercent, boolean due) {
        RekeyEnd timed = RekeyEnd.server(new RekeySettings(1 << 30, ageMs * MS), 2, nowNs);
        long at = nowNs + ageMs * MS * tenthsPercent / 100;
        timed.keys.onTime(at, RTO_NS);
        assertThat(timed.keys.isSendDue(at)).isEqualTo(due);
    }

    @Test
    void shouldStartByBytes() {
        int size = RekeyEnd.server(RekeySettings.DEFAULT, 2, nowNs).send(nowNs).length;
        RekeyEnd counted = RekeyEnd.server(new RekeySettings(2L * size, Long.MAX_VALUE), 2, nowNs);
        counted.send(nowNs);
        counted.keys.onTime(nowNs, RTO_NS);
        assertThat(counted.keys.isSendDue(nowNs)).isFalse();
        counted.send(nowNs);
        counted.keys.onTime(nowNs, RTO_NS);
        assertThat(counted.keys.isSendDue(nowNs)).isTrue();
    }

    /** The old key must not open for ever because a client never seals under the new one. */
    @ParameterizedTest
    @CsvSource({"29990, false", "30020, true"})
    void shouldGiveUpAClientThatStaysWithTheOldKeys(long playsMs, boolean fails) {
        client.receive(request(), nowNs);
        server.receive(client.send(nowNs), nowNs);
        assertThat(server.keys.epoch()).isEqualTo(1);
        for (long ms = 0; ms < playsMs; ms += 10) {
            tick();
            assertThat(server.receive(client.send(nowNs), nowNs)).isTrue();
        }
        assertThat(server.keys.isFailed()).isEqualTo(fails);
    }

    @Test
    void shouldRepeatTheRequestUntilAnsweredAndGiveUpInTheEnd() {
        server.keys.force();
        int requests = 0;
        for (int i = 0; i < 60_000 && !server.keys.isFailed(); i++) {
            tick();
            requests += server.keys.isSendDue(nowNs) ? 1 : 0;
            if (server.keys.isSendDue(nowNs)) {
                server.send(nowNs);
            }
        }
        assertThat(requests).isEqualTo(21);
        assertThat(server.keys.isFailed()).isTrue();
    }

    @Test
    void shouldAnswerEachRepeatWithTheSameKey() {
        byte[] first = request();
        nowNs += 300 * MS;
        byte[] second = server.send(nowNs);
        client.receive(first, nowNs);
        byte[] answer = client.send(nowNs);
        client.receive(second, nowNs);
        byte[] again = client.send(nowNs);

        assertThat(server.receive(again, nowNs)).isTrue();
        assertThat(server.receive(answer, nowNs)).isTrue();
        exchange();
        exchange();
        assertThat(client.keys.epoch()).isEqualTo(1);
        assertThat(client.misbehaved || server.misbehaved).isFalse();
    }

    @Test
    void shouldRefuseReplayedRequestsAndAnswers() {
        byte[] request = request();
        client.receive(request, nowNs);
        byte[] answer = client.send(nowNs);
        server.receive(answer, nowNs);
        assertThat(client.receive(request, nowNs)).isFalse();
        assertThat(server.receive(answer, nowNs)).isFalse();
        exchange();
        exchange();
        assertThat(client.receive(request, nowNs)).isFalse();
        assertThat(server.receive(answer, nowNs)).isFalse();
        assertThat(server.keys.epoch()).isEqualTo(1);
    }

    @Test
    void shouldOpenOnlyLowerSequencesUnderTheOldKey() {
        client.receive(request(), nowNs);
        server.receive(client.send(nowNs), nowNs);
        byte[] lower = client.send(nowNs);
        RekeyEnd copyUnderOldKey = RekeyEnd.client(1);
        copyUnderOldKey.nextSequence = client.nextSequence + 20;
        byte[] higher = copyUnderOldKey.send(nowNs);
        client.receive(server.send(nowNs), nowNs);
        assertThat(server.receive(client.send(nowNs), nowNs)).isTrue();

        assertThat(server.receive(higher, nowNs)).isFalse();
        assertThat(server.receive(lower, nowNs)).isTrue();
    }

    /** The old key is gone at max(3 RTO, 1 s), not before. */
    @ParameterizedTest
    @CsvSource({"100, 999, true", "100, 1000, false", "500, 1499, true", "500, 1500, false"})
    void shouldKeepTheOldKeyForItsTime(long rtoMs, long laterMs, boolean opens) {
        client.receive(request(), nowNs);
        server.receive(client.send(nowNs), nowNs);
        byte[] lower = client.send(nowNs);
        client.receive(server.send(nowNs), nowNs);
        server.receive(client.send(nowNs), nowNs);
        nowNs += laterMs * MS;
        server.keys.onTime(nowNs, rtoMs * MS);

        assertThat(server.receive(lower, nowNs)).isEqualTo(opens);
    }

    @Test
    void shouldNotMoveWhenThePhaseIsForged() {
        client.receive(request(), nowNs);
        byte[] answer = client.send(nowNs);
        byte[] forged = server.send(nowNs);
        forged[5] ^= (byte) PacketHeader.REKEY;
        assertThat(client.receive(forged, nowNs)).isFalse();
        assertThat(client.keys.epoch()).isZero();
        server.receive(answer, nowNs);
        byte[] forgedUp = client.send(nowNs);
        forgedUp[5] ^= (byte) PacketHeader.REKEY;
        assertThat(server.receive(forgedUp, nowNs)).isFalse();
        exchange();
        exchange();
        assertThat(server.keys.epoch()).isEqualTo(1);
        assertThat(client.keys.epoch()).isEqualTo(1);
    }

    @Test
    void shouldTryNoKeyWhenThePhaseIsNobodys() {
        byte[] datagram = client.send(nowNs);
        datagram[5] ^= (byte) PacketHeader.REKEY;
        assertThat(server.keys.open(new UnsafeBuffer(datagram), 0, datagram.length, nowNs))
                .isEqualTo(KeyEpochs.NO_KEY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 2, 3, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void shouldCallARequestForAnotherEpochMisbehaviour(int epoch) {
        assertThat(client.keys.onFrame(FrameType.REKEY_REQUEST, body(epoch, key(5)))).isFalse();
        assertThat(client.keys.isSendDue(nowNs)).isFalse();
    }

    @Test
    void shouldCallAChangedRepeatMisbehaviour() {
        assertThat(client.keys.onFrame(FrameType.REKEY_REQUEST, body(1, key(5)))).isTrue();
        assertThat(client.keys.onFrame(FrameType.REKEY_REQUEST, body(1, key(5)))).isTrue();
        assertThat(client.keys.onFrame(FrameType.REKEY_REQUEST, body(1, key(6)))).isFalse();
        assertThat(client.keys.onFrame(FrameType.REKEY_REQUEST, body(2, key(6)))).isFalse();
    }

    @Test
    void shouldTakeNoAnswerThatWasNotAskedFor() {
        assertThat(server.keys.onFrame(FrameType.REKEY_RESPONSE, body(1, key(5)))).isFalse();
        server.keys.force();
        tick();
        assertThat(server.keys.onFrame(FrameType.REKEY_RESPONSE, body(1, key(5)))).isFalse();
        server.send(nowNs);
        assertThat(server.keys.onFrame(FrameType.REKEY_RESPONSE, body(2, key(5)))).isFalse();
        assertThat(server.keys.onFrame(FrameType.REKEY_RESPONSE, body(1, key(5)))).isTrue();
        assertThat(server.keys.epoch()).isEqualTo(1);
        assertThat(server.keys.onFrame(FrameType.REKEY_RESPONSE, body(1, key(5)))).isTrue();
    }

    @Test
    void shouldTakeEachMessageOnlyFromItsEnd() {
        assertThat(client.keys.onFrame(FrameType.REKEY_RESPONSE, body(1, key(5)))).isFalse();
        assertThat(server.keys.onFrame(FrameType.REKEY_REQUEST, body(1, key(5)))).isFalse();
        assertThatThrownBy(client.keys::force).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 35, 37, 100})
    void shouldRefuseBodiesOfAnotherLength(int length) {
        WireReader reader = new WireReader().wrap(new UnsafeBuffer(new byte[length]), 0, length);
        assertThat(client.keys.onFrame(FrameType.REKEY_REQUEST, reader)).isFalse();
    }

    @Test
    void shouldFailOnAKeyOfLowOrder() {
        assertThat(client.keys.onFrame(FrameType.REKEY_REQUEST, body(1, LOW_ORDER))).isTrue();
        assertThat(client.keys.isFailed()).isTrue();
        request();
        assertThat(server.keys.onFrame(FrameType.REKEY_RESPONSE, body(1, LOW_ORDER))).isTrue();
        assertThat(server.keys.isFailed()).isTrue();
        assertThat(server.keys.epoch()).isZero();
    }

    @Test
    void shouldWaitForRoomInTheLane() {
        server.laneFull = true;
        server.keys.force();
        exchange();
        assertThat(server.keys.isSendDue(nowNs)).isFalse();
        server.laneFull = false;
        server.lane = true;
        for (int i = 0; i < 6; i++) {
            exchange();
            server.runLane();
        }
        assertThat(client.keys.epoch()).isEqualTo(1);
        assertThat(server.waiting).isEmpty();
    }

    @Test
    void shouldDoOneAtATimeWhenForcedAgain() {
        rekey();
        server.keys.force();
        exchange();
        assertThat(server.keys.epoch()).isEqualTo(1);
        retire();
        exchange();
        exchange();
        exchange();
        assertThat(server.keys.epoch()).isEqualTo(2);
        assertThat(client.keys.epoch()).isEqualTo(2);
        assertThat(server.keys.phaseFlag()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void shouldZeroEveryKeyWhenClosedMidway(int steps) {
        server.lane = true;
        client.lane = true;
        server.keys.force();
        for (int i = 0; i < steps; i++) {
            exchange();
            if (i % 2 == 1) {
                server.runLane();
                client.runLane();
            }
        }
        server.keys.destroy();
        client.keys.destroy();
        server.runLane();
        client.runLane();

        assertThat(server.ciphers.alive).isEmpty();
        assertThat(client.ciphers.alive).isEmpty();
    }

    /** Regression: rekey derived from public data. */
    @Test
    void shouldDeriveNothingFromWhatTravels() {
        byte[] secret = key(9);
        byte[] derived = derive(secret, 4);
        assertThat(derive(secret, 4)).isEqualTo(derived);
        // The same two messages on the wire, another secret of before.
        assertThat(overlap(derive(key(8), 4), derived)).isZero();
        // The same secret of before, another exchange.
        assertThat(overlap(derive(secret, 5), derived)).isZero();
        byte[] halves = Arrays.copyOfRange(derived, 0, 32);
        assertThat(halves).isNotEqualTo(Arrays.copyOfRange(derived, 32, 64));
        assertThat(halves).isNotEqualTo(Arrays.copyOfRange(derived, 64, 96));
    }

    /** Regression: nonce reuse. */
    @Test
    void shouldNeverSealASequenceTwiceOverManyRekeys() {
        for (int i = 0; i < 20; i++) {
            rekey();
            retire();
        }
        assertThat(client.keys.epoch()).isEqualTo(20);
        assertThat(server.nextSequence).isEqualTo(server.opened);
    }

    private static byte[] derive(byte[] secret, long clientSeed) {
        RekeyWork work = new RekeyWork(_ -> {}, 1, true, secret);
        work.run(new SplittableRandom(77));
        work.onPeerKey(Curves.agreementPublicKey(key((int) clientSeed)));
        work.run(new SplittableRandom(78));
        byte[] derived = work.derived();
        assertThat(derived).hasSize(96);
        byte[] copy = derived == null ? new byte[0] : derived.clone();
        work.destroy();
        assertThat(derived).containsOnly(0);
        return copy;
    }

    private static int overlap(byte[] one, byte[] other) {
        int same = 0;
        for (int at = 0; at < one.length; at += 32) {
            byte[] part = Arrays.copyOfRange(one, at, at + 32);
            same += Arrays.equals(part, Arrays.copyOfRange(other, at, at + 32)) ? 1 : 0;
        }
        return same;
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private static WireReader body(int epoch, byte[] key) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[36]);
        new WireWriter().wrap(buffer, 0, 36).u32(epoch).bytes(key);
        return new WireReader().wrap(buffer, 0, 36);
    }
}
