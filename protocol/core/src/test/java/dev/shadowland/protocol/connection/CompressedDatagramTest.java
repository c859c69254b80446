package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Objects;

class CompressedDatagramTest {
    private static final ConnectionSettings SMALL =
            new ConnectionSettings(64, 3_600_000_000_000L, 3_600_000_000_000L, 15_000_000_000L);

    private final MessagePair pair = new MessagePair(SMALL);

    /** Regression: compress after encrypt; the receiver opens, then expands, then reads. */
    @Test
    void shouldCompressBeforeSealing() {
        byte[] datagram = datagram(0x26, 1_000);

        assertThat(datagram.length).isLessThan(200);
        assertThat(datagram[5] & PacketHeader.COMPRESSED).isEqualTo(PacketHeader.COMPRESSED);
        assertThat(pair.client.statistics().bytesSaved()).isGreaterThan(800);
        byte[] body = new byte[1_000];
        body[0] = 1;
        for (int at = 4; at < body.length; at++) {
            body[at] = (byte) (at % 7);
        }
        pair.give(
                pair.server,
                pair.send(
                        pair.client,
                        writer ->
                                FrameWriter.head(writer, MessageEnd.TYPE, body.length)
                                        .bytes(body)));
        assertThat(pair.serverSide.deliveredOf(Channel.UNRELIABLE)).isEqualTo(1);
        assertThat(pair.serverSide.frameDrops).isEmpty();
    }

    /** Ack frame and header are 24 bytes of the payload beside the frame's own three. */
    @Test
    void shouldCompressOnlyAbove512Bytes() {
        byte[] below = datagram(0x26, 512 - 20 - 3);
        assertThat(below[5] & PacketHeader.COMPRESSED).isZero();
        byte[] above = datagram(0x26, 513 - 20 - 3);
        assertThat(above[5] & PacketHeader.COMPRESSED).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                FrameType.ENTER_TO_WORLD,
                FrameType.CHECK_INTEGRITY,
                FrameType.REKEY_REQUEST,
                FrameType.REKEY_RESPONSE,
                FrameType.RESUME,
                FrameType.RESUME_TICKET
            })
    void shouldNeverCompressWhatIsSecret(int type) {
        assertThat(datagram(type, 1_000)[5] & PacketHeader.COMPRESSED).isZero();
        byte[] mixed =
                pair.send(
                        pair.client,
                        writer -> {
                            FrameWriter.head(writer, 0x26, 800).padTo(writer.length() + 800);
                            FrameWriter.head(writer, type, 5).padTo(writer.length() + 5);
                        });
        assertThat(mixed[5] & PacketHeader.COMPRESSED).isZero();
    }

    @Test
    void shouldNeverCompressASecretMessage() {
        UnsafeBuffer body = new UnsafeBuffer(new byte[5_000]);
        pair.client.sendReliable(Channel.RELIABLE_ORDERED, FrameType.RESUME_TICKET, body, 0, 5_000);
        pair.client.sendReliable(Channel.RELIABLE_ORDERED, FrameType.RESUME_TICKET, body, 0, 900);
        for (int i = 0; i < 6; i++) {
            byte[] piece = Objects.requireNonNull(pair.poll(pair.client));
            assertThat(piece[5] & PacketHeader.COMPRESSED).isZero();
            assertThat(piece.length).isGreaterThan(900);
            pair.nowNs += 12_000_000;
        }
        assertThat(pair.client.statistics().messagesSent()).isEqualTo(6);
        assertThat(pair.client.statistics().bytesSaved()).isZero();
    }

    /** 64 KiB of zeros fit one message. */
    @Test
    void shouldCompressALargeMessageBeforeItIsCut() {
        UnsafeBuffer body = new UnsafeBuffer(new byte[65_535]);
        pair.client.sendReliable(Channel.RELIABLE_ORDERED, 0x71, body, 0, 65_535);
        assertThat(pair.client.statistics().queuedBytes()).isLessThan(1_024);
        byte[] only = Objects.requireNonNull(pair.poll(pair.client));

        assertThat(only[5] & PacketHeader.FRAGMENT).isZero();
        pair.clientSide.send(pair.client, Channel.RELIABLE_UNORDERED, 1_025);
        pair.clientSide.send(pair.client, Channel.RELIABLE_UNORDERED, 40_001);
        pair.exchange();
        assertThat(pair.serverSide.deliveredOf(Channel.RELIABLE_UNORDERED)).isEqualTo(2);
    }

    private byte[] datagram(int type, int bodyLength) {
        return pair.send(
                pair.client,
                writer ->
                        FrameWriter.head(writer, type, bodyLength)
                                .padTo(writer.length() + bodyLength));
    }
}
