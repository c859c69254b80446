package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * CryptoTest once the proof of the keys is over: a server asks whether its client really is where
 * datagrams came from, and the client sends the 8 bytes back. Owned by the connection's thread.
 */
final class PathEcho {
    private final boolean client;
    private final ConnectionHandler handler;
    private boolean echoDue;
    private long echo;

    PathEcho(boolean client, ConnectionHandler handler) {
        this.client = client;
        this.handler = handler;
    }

    /** Takes a test (clients) or an answer (servers); each only from its end. */
    @Nullable DropReason onFrame(int type, WireReader body) {
        boolean isTest = type == FrameType.CRYPTO_TEST;
        if (isTest != client) {
            return DropReason.FRAME_OUT_OF_STATE;
        }
        long bytes = body.i64();
        if (isTest) {
            echo = bytes;
            echoDue = true;
        } else {
            handler.onPathEcho(bytes);
        }
        return null;
    }

    /** Whether an answer waits. */
    boolean isEchoDue() {
        return echoDue;
    }

    /** Writes the answer that is due; false for none. */
    boolean write(WireWriter writer) {
        if (!echoDue) {
            return false;
        }
        echoDue = false;
        writer.u8(FrameType.CRYPTO_TEST_ACK).u8(Long.BYTES).i64(echo);
        return true;
    }
}
