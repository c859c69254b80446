package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a gateway signs when it denies: label ‖ clientKey ‖ reason u8 ‖ oldest u16 ‖ newest u16. */
record DenialMessage(byte[] clientKey, int reason, int oldestVersion, int newestVersion) {
    private static final byte[] LABEL = "shadowland denied v1".getBytes(StandardCharsets.US_ASCII);

    byte[] bytes() {
        int bodyLength = clientKey.length + 1 + 2 + 2;
        byte[] message = Arrays.copyOf(LABEL, LABEL.length + bodyLength);
        new WireWriter()
                .wrap(new UnsafeBuffer(message), LABEL.length, bodyLength)
                .bytes(clientKey)
                .u8(reason)
                .u16(oldestVersion)
                .u16(newestVersion);
        return message;
    }
}
