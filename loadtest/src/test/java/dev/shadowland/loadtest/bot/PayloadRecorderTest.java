package dev.shadowland.loadtest.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.FrameType;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class PayloadRecorderTest {
    private final PayloadRecorder recorder = new PayloadRecorder(28);
    @TempDir private Path folder;

    private void record(int type, int bodyLength) {
        byte[] payload = new byte[1 + 2 + bodyLength];
        payload[1] = (byte) type;
        payload[2] = (byte) bodyLength;
        recorder.record(0x0102, new UnsafeBuffer(payload), 1, payload.length - 1);
    }

    private byte[] written() throws IOException {
        Path file = folder.resolve("recorded");
        recorder.write(file);
        return Files.readAllBytes(file);
    }

    @Test
    void shouldWriteEachPayloadBehindItsBotAndLengthUntilItIsFull() throws IOException {
        record(FrameType.PING, 3);
        record(FrameType.DELTA_SYNC, 10);
        record(FrameType.PING, 0);

        assertThat(written())
                .as("the second does not fit, the third does")
                .containsExactly(
                        2,
                        1,
                        0,
                        0,
                        5,
                        0,
                        FrameType.PING,
                        3,
                        0,
                        0,
                        0,
                        2,
                        1,
                        0,
                        0,
                        2,
                        0,
                        FrameType.PING,
                        0);
    }

    @Test
    void shouldTakeNoTicketAndNoKey() throws IOException {
        for (int type = 0; type < 256; type++) {
            if (FrameType.isSecret(type)) {
                record(type, 0);
            }
        }

        assertThat(written()).isEmpty();
    }
}
