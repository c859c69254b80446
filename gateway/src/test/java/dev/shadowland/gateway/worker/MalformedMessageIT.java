package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that are not their frame's, in each class of messages. */
class MalformedMessageIT {
    private final WorkerRig rig = WorkerRig.open();
    private final TestClient player = rig.clientInWorld();

    @AfterEach
    void close() {
        rig.close();
    }

    private void sendReliable(Channel channel, int type, int length) {
        UnsafeBuffer body = new UnsafeBuffer(new byte[length]);
        assertThat(player.connection.peer().sendReliable(channel, type, body, 0, length)).isTrue();
        rig.runMs(5);
    }

    @ParameterizedTest
    @CsvSource({
        "RELIABLE_ORDERED, 0x62, 1",
        "RELIABLE_UNORDERED, 0x62, 1012",
        "RELIABLE_ORDERED, 0x62, 2000",
        "RELIABLE_ORDERED, 0x64, 9",
        "RELIABLE_UNORDERED, 0x66, 3",
        "RELIABLE_ORDERED, 0x41, 10",
        "RELIABLE_UNORDERED, 0x43, 0"
    })
    void shouldEndTheSessionOfAMalformedReliableMessage(Channel channel, String type, int length) {
        sendReliable(channel, Integer.decode(type), length);
        rig.until(() -> player.closed != null);

        assertThat(player.closed).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
        assertThat(rig.drops(DropReason.MALFORMED_FRAME)).isEqualTo(1);
        assertThat(rig.worker.sessionCount()).isZero();
        assertThat(rig.control.ended).containsExactly(rig.lastSession());
        assertThat(rig.count(WorkerCount.COMMANDS) + rig.count(WorkerCount.INPUTS)).isZero();
    }

    @Test
    void shouldSkipUnknownMessagesAndKeepTheSession() {
        sendReliable(Channel.RELIABLE_ORDERED, 0x5F, 1);
        assertThat(rig.drops(DropReason.UNKNOWN_FRAME)).isEqualTo(1);
        assertThat(player.isEstablished()).isTrue();
    }

    @Test
    void shouldDropMalformedUnreliableMessagesAndKeepTheSession() {
        player.sendFrame(rig.nowNs(), FrameType.COMMAND, new byte[1]);
        UnsafeBuffer body = new UnsafeBuffer(new byte[2000]);
        assertThat(player.connection.peer().sendUnreliable(FrameType.COMMAND, body, 0, 2000))
                .isTrue();
        rig.runMs(20);
        assertThat(rig.drops(DropReason.MALFORMED_FRAME)).isEqualTo(2);
        assertThat(player.isEstablished()).isTrue();
    }
}
