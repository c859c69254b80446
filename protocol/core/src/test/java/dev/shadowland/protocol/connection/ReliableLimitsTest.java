package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.reliability.MessageSender;
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

/** Both sides of every limit of messages, and what bad ones get. */
class ReliableLimitsTest {
    private static final Channel ORDERED = Channel.RELIABLE_ORDERED;
    private static final Channel UNORDERED = Channel.RELIABLE_UNORDERED;
    private static final long MS = MessagePair.MS;

    private final MessagePair pair = new MessagePair(MessagePair.WIDE);

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

    /** 11 messages with their blocks and the tables of the channel are 15 600 bytes. */
    @Test
    void shouldHoldLittleForAStrangerAndTheUsualOnceItIsNone() {
        pair.server.holdAsStranger(true);
        for (int number = 1; number <= 11; number++) {
            early(number);
        }
        pair.forge(999, 0, writer -> frame(writer, FrameType.FRAGMENT, firstPiece()));
        assertThat(pair.serverSide.frameDrops).containsExactly(DropReason.HELD_FULL);
        assertThat(pair.server.isEstablished()).as("a piece may get lost").isTrue();
        pair.server.holdAsStranger(false);
        early(12);
        assertThat(pair.server.isEstablished()).isTrue();
        pair.server.holdAsStranger(true);
        early(13);
        assertThat(pair.serverSide.frameDrops).hasSize(2).containsOnly(DropReason.HELD_FULL);
        assertThat(pair.server.closedBecause()).isEqualTo(DisconnectReason.QUEUE_FULL);
        assertThat(pair.lose(pair.server)).as("Disconnects").isEqualTo(3);
        assertThat(pair.memory.held().heldBytes()).isZero();
    }

    private void early(int number) {
        pair.forge(
                900 + number,
                0,
                writer -> message(writer, FrameType.RELIABLE_ORDERED, number, 0x70, 1_000));
    }

    private static byte[] firstPiece() {
        byte[] piece = new byte[8 + 1_024];
        piece[5] = 8; // of 2048
        return piece;
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
