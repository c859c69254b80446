package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

/** A rekey inside a whole connection. */
class RekeyConnectionTest {
    private static final long MS = 1_000_000;

    private final ConnectionPair pair = new ConnectionPair().established();

    private void run(int steps) {
        for (int i = 0; i < steps; i++) {
            pair.nowNs += 50 * MS;
            pair.server.onTime(pair.nowNs);
            pair.client.onTime(pair.nowNs);
            assertThat(pair.give(pair.client, pair.send(pair.server))).isNull();
            assertThat(pair.give(pair.server, pair.send(pair.client))).isNull();
        }
    }

    @Test
    void shouldChangeKeysWhileTheConnectionGoesOn() {
        long before = pair.server.lastSequence();
        pair.server.forceRekey();
        run(40);
        assertThat(pair.server.keyEpoch()).isEqualTo(1);
        assertThat(pair.client.keyEpoch()).isEqualTo(1);
        assertThat(pair.server.lastSequence()).isEqualTo(before + 40);
        assertThat(pair.server.isEstablished() && pair.client.isEstablished()).isTrue();
        assertThat(pair.serverSide.frameDrops).isEmpty();
        assertThat(pair.clientSide.frameDrops).isEmpty();
    }

    @Test
    void shouldMoveWhileKeysChange() {
        pair.server.forceRekey();
        run(1);
        UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
        int length = pair.server.writePathChallenge(out, 0, 77, pair.nowNs);
        run(1);
        assertThat(pair.give(pair.client, Arrays.copyOf(out.byteArray(), length))).isNull();
        run(40);
        assertThat(pair.serverSide.pathEchoes).containsExactly(77L);
        assertThat(pair.client.keyEpoch()).isEqualTo(1);
    }

    @Test
    void shouldEndWhenTheClientAsksForARekey() {
        byte[] request =
                pair.send(
                        pair.client,
                        w -> w.u8(FrameType.REKEY_REQUEST).u8(36).u32(1).bytes(new byte[32]));
        assertThat(pair.give(pair.server, request)).isEqualTo(DropReason.MALFORMED_FRAME);
        assertThat(pair.server.closedBecause()).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void shouldEndWhenNobodyAnswersTheRequest() {
        pair.server.forceRekey();
        for (int i = 0; i < 2_000 && pair.server.isEstablished(); i++) {
            pair.nowNs += 50 * MS;
            pair.server.onTime(pair.nowNs);
            if (pair.server.isSendDue(pair.nowNs)) {
                pair.send(pair.server);
            }
            pair.give(pair.server, pair.forgeFromClient(1_000 + i, _ -> {}));
        }
        assertThat(pair.server.closedBecause()).isEqualTo(DisconnectReason.REKEY_FAILED);
    }
}
