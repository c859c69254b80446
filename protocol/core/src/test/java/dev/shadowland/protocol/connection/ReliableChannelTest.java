package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.reliability.MessageSender;
import dev.shadowland.protocol.weather.WeatherReport;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

class ReliableChannelTest {
    private static final long MS = MessagePair.MS;
    private static final Channel ORDERED = Channel.RELIABLE_ORDERED;
    private static final Channel UNORDERED = Channel.RELIABLE_UNORDERED;

    private final MessagePair pair = new MessagePair(MessagePair.WIDE);

    @Test
    void shouldRepairALostAck() {
        pair.clientSide.send(pair.client, ORDERED, 20);
        assertThat(pair.carry(pair.client, pair.server)).isEqualTo(1);
        pair.nowNs += 25 * MS;
        assertThat(pair.lose(pair.server)).as("the ack").isEqualTo(1);
        assertThat(pair.client.statistics().messagesAcked()).isZero();

        pair.nowNs += pair.client.statistics().rtoNs();
        pair.carry(pair.client, pair.server);
        pair.nowNs += 25 * MS;
        pair.carry(pair.server, pair.client);

        assertThat(pair.serverSide.deliveredOf(ORDERED)).isEqualTo(1);
        assertThat(pair.server.statistics().duplicates()).isEqualTo(1);
        assertThat(pair.client.statistics().messagesAcked()).isEqualTo(1);
        assertThat(pair.client.statistics().messagesResent()).isEqualTo(1);
        assertThat(pair.client.statistics().queuedBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNRELIABLE")
    void shouldSendNoMoreThan256MessagesThatAreNotAcknowledged(Channel channel) {
        for (int i = 0; i < 257; i++) {
            pair.clientSide.send(pair.client, channel, 20);
        }
        List<byte[]> sent = sendAll();
        assertThat(pair.client.statistics().messagesSent()).isEqualTo(256);

        sent.subList(1, sent.size()).forEach(datagram -> pair.give(pair.server, datagram));
        pair.nowNs += 25 * MS;
        pair.carry(pair.server, pair.client);
        assertThat(pair.client.statistics().messagesSent())
                .as("the oldest is missing")
                .isEqualTo(256);
        pair.give(pair.server, sent.getFirst());
        pair.nowNs += 25 * MS;
        pair.carry(pair.server, pair.client);
        pair.carry(pair.client, pair.server);

        assertThat(pair.client.statistics().messagesSent()).isEqualTo(257);
        assertThat(pair.serverSide.deliveredOf(channel)).isEqualTo(257);
    }

    /** 256 messages of 1024 bytes of content are 256 KiB; of 1033 bytes there are 253 in it. */
    @Test
    void shouldSendNoMoreThan256KibibytesThatAreNotAcknowledged() {
        for (int i = 0; i < 257; i++) {
            pair.clientSide.send(pair.client, ORDERED, 1_023);
        }
        sendAll();
        assertThat(pair.client.statistics().messagesSent()).isEqualTo(256);

        MessagePair other = new MessagePair(MessagePair.WIDE);
        for (int i = 0; i < 4; i++) {
            other.clientSide.send(other.client, ORDERED, 65_535);
        }
        while (other.poll(other.client) != null) {
            assertThat(other.client.statistics().messagesSent()).isLessThanOrEqualTo(253);
        }
        assertThat(other.client.statistics().messagesSent()).isEqualTo(253);
    }

    @ParameterizedTest
    @ValueSource(ints = {FrameType.RELIABLE_ORDERED, FrameType.RELIABLE_UNORDERED})
    void shouldEndWhenANumberIsBeyondTheWindow(int frameType) {
        pair.forge(900, 0, writer -> message(writer, frameType, 255, 0x70, 4));
        assertThat(pair.server.isEstablished()).isTrue();
        pair.forge(901, 0, writer -> message(writer, frameType, 256, 0x70, 4));

        assertThat(pair.server.closedBecause()).isEqualTo(DisconnectReason.BEYOND_WINDOW);
        assertThat(pair.serverSide.frameDrops).containsExactly(DropReason.BEYOND_WINDOW);
    }

    @Test
    void shouldHoldBackAtMost256Kibibytes() {
        // 228 times 1145 bytes of content and one of 1084 are 256 KiB.
        for (int i = 1; i <= 228; i++) {
            int number = i;
            pair.forge(
                    900 + i,
                    0,
                    writer -> message(writer, FrameType.RELIABLE_ORDERED, number, 0x70, 1_144));
        }
        pair.forge(
                1_200, 0, writer -> message(writer, FrameType.RELIABLE_ORDERED, 229, 0x70, 1_083));
        assertThat(pair.server.statistics().heldBytes()).isEqualTo(256 * 1024);
        assertThat(pair.server.isEstablished()).isTrue();

        pair.forge(1_201, 0, writer -> message(writer, FrameType.RELIABLE_ORDERED, 230, 0x70, 4));

        assertThat(pair.server.closedBecause()).isEqualTo(DisconnectReason.BEYOND_WINDOW);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNRELIABLE")
    void shouldBringALargeMessageThroughLoss(Channel channel) {
        MessageSimulation world = new MessageSimulation(WeatherReport.STORM, 4).established();
        world.clientSide.send(world.client, channel, 65_535);
        world.clientSide.send(world.client, channel, 5);

        assertThat(world.settle(60_000 * MS)).isTrue();

        world.assertAllArrived();
        assertThat(world.client.statistics().messagesResent()).isPositive();
        assertThat(world.client.statistics().messagesSent()).isEqualTo(65);
        assertThat(world.server.statistics().messagesDelivered()).isEqualTo(2);
    }

    @Test
    void shouldNotStallOneChannelByAGapInTheOther() {
        pair.clientSide.send(pair.client, ORDERED, 1_000);
        pair.lose(pair.client);
        for (int i = 0; i < 20; i++) {
            pair.clientSide.send(pair.client, ORDERED, 20);
            pair.clientSide.send(pair.client, UNORDERED, 20);
            pair.carry(pair.client, pair.server);
        }
        assertThat(pair.serverSide.deliveredOf(ORDERED)).isZero();
        assertThat(pair.serverSide.deliveredOf(UNORDERED)).isEqualTo(20);

        pair.nowNs += 500 * MS;
        pair.exchange();
        assertThat(pair.serverSide.deliveredOf(ORDERED)).isEqualTo(21);
    }

    /** A lost one in the unordered channel keeps back nothing of its own channel either. */
    @Test
    void shouldDeliverUnorderedMessagesAtOnce() {
        pair.clientSide.send(pair.client, UNORDERED, 20);
        pair.lose(pair.client);
        pair.clientSide.send(pair.client, UNORDERED, 20);
        pair.carry(pair.client, pair.server);

        assertThat(pair.serverSide.delivered.get(UNORDERED)).containsExactly(1);
    }

    /** Regression: resend of the same sequence after the window moved on. */
    @Test
    void shouldTakeANewSequenceForEachResend() {
        pair.clientSide.send(pair.client, ORDERED, 20);
        byte[] first = Objects.requireNonNull(pair.poll(pair.client));
        pair.nowNs += 250 * MS;
        byte[] second = Objects.requireNonNull(pair.poll(pair.client));

        assertThat(MessagePair.sequence(second)).isEqualTo(MessagePair.sequence(first) + 1);
        pair.give(pair.server, second);
        pair.give(pair.server, first);
        assertThat(pair.serverSide.deliveredOf(ORDERED)).isEqualTo(1);
    }

    /** Regression: reliable delivery that needs gapless packet sequences. */
    @Test
    void shouldNotMindGapsInTheSequence() {
        for (int i = 0; i < 50; i++) {
            pair.send(pair.client, writer -> writer.u8(0x41).u8(0));
            pair.clientSide.send(pair.client, ORDERED, 20);
            pair.carry(pair.client, pair.server);
        }
        assertThat(pair.serverSide.deliveredOf(ORDERED)).isEqualTo(50);
    }

    @Test
    void shouldGiveUpAfterTenTries() {
        pair.clientSide.send(pair.client, ORDERED, 20);
        int tries = 0;
        long startNs = pair.nowNs;
        while (pair.client.closedBecause() == null) {
            tries += pair.lose(pair.client);
            pair.nowNs += 10 * MS;
            assertThat(pair.nowNs - startNs).isLessThan(20_000 * MS);
        }

        assertThat(pair.client.closedBecause()).isEqualTo(DisconnectReason.NOT_DELIVERED);
        assertThat(pair.client.statistics().messagesResent()).isEqualTo(9);
        // Ten tries, the datagram that found it out, and three that tell.
        assertThat(tries).isEqualTo(10 + 1 + 3);
        assertThat(pair.nowNs - startNs).isBetween(10_000 * MS, 17_000 * MS);
        assertThat(pair.clientSide.closed).isEqualTo(DisconnectReason.NOT_DELIVERED);
    }

    @Test
    void shouldEndTheConnectionWhenTooManyMessagesWait() {
        for (int i = 0; i < MessageSender.QUEUE_MESSAGES; i++) {
            assertThat(pair.client.canSend(ORDERED, 4)).isTrue();
            assertThat(pair.clientSide.send(pair.client, ORDERED, 4)).isTrue();
        }
        assertThat(pair.client.canSend(ORDERED, 4)).isFalse();
        assertThat(pair.client.canSend(UNORDERED, 4)).isTrue();
        assertThat(pair.client.isEstablished()).isTrue();

        assertThat(pair.clientSide.send(pair.client, ORDERED, 4)).isFalse();

        assertThat(pair.client.closedBecause()).isEqualTo(DisconnectReason.QUEUE_FULL);
        assertThat(pair.clientSide.send(pair.client, UNORDERED, 4)).isFalse();
        pair.exchange();
        assertThat(pair.clientSide.closed).isEqualTo(DisconnectReason.QUEUE_FULL);
        assertThat(pair.serverSide.closed).as("told").isEqualTo(DisconnectReason.QUEUE_FULL);
        assertThat(pair.memory.blocks().takenBytes()).isZero();
    }

    @Test
    void shouldEndTheConnectionWhenTooManyBytesWait() {
        for (int i = 0; i < 7; i++) {
            pair.clientSide.send(pair.client, ORDERED, 65_535);
        }
        // 7 × 64 pieces of 9 bytes more than their part of 64 KiB are 462 784 bytes.
        assertThat(pair.client.statistics().queuedBytes()).isEqualTo(462_784);
        for (int left = 524_288 - 462_784; left > 0; left -= 1_024) {
            assertThat(pair.clientSide.send(pair.client, ORDERED, Math.min(1_023, left - 1)))
                    .isTrue();
            if (pair.client.statistics().queuedBytes() == 524_288) {
                break;
            }
        }
        assertThat(pair.client.statistics().queuedBytes()).isLessThanOrEqualTo(524_288);
        assertThat(pair.client.isEstablished()).isTrue();
        assertThat(pair.client.canSend(ORDERED, 1_023)).isFalse();
        pair.clientSide.send(pair.client, ORDERED, 1_023);
        assertThat(pair.client.closedBecause()).isEqualTo(DisconnectReason.QUEUE_FULL);
    }

    @Test
    void shouldAcknowledgeReliableContentWithin25Milliseconds() {
        pair.clientSide.send(pair.client, UNORDERED, 20);
        pair.carry(pair.client, pair.server);

        assertThat(pair.server.isSendDue(pair.nowNs + 25 * MS - 1)).isFalse();
        assertThat(pair.server.isSendDue(pair.nowNs + 25 * MS)).isTrue();
        pair.nowNs += 25 * MS;
        assertThat(pair.carry(pair.server, pair.client)).isEqualTo(1);
        pair.nowNs += 10_000 * MS;
        assertThat(pair.exchange()).as("acks of acks").isZero();
    }

    @Test
    void shouldTakeTheRoundTripFromAcksWithoutThePeersDelay() {
        pair.nowNs += 1_000 * MS;
        for (int i = 0; i < 100; i++) {
            pair.clientSide.send(pair.client, ORDERED, 20);
            byte[] message = Objects.requireNonNull(pair.poll(pair.client));
            pair.nowNs += 30 * MS;
            pair.give(pair.server, message);
            pair.nowNs += 25 * MS;
            byte[] ack = Objects.requireNonNull(pair.poll(pair.server));
            pair.nowNs += 30 * MS;
            pair.give(pair.client, ack);
        }
        assertThat(pair.client.statistics().rttNs()).isBetween(59 * MS, 61 * MS);
        assertThat(pair.client.statistics().rtoNs()).isBetween(100 * MS, 120 * MS);
    }

    @Test
    void shouldLeaveTheCallersRoomAloneAndSendMessagesOfTheirOwn() {
        pair.clientSide.send(pair.client, ORDERED, 500);
        byte[] noise = new byte[1_100];
        new SplittableRandom(1).nextBytes(noise);

        byte[] snapshot = pair.send(pair.client, writer -> frame(writer, 0x26, noise));

        assertThat(snapshot.length).isGreaterThan(1_100);
        assertThat(pair.client.statistics().messagesSent()).isZero();
        assertThat(pair.client.isSendDue(pair.nowNs)).isTrue();
        byte[] message = Objects.requireNonNull(pair.poll(pair.client));
        pair.give(pair.server, message);
        assertThat(pair.serverSide.deliveredOf(ORDERED)).isEqualTo(1);

        pair.clientSide.send(pair.client, ORDERED, 500);
        byte[] both = pair.send(pair.client, writer -> frame(writer, 0x41, new byte[100]));
        pair.give(pair.server, both);
        assertThat(pair.serverSide.deliveredOf(ORDERED)).isEqualTo(2);
    }

    @Test
    void shouldShowTheHighestClassAndFragmentsInTheHeader() {
        pair.clientSide.send(pair.client, Channel.UNRELIABLE, 10);
        assertThat(header(pair)).containsExactly(PacketHeader.UNRELIABLE, 0);
        pair.clientSide.send(pair.client, ORDERED, 10);
        assertThat(header(pair)).containsExactly(PacketHeader.RELIABLE_ORDERED, 0);
        pair.clientSide.send(pair.client, UNORDERED, 10);
        pair.clientSide.send(pair.client, ORDERED, 10);
        assertThat(header(pair)).containsExactly(PacketHeader.RELIABLE_UNORDERED, 0);
        pair.clientSide.send(pair.client, ORDERED, 1_024);
        assertThat(header(pair))
                .containsExactly(PacketHeader.RELIABLE_ORDERED, PacketHeader.FRAGMENT);
    }

    private static int[] header(MessagePair pair) {
        byte[] datagram = Objects.requireNonNull(pair.poll(pair.client));
        return new int[] {datagram[4], datagram[5] & PacketHeader.FRAGMENT};
    }

    @Test
    void shouldEndOnAReliableMessageThatIsMalformed() {
        byte[][] malformed = {
            {}, // no number
            {0, 0, 0}, // half a number
            {0, 0, 0, 0}, // no content
            {0, 0, 0, 0, FrameType.PING, 1, 2, 3, 4, 5, 6, 7, 8}, // control inside
            {0, 0, 0, 0, FrameType.RELIABLE_ORDERED, 1, 0, 0, 0, 0x70}, // reliable in reliable
            {0, 0, 0, 0, FrameType.FRAGMENT, 0, 0, 0, 0, 1, 0, 0, 0, 5}, // a whole of one piece
            {0, 0, 0, 0, FrameType.COMPRESSED, 5, 0x10, 1}, // not LZ4
            {0, 0, 0, 0, FrameType.COMPRESSED, 1, 0x10, FrameType.COMPRESSED}, // twice
            {0, 0, 0, 0, FrameType.COMPRESSED, 1, 0x10, FrameType.ACK}, // control, compressed
        };
        for (byte[] body : malformed) {
            for (int type : new int[] {FrameType.RELIABLE_ORDERED, FrameType.RELIABLE_UNORDERED}) {
                MessagePair fresh = new MessagePair(MessagePair.WIDE);
                fresh.forge(900, 0, writer -> frame(writer, type, body));
                assertThat(fresh.server.closedBecause())
                        .as("%s", Arrays.toString(body))
                        .isEqualTo(DisconnectReason.PROTOCOL_ERROR);
                assertThat(fresh.serverSide.deliveredOf(ORDERED)).isZero();
            }
        }
    }

    @Test
    void shouldLoseOnlyTheFrameWhenAnUnreliableOneIsMalformed() {
        pair.forge(
                900,
                0,
                writer -> {
                    frame(writer, FrameType.FRAGMENT, new byte[7]);
                    frame(writer, FrameType.FRAGMENT, new byte[] {1, 0, 0, 0, 1, 0, 0, 0, 5});
                    frame(writer, FrameType.COMPRESSED, new byte[] {5, 0x10, 1});
                    frame(writer, FrameType.COMPRESSED, new byte[] {1, 0x10, FrameType.PING});
                    frame(writer, MessageEnd.TYPE, new byte[4]);
                });

        assertThat(pair.server.isEstablished()).isTrue();
        assertThat(pair.serverSide.deliveredOf(Channel.UNRELIABLE)).isEqualTo(1);
        assertThat(pair.serverSide.frameDrops)
                .containsExactly(
                        DropReason.MALFORMED_FRAME,
                        DropReason.MALFORMED_FRAME,
                        DropReason.BAD_COMPRESSION,
                        DropReason.MALFORMED_FRAME);
    }

    /** The peer must not take for read what nobody could read. */
    @Test
    void shouldNotAcknowledgeAPayloadThatDoesNotDecompress() {
        for (int[] size : new int[][] {{0x81, 0x20}, {0x00}, {0x80, 0x00}}) {
            pair.forge(
                    900 + size.length,
                    PacketHeader.COMPRESSED,
                    writer -> {
                        for (int part : size) {
                            writer.u8(part);
                        }
                        writer.u8(0x10).u8(0);
                    });
        }
        assertThat(pair.serverSide.frameDrops).hasSize(2).containsOnly(DropReason.BAD_COMPRESSION);
        assertThat(pair.server.isEstablished()).isTrue();
        byte[] answer = pair.send(pair.server, _ -> {});
        assertThat(new UnsafeBuffer(answer).getLong(16, java.nio.ByteOrder.LITTLE_ENDIAN))
                .as("newest acknowledged")
                .isLessThan(900);
    }

    @Test
    void shouldCarryUnreliableMessagesInFragmentsOnce() {
        pair.clientSide.send(pair.client, Channel.UNRELIABLE, 65_535);
        pair.clientSide.send(pair.client, Channel.UNRELIABLE, 1_024);
        pair.carry(pair.client, pair.server);
        assertThat(pair.serverSide.delivered.get(Channel.UNRELIABLE)).containsExactly(0, 1);

        pair.clientSide.send(pair.client, Channel.UNRELIABLE, 3_000);
        pair.poll(pair.client);
        pair.carry(pair.client, pair.server);
        pair.nowNs += 5_000 * MS;
        pair.exchange();
        assertThat(pair.serverSide.deliveredOf(Channel.UNRELIABLE)).as("no repair").isEqualTo(2);
        assertThat(pair.server.statistics().heldBytes()).isPositive();
        pair.nowNs += 5_000 * MS;
        pair.server.onTime(pair.nowNs);
        assertThat(pair.server.statistics().heldBytes()).isZero();
        assertThat(pair.server.statistics().setsExpired()).isEqualTo(1);
    }

    @Test
    void shouldRefuseUnreliableMessagesThatFindNoRoom() {
        assertThat(pair.clientSide.send(pair.client, Channel.UNRELIABLE, 65_535)).isTrue();
        assertThat(pair.clientSide.send(pair.client, Channel.UNRELIABLE, 65_535)).isTrue();
        assertThat(pair.clientSide.send(pair.client, Channel.UNRELIABLE, 4)).isFalse();

        assertThat(pair.client.isEstablished()).isTrue();
        assertThat(pair.client.statistics().unreliableRefused()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatIsNoMessage() {
        UnsafeBuffer body = new UnsafeBuffer(new byte[65_536]);
        int[] types = {FrameType.PING, FrameType.COMPRESSED, FrameType.RELIABLE_ORDERED, 256, -1};
        for (int type : types) {
            assertThatThrownBy(() -> pair.client.sendReliable(ORDERED, type, body, 0, 4))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> pair.client.sendReliable(ORDERED, 0x70, body, 0, 65_536))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pair.client.sendReliable(Channel.UNRELIABLE, 0x70, body, 0, 4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(pair.client.sendReliable(ORDERED, 0x70, body, 0, 65_535)).isTrue();
        assertThat(pair.client.sendReliable(ORDERED, 0x70, body, 0, 0)).isTrue();
    }

    /** Three later datagrams overtook it; it was late, not lost, and the resend is spared. */
    @Test
    void shouldTakeALateAckForAnAck() {
        pair.clientSide.send(pair.client, ORDERED, 20);
        byte[] late = Objects.requireNonNull(pair.poll(pair.client));
        for (int i = 0; i < 3; i++) {
            pair.give(
                    pair.server,
                    pair.send(pair.client, writer -> frame(writer, 0x41, new byte[1])));
        }
        pair.give(pair.client, pair.send(pair.server, _ -> {}));
        assertThat(pair.client.statistics().datagramsLost()).isEqualTo(1);
        pair.give(pair.server, late);
        pair.give(pair.client, pair.send(pair.server, _ -> {}));

        assertThat(pair.client.statistics().datagramsLate()).isEqualTo(1);
        assertThat(pair.client.statistics().messagesAcked()).isEqualTo(1);
        assertThat(pair.client.isSendDue(pair.nowNs)).isFalse();
    }

    private List<byte[]> sendAll() {
        List<byte[]> sent = new ArrayList<>();
        for (byte[] next = pair.poll(pair.client); next != null; next = pair.poll(pair.client)) {
            sent.add(next);
        }
        return sent;
    }

    private static void message(
            WireWriter writer, int frameType, int number, int type, int bodyLength) {
        FrameWriter.head(writer, frameType, 5 + bodyLength).u32(number).u8(type);
        writer.u32(number).padTo(writer.length() + bodyLength - 4);
    }

    private static void frame(WireWriter writer, int type, byte[] body) {
        FrameWriter.head(writer, type, body.length).bytes(body);
    }
}
