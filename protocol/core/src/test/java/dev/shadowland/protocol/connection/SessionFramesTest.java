package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.message.IntegrityAnswer;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;

import org.junit.jupiter.api.Test;

/** Limits by type are asked where frames leave the connection: which do must be known. */
class SessionFramesTest {
    @Test
    void shouldHandOnThoseFramesThatAreSaidToBeForSessions() {
        for (int type = FrameType.PING; type <= 0xFF; type++) {
            int sent = type;
            // The one whose length the connection looks at.
            int length = type == FrameType.CHECK_INTEGRITY ? IntegrityAnswer.SIZE : Long.BYTES;
            ConnectionPair pair = new ConnectionPair().established();
            pair.give(
                    pair.server,
                    pair.send(
                            pair.client,
                            writer ->
                                    FrameWriter.head(writer, sent, length)
                                            .padTo(writer.length() + length)));
            assertThat(pair.serverSide.frameTypes.contains(type))
                    .as("type 0x%02X", type)
                    .isEqualTo(FrameType.isForSession(type));
        }
    }
}
