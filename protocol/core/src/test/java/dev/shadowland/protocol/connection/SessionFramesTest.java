package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;

import org.junit.jupiter.api.Test;

/** Limits by type are asked where frames leave the connection: which do must be known. */
class SessionFramesTest {
    @Test
    void shouldHandOnThoseFramesThatAreSaidToBeForSessions() {
        for (int type = FrameType.PING; type <= 0xFF; type++) {
            int sent = type;
            ConnectionPair pair = new ConnectionPair().established();
            pair.give(
                    pair.server,
                    pair.send(pair.client, writer -> FrameWriter.head(writer, sent, 8).i64(sent)));
            assertThat(pair.serverSide.frameTypes.contains(type))
                    .as("type 0x%02X", type)
                    .isEqualTo(FrameType.isForSession(type));
        }
    }
}
