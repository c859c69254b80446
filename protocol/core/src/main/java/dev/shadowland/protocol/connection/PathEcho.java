package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

/**
 * CryptoTest other than that of the proof: a server that is established asks whether its client
 * really is where datagrams came from, and the client sends the 8 bytes back, also before it is
 * established itself. Owned by the connection's thread.
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

    /** Takes a test (clients) or an answer (servers); false from the other end. */
    boolean onFrame(int type, WireReader body) {
        boolean isTest = type == FrameType.CRYPTO_TEST;
        if (isTest != client) {
            return false;
        }
        long bytes = body.i64();
        if (isTest) {
            echo = bytes;
            echoDue = true;
        } else {
            handler.onPathEcho(bytes);
        }
        return true;
    }

    /** Whether an answer waits. */
    boolean isEchoDue() {
        return echoDue;
    }

    /** Writes the answer that is due, if any. */
    void write(WireWriter writer) {
        if (echoDue) {
            echoDue = false;
            writer.u8(FrameType.CRYPTO_TEST_ACK).u8(Long.BYTES).i64(echo);
        }
    }
}
