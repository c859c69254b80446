package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

class ConnectionClosingTest {
    private static final long MS = ConnectionPair.MS;

    private final ConnectionPair pair = new ConnectionPair().established();

    @Test
    void shouldTellThePeerOfItsErrorBeforeTheKeysDie() {
        byte[] rubbish = pair.send(pair.client, writer -> writer.u8(FrameType.PING).u8(0));
        assertThat(pair.give(pair.server, rubbish)).isEqualTo(DropReason.MALFORMED_FRAME);
        assertThat(pair.server.isClosed()).isFalse();
        assertThat(pair.server.isEstablished()).isFalse();
        assertThat(pair.serverSide.closed).isNull();
        byte[] late = pair.send(pair.client, writer -> frame(writer, 0x41, 1));
        assertThat(pair.give(pair.server, late)).isNull();
        assertThat(pair.serverSide.frameTypes).as("it takes nothing more").isEmpty();

        assertThat(pair.server.isSendDue(pair.nowNs)).isTrue();
        byte[] first = pair.send(pair.server);
        pair.send(pair.server);
        assertThat(pair.serverSide.closed).isNull();
        pair.send(pair.server);

        assertThat(pair.serverSide.closed).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
        assertThat(pair.serverSide.closedByPeer).isFalse();
        assertThat(pair.server.isSendDue(pair.nowNs)).isFalse();
        pair.give(pair.client, first);
        assertThat(pair.clientSide.closed).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
        assertThat(pair.clientSide.closedByPeer).isTrue();
    }

    /** What it held is of a memory that others share, and it may be a second until it is gone. */
    @Test
    void shouldHoldNothingOnceItsPeerSentRubbish() {
        MessagePair messages = new MessagePair(MessagePair.WIDE);
        messages.clientSide.send(messages.client, Channel.RELIABLE_ORDERED, 20);
        messages.lose(messages.client);
        messages.clientSide.send(messages.client, Channel.RELIABLE_ORDERED, 20);
        messages.carry(messages.client, messages.server);
        assertThat(messages.server.statistics().heldBytes()).isPositive();

        byte[] rubbish = messages.send(messages.client, writer -> writer.u8(FrameType.PING).u8(0));
        messages.give(messages.server, rubbish);

        assertThat(messages.server.isClosed()).isFalse();
        assertThat(messages.server.statistics().heldBytes()).isZero();
    }

    @Test
    void shouldCloseASecondAfterItsErrorWhenNobodySends() {
        pair.server.closeAfterTelling(DisconnectReason.WORLD_LOST);
        pair.server.closeAfterTelling(DisconnectReason.LEFT);
        pair.server.onTime(pair.nowNs);
        pair.server.onTime(pair.nowNs + 1_000 * MS - 1);
        assertThat(pair.server.isClosed()).isFalse();
        pair.server.onTime(pair.nowNs + 1_000 * MS);

        assertThat(pair.serverSide.closed).isEqualTo(DisconnectReason.WORLD_LOST);
    }

    @Test
    void shouldTellThePeerWhyItGoes() {
        UnsafeBuffer out = new UnsafeBuffer(new byte[1200]);
        int length = pair.server.writeDisconnect(out, 0, DisconnectReason.REPLACED, pair.nowNs);
        pair.server.close(DisconnectReason.REPLACED);
        pair.server.close(DisconnectReason.LEFT);

        pair.give(pair.client, Arrays.copyOf(out.byteArray(), length));

        assertThat(pair.clientSide.closed).isEqualTo(DisconnectReason.REPLACED);
        assertThat(pair.clientSide.closedByPeer).isTrue();
        assertThat(pair.serverSide.closed).isEqualTo(DisconnectReason.REPLACED);
        assertThatThrownBy(() -> pair.send(pair.server)).isInstanceOf(IllegalStateException.class);
        assertThat(DisconnectReason.of(200)).isEqualTo(DisconnectReason.UNKNOWN);
        for (DisconnectReason reason : DisconnectReason.values()) {
            assertThat(DisconnectReason.of(reason.code())).isEqualTo(reason);
        }
    }

    @Test
    void shouldHandOnNothingThatFollowsADisconnect() {
        byte[] datagram =
                pair.forgeFromClient(
                        900,
                        writer -> {
                            frame(writer, 0x41, 1);
                            writer.u8(FrameType.DISCONNECT).u8(1).u8(0);
                            frame(writer, 0x41, 2);
                        });

        assertThat(pair.give(pair.server, datagram)).isNull();

        assertThat(pair.serverSide.frameNumbers).containsExactly(1);
        assertThat(pair.serverSide.closed).isEqualTo(DisconnectReason.LEFT);
    }

    private static void frame(WireWriter writer, int type, int number) {
        writer.u8(type).u8(4).u32(number);
    }
}
