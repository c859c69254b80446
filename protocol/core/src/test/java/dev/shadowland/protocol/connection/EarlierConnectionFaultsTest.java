package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Faults of earlier implementations, each with the test that would have found it: connections. */
class EarlierConnectionFaultsTest {
    private static final byte[] PLAIN = "a word in the clear".getBytes(StandardCharsets.US_ASCII);

    private final ConnectionPair pair = new ConnectionPair().established();

    @Test
    void shouldEncryptBothWays() {
        for (PeerConnection from : List.of(pair.client, pair.server)) {
            byte[] datagram = pair.send(from, EarlierConnectionFaultsTest::speak);
            assertThat(new String(datagram, StandardCharsets.ISO_8859_1))
                    .doesNotContain(new String(PLAIN, StandardCharsets.ISO_8859_1));
            assertThat(datagram[5] & PacketHeader.SEALED).isEqualTo(PacketHeader.SEALED);
        }
    }

    @Test
    void shouldNotParsePlaintextAfterAFailedTag() {
        UnsafeBuffer out = new UnsafeBuffer(new byte[200]);
        PacketHeader.write(out, 0, ConnectionPair.ID, 0, PacketHeader.SEALED, 1_000);
        WireWriter writer = new WireWriter().wrap(out, PacketHeader.LENGTH, 100);
        FrameWriter.head(writer, FrameType.DISCONNECT, 1).u8(0);
        speak(writer);
        writer.padTo(60);

        assertThat(pair.give(pair.server, out.byteArray())).isEqualTo(DropReason.NOT_AUTHENTIC);
        assertThat(pair.serverSide.frameTypes).isEmpty();
        assertThat(pair.server.isEstablished()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x04, 0x08, 0x10, 0x20, 0x40})
    void shouldNotChangeFlagsAfterTheAssociatedDataWasTaken(int flag) {
        byte[] datagram = pair.send(pair.client, EarlierConnectionFaultsTest::speak);
        byte[] changed = datagram.clone();
        changed[5] ^= (byte) flag;

        assertThat(pair.give(pair.server, changed)).isNotNull();
        assertThat(pair.serverSide.frameTypes).isEmpty();
        assertThat(pair.give(pair.server, datagram)).isNull();
    }

    @Test
    void shouldUseOneSequenceSpaceUnderOneKey() {
        Set<Long> sequences = new HashSet<>();
        List<Long> inOrder = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            pair.nowNs += 20 * ConnectionPair.MS;
            reliable(pair.server, Channel.RELIABLE_ORDERED);
            reliable(pair.server, Channel.RELIABLE_UNORDERED);
            byte[] datagram = pair.send(pair.server, EarlierConnectionFaultsTest::speak);
            long sequence = sequence(datagram);
            assertThat(sequences.add(sequence)).as("nonce %d", sequence).isTrue();
            inOrder.add(sequence);
            pair.give(pair.client, datagram);
            pair.give(pair.server, pair.send(pair.client));
        }
        assertThat(inOrder.getLast() - inOrder.getFirst()).isEqualTo(59);
        assertThat(inOrder).isSorted();
    }

    @Test
    void shouldDeliverReliablyThoughPacketSequencesHaveGaps() {
        for (int i = 0; i < 5; i++) {
            pair.send(pair.server); // lost, and nobody repairs it
        }
        reliable(pair.server, Channel.RELIABLE_ORDERED);
        pair.give(pair.client, pair.send(pair.server));

        assertThat(pair.clientSide.frameTypes).containsExactly(FrameType.WORLD_EVENT);
    }

    @Test
    void shouldResendUnderANewSequenceThatTheWindowStillTakes() {
        reliable(pair.server, Channel.RELIABLE_ORDERED);
        byte[] lost = pair.send(pair.server);
        for (int i = 0; i < 200; i++) {
            pair.nowNs += 20 * ConnectionPair.MS;
            byte[] datagram = pair.send(pair.server);
            assertThat(sequence(datagram)).isGreaterThan(sequence(lost));
            pair.give(pair.client, datagram);
            pair.give(pair.server, pair.send(pair.client));
        }

        assertThat(pair.clientSide.frameTypes).containsExactly(FrameType.WORLD_EVENT);
        assertThat(pair.give(pair.client, lost)).isEqualTo(DropReason.REPLAYED);
        assertThat(pair.clientSide.frameTypes).hasSize(1);
    }

    @Test
    void shouldRepairALostAck() {
        reliable(pair.server, Channel.RELIABLE_ORDERED);
        pair.give(pair.client, pair.send(pair.server));
        pair.send(pair.client); // its ack is lost
        for (int i = 0; i < 100; i++) {
            pair.nowNs += 50 * ConnectionPair.MS;
            pair.give(pair.client, pair.send(pair.server));
            pair.give(pair.server, pair.send(pair.client));
        }

        assertThat(pair.clientSide.frameTypes).containsExactly(FrameType.WORLD_EVENT);
        assertThat(pair.serverSide.closed).isNull();
        assertThat(pair.server.canSend(Channel.RELIABLE_ORDERED, 1000)).isTrue();
    }

    private static void reliable(PeerConnection from, Channel channel) {
        UnsafeBuffer body = new UnsafeBuffer(new byte[] {1, 0, 0, 0, 0, 0});
        assertThat(from.sendReliable(channel, FrameType.WORLD_EVENT, body, 0, 6)).isTrue();
    }

    private static void speak(WireWriter writer) {
        FrameWriter.head(writer, 0x41, PLAIN.length).bytes(PLAIN);
    }

    private static long sequence(byte[] datagram) {
        return PacketHeader.sequence(new UnsafeBuffer(datagram), 0);
    }
}
