package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import net.jpountz.lz4.LZ4Factory;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What the peer compressed is asked for before it is decoded. */
class ExpandingTest {
    private static final int LARGEST = 65_536;

    private final MessagePair pair = new MessagePair(MessagePair.WIDE);

    /** In one frame, and with so much noise that it goes in pieces. */
    @ParameterizedTest
    @CsvSource({
        "UNRELIABLE, 65535, false", "UNRELIABLE, 60000, true",
        "RELIABLE_ORDERED, 65535, false", "RELIABLE_ORDERED, 60000, true",
        "RELIABLE_UNORDERED, 65535, false", "RELIABLE_UNORDERED, 60000, true",
    })
    void shouldLetALegalMessagePassOnceItsSizeIsAllowed(
            Channel channel, int length, boolean inPieces) {
        byte[] whole = inPieces ? noisy(length) : zeros(length);
        byte[] compressed = compressed(whole);
        assertThat(compressed.length > 1_100).isEqualTo(inPieces);

        pair.serverSide.mayExpand = length - 1L;
        assertThat(send(channel, compressed, 500, 0)).isEqualTo(inPieces ? 1 : 0);
        assertThat(pair.server.statistics().bytesExpanded()).isZero();
        assertThat(pair.serverSide.names).isEmpty();
        int declaring = 500 + compressed.length / 1_024;
        assertThat(newestAcknowledged()).isLessThan(declaring);

        pair.serverSide.mayExpand = length;
        send(channel, compressed, 700, 0);
        assertThat(pair.server.statistics().bytesExpanded()).isEqualTo(length);
        assertThat(pair.serverSide.names).as("a message of no names").hasSize(1);
        assertThat(pair.serverSide.expanding).isEqualTo(length);
        assertThat(pair.serverSide.expandingMessages).isEqualTo(1);
        assertThat(pair.server.isEstablished()).isTrue();
    }

    /** Sends the first piece last, or the only frame; returns how many of its datagrams passed. */
    private int send(Channel channel, byte[] compressed, int sequence, int number) {
        int total = 1 + compressed.length;
        int pieces = (total + 1_023) / 1_024;
        int passed = 0;
        for (int index = pieces - 1; index >= 0; index--) {
            int from = index * 1_024;
            byte[] whole = new byte[total];
            whole[0] = FrameType.COMPRESSED;
            System.arraycopy(compressed, 0, whole, 1, compressed.length);
            byte[] piece = Arrays.copyOfRange(whole, from, Math.min(total, from + 1_024));
            int at = number + pieces - 1 - index;
            DropReason wrong =
                    pair.forge(
                            sequence + at,
                            0,
                            writer -> write(writer, channel, at, piece, pieces, from, total));
            passed += wrong == null ? 1 : 0;
            if (wrong != null) {
                assertThat(index).isZero();
                assertThat(wrong).isEqualTo(DropReason.RATE_LIMITED);
            }
        }
        return Math.min(1, passed);
    }

    private static void write(
            WireWriter writer,
            Channel channel,
            int number,
            byte[] piece,
            int pieces,
            int from,
            int total) {
        int head = pieces > 1 ? 8 : 0;
        int type = pieces > 1 ? FrameType.FRAGMENT : FrameType.COMPRESSED;
        int body = pieces > 1 ? piece.length : piece.length - 1;
        if (channel.isReliable()) {
            FrameWriter.head(writer, 0x67 + channel.code(), 5 + head + body).u32(number).u8(type);
        } else {
            FrameWriter.head(writer, type, head + body);
        }
        if (pieces > 1) {
            writer.u16(3).u16(from).u32(total).bytes(piece);
        } else {
            writer.bytes(Arrays.copyOfRange(piece, 1, piece.length));
        }
    }

    /** 15 messages of 64 KiB in a payload of 4096 bytes that is itself compressed to a few. */
    @Test
    void shouldDecodeNoMoreThanThePayloadOfABomb() {
        byte[] bomb = compressed(bomb());
        assertThat(bomb.length).isLessThan(70);
        pair.serverSide.mayExpand = 4_000;
        DropReason payload = pair.forge(500, PacketHeader.COMPRESSED, to -> to.bytes(bomb));
        assertThat(payload).isEqualTo(DropReason.RATE_LIMITED);
        assertThat(pair.server.statistics().bytesExpanded()).isZero();

        pair.serverSide.mayExpand = 1 << 19;
        DropReason messages = pair.forge(501, PacketHeader.COMPRESSED, to -> to.bytes(bomb));
        assertThat(messages).isEqualTo(DropReason.RATE_LIMITED);
        assertThat(pair.server.statistics().bytesExpanded()).isLessThanOrEqualTo(4_096);
        assertThat(pair.serverSide.expandingMessages).isZero();
        assertThat(newestAcknowledged()).isLessThan(500);

        pair.serverSide.mayExpand = 1 << 20;
        assertThat(pair.forge(502, PacketHeader.COMPRESSED, to -> to.bytes(bomb))).isNull();
        assertThat(pair.server.statistics().bytesExpanded()).isGreaterThan(15 * LARGEST);
        assertThat(pair.serverSide.expandingMessages).isEqualTo(15);
    }

    private static byte[] bomb() {
        byte[] frame = largest();
        WireWriter writer = new WireWriter().wrap(new UnsafeBuffer(new byte[4_096]), 0, 4_096);
        for (int i = 0; i < 15; i++) {
            FrameWriter.head(writer, FrameType.COMPRESSED, frame.length).bytes(frame);
        }
        return Arrays.copyOf(writer.buffer().byteArray(), writer.length());
    }

    /** As short as can be: it does not end as LZ4's own blocks do. */
    private static byte[] largest() {
        byte[] frame = new byte[266];
        WireWriter writer = new WireWriter().wrap(new UnsafeBuffer(frame), 0, frame.length);
        writer.varUInt(LARGEST).u8(0x2F).u8(MessageEnd.NAMES).u8(0).u16(1);
        int left = LARGEST - 2 - 4 - 15;
        for (; left >= 0xFF; left -= 0xFF) {
            writer.u8(0xFF);
        }
        writer.u8(left).u8(0);
        return frame;
    }

    /** A message of a reliable channel is lost to nobody: its sender hears that it was not read. */
    @ParameterizedTest
    @EnumSource(Channel.class)
    void shouldHearAgainWhatItRefusedOfAnHonestSender(Channel channel) {
        MessagePair honest = new MessagePair(ConnectionSettings.CLIENT);
        honest.clientSide.send(honest.client, channel, 30_000);
        honest.serverSide.mayExpand = 0;
        for (int i = 0; i < 2; i++) {
            honest.clientSide.send(honest.client, channel, 30_001);
            honest.exchange();
            honest.nowNs += 300 * MessagePair.MS;
        }
        honest.serverSide.mayExpand = Long.MAX_VALUE;
        for (int i = 0; i < 40; i++) {
            honest.nowNs += 100 * MessagePair.MS;
            honest.server.onTime(honest.nowNs);
            honest.client.onTime(honest.nowNs);
            honest.exchange();
        }
        int expected = channel.isReliable() ? 3 : 1;
        assertThat(honest.serverSide.deliveredOf(channel)).isGreaterThanOrEqualTo(expected);
        assertThat(honest.server.isEstablished()).isTrue();
    }

    /** What cannot be decoded costs its sender nothing but its excess. */
    @ParameterizedTest
    @ValueSource(ints = {0, 65_537, Integer.MAX_VALUE, -1})
    void shouldNotAskForASizeThatIsNone(int size) {
        pair.forge(
                500,
                0,
                writer -> {
                    FrameWriter.head(writer, FrameType.COMPRESSED, varInt(size) + 2)
                            .varUInt(size)
                            .u16(0);
                    FrameWriter.head(writer, FrameType.COMPRESSED, 0);
                    FrameWriter.head(writer, FrameType.COMPRESSED, 1).u8(0x80);
                });
        assertThat(pair.serverSide.expanding).isZero();
        assertThat(pair.serverSide.frameDrops).hasSize(3).containsOnly(DropReason.BAD_COMPRESSION);
        assertThat(pair.serverSide.expandedInVain).isEqualTo(3);
    }

    private static int varInt(int size) {
        return size == 0 ? 1 : (38 - Integer.numberOfLeadingZeros(size)) / 7;
    }

    @Test
    void shouldTellOfWhatWasDecodedInVain() {
        byte[] control = compressed(new byte[] {FrameType.PING, 1, 2, 3, 4, 5, 6, 7, 8});
        byte[] twice = compressed(new byte[] {FrameType.COMPRESSED, 1, 0x10, MessageEnd.NAMES});
        byte[] good = compressed(new byte[] {MessageEnd.NAMES, 0});
        int sequence = 500;
        for (byte[] frame : new byte[][] {control, twice, good}) {
            pair.forge(
                    sequence++,
                    0,
                    to -> FrameWriter.head(to, FrameType.COMPRESSED, frame.length).bytes(frame));
        }
        assertThat(pair.serverSide.expandedInVain).isEqualTo(2);
        assertThat(pair.serverSide.frameDrops)
                .containsExactly(DropReason.MALFORMED_FRAME, DropReason.MALFORMED_FRAME);
        pair.forge(900, PacketHeader.COMPRESSED, to -> to.varUInt(4_097).u16(0));
        pair.forge(901, PacketHeader.COMPRESSED, to -> to.varUInt(4_096).u16(0));
        assertThat(pair.serverSide.expandedInVain).isEqualTo(4);
        assertThat(pair.server.isEstablished()).isTrue();
    }

    private long newestAcknowledged() {
        byte[] answer = pair.send(pair.server, _ -> {});
        return new UnsafeBuffer(answer).getLong(16, ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] zeros(int length) {
        byte[] whole = new byte[length];
        whole[0] = MessageEnd.NAMES;
        return whole;
    }

    /** A tenth of it is noise. */
    private static byte[] noisy(int length) {
        byte[] noise = new byte[length / 10];
        new SplittableRandom(length).nextBytes(noise);
        byte[] whole = zeros(length);
        System.arraycopy(noise, 0, whole, 2, noise.length);
        return whole;
    }

    /** With its size before it. */
    static byte[] compressed(byte[] plain) {
        byte[] block = LZ4Factory.safeInstance().fastCompressor().compress(plain);
        WireWriter writer =
                new WireWriter()
                        .wrap(new UnsafeBuffer(new byte[block.length + 5]), 0, block.length + 5);
        writer.varUInt(plain.length).bytes(block);
        return Arrays.copyOf(writer.buffer().byteArray(), writer.length());
    }
}
