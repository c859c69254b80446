package dev.shadowland.protocol.rekey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

/** What a rekey leaves behind: of secrets nothing, of old keys no longer than they are due. */
class KeyRemainsTest {
    private static final long MS = 1_000_000;
    private static final long RTO_NS = 250 * MS;

    private long nowNs = 1_800_000_000_000_000_000L;
    private final RekeyEnd server = RekeyEnd.server(RekeySettings.DEFAULT, 1, nowNs);
    private final RekeyEnd client = RekeyEnd.client(1);

    /** The server asks and has its answer; the client has not heard a datagram since. */
    private void answered() {
        server.keys.force();
        server.keys.onTime(nowNs, RTO_NS);
        assertThat(client.receive(server.send(nowNs), nowNs)).isTrue();
        assertThat(server.receive(client.send(nowNs), nowNs)).isTrue();
    }

    private void rekeyed() {
        answered();
        assertThat(client.receive(server.send(nowNs), nowNs)).isTrue();
        assertThat(server.receive(client.send(nowNs), nowNs)).isTrue();
    }

    @Test
    void shouldZeroTheKeysThatWentIntoCiphers() {
        server.ciphers.handed.clear();
        client.ciphers.handed.clear();
        rekeyed();
        assertThat(server.ciphers.handed).hasSize(2).allMatch(KeyRemainsTest::isZero);
        assertThat(client.ciphers.handed).hasSize(2).allMatch(KeyRemainsTest::isZero);
    }

    @Test
    void shouldZeroTheSecretOfAChainThatEnds() {
        byte[] key = filled(1);
        KeyEpochs epochs =
                new KeyEpochs(
                        true,
                        BouncyCastleAead.PROVIDER.forSealing(key),
                        BouncyCastleAead.PROVIDER.forOpening(key));
        KeyChain chain = new KeyChain(epochs, BouncyCastleAead.PROVIDER, true, filled(3));
        assertThat(isZero(chain.secret())).isFalse();
        chain.destroy();
        assertThat(isZero(chain.secret())).isTrue();
    }

    /** The client's round trip may be longer, and with it the time that it keeps the old key. */
    @Test
    void shouldZeroTheOldKeyOfAClientThatIsAskedAgainBeforeItsTime() {
        rekeyed();
        nowNs += 1_000 * MS;
        server.keys.onTime(nowNs, RTO_NS);
        server.keys.onTime(nowNs, RTO_NS);
        assertThat(client.ciphers.alive).as("with the old one").hasSize(3);
        answered();
        assertThat(client.ciphers.alive).as("present and next").hasSize(4);
    }

    /** Datagrams under the new key may overtake one another. */
    @Test
    void shouldOpenUnderTheOldKeyOnlyWhatIsBelowTheLowestUnderTheNew() {
        answered();
        RekeyEnd copyUnderOldKey = RekeyEnd.client(1);
        assertThat(client.receive(server.send(nowNs), nowNs)).isTrue();
        byte[] first = client.send(nowNs);
        copyUnderOldKey.nextSequence = client.nextSequence + 2;
        byte[] old = copyUnderOldKey.send(nowNs);
        client.nextSequence += 5;
        assertThat(server.receive(client.send(nowNs), nowNs)).isTrue();
        assertThat(server.receive(first, nowNs)).isTrue();
        assertThat(server.receive(old, nowNs)).isFalse();
    }

    @Test
    void shouldStartByBytesReceivedToo() {
        int size = client.send(nowNs).length;
        RekeyEnd counted = RekeyEnd.server(new RekeySettings(2L * size, Long.MAX_VALUE), 1, nowNs);
        for (int i = 0; i < 10; i++) {
            assertThat(counted.receive(client.send(nowNs), nowNs)).isTrue();
        }
        counted.keys.onTime(nowNs, RTO_NS);
        assertThat(counted.keys.isSendDue(nowNs)).isTrue();
    }

    @Test
    void shouldCallAChangedAnswerMisbehaviourWhileTheKeysAreDerived() {
        server.lane = true;
        server.keys.force();
        server.keys.onTime(nowNs, RTO_NS);
        server.runLane();
        server.send(nowNs);
        assertThat(server.keys.onFrame(FrameType.REKEY_RESPONSE, answer(5))).isTrue();
        assertThat(server.keys.onFrame(FrameType.REKEY_RESPONSE, answer(5))).isTrue();
        assertThat(server.keys.onFrame(FrameType.REKEY_RESPONSE, answer(6))).isFalse();
    }

    private static boolean isZero(byte[] bytes) {
        return Arrays.equals(bytes, new byte[bytes.length]);
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static WireReader answer(int fill) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[36]);
        new WireWriter().wrap(buffer, 0, 36).u32(1).bytes(filled(fill));
        return new WireReader().wrap(buffer, 0, 36);
    }
}
