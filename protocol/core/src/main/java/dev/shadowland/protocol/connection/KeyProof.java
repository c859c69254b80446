package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * The end of the handshake, inside the seal: CryptoTest and its ack in both directions, then
 * ReliableHandshake in both. The client drives and resends; the server answers what it hears, so
 * any loss or repetition heals. Owned by one thread.
 */
final class KeyProof {
    /**
     * Longest that {@link #write} writes once the proof is complete: a server's ack of the test or
     * a client's answer to a server that asks where it is, and the handshake.
     */
    static final int MAX_ANSWER = 10 + 3;

    private static final int TEST_LENGTH = 8;
    private static final int HANDSHAKE_BYTE = 0x01;

    private final WireReader reader = new WireReader();
    private final boolean client;
    private final long ownTest;
    private final PathEcho path;
    private long peerTest;
    private boolean peerTestHeard;
    private boolean ownTestAcked;
    private boolean handshakeHeard;
    private boolean answerDue;

    /** Starts the proof; {@code ownTest} is random. */
    KeyProof(boolean client, long ownTest, ConnectionHandler handler) {
        this.client = client;
        path = new PathEcho(client, handler);
        this.ownTest = ownTest;
        answerDue = client;
    }

    /** Whether the frame belongs to the proof. */
    static boolean owns(int type) {
        return type == FrameType.CRYPTO_TEST
                || type == FrameType.CRYPTO_TEST_ACK
                || type == FrameType.RELIABLE_HANDSHAKE;
    }

    /**
     * Whether a test, or the answer to one, is about the path: another than those of the proof,
     * once the proof is complete, or at a client once the peer's test was heard. For a server is
     * established, and may ask where its client is, before the client hears of it. Reads nothing.
     */
    private boolean isOfPath(int type, WireReader body) {
        boolean mayBeAsked = client && peerTestHeard && type == FrameType.CRYPTO_TEST;
        if (type == FrameType.RELIABLE_HANDSHAKE
                || body.remaining() != TEST_LENGTH
                || !(mayBeAsked || complete())) {
            return false;
        }
        long test = body.buffer().getLong(body.position(), ByteOrder.LITTLE_ENDIAN);
        return type == FrameType.CRYPTO_TEST ? test != peerTest : test != ownTest;
    }

    /** Takes a frame of the proof; false when it is malformed or out of order. */
    boolean onFrame(int type, DirectBuffer buffer, int offset, int length) {
        reader.wrap(buffer, offset, length);
        if (isOfPath(type, reader)) {
            return path.onFrame(type, reader);
        }
        boolean taken =
                switch (type) {
                    case FrameType.CRYPTO_TEST -> onTest();
                    case FrameType.CRYPTO_TEST_ACK -> onTestAck();
                    default -> onHandshake();
                };
        answerDue |= taken && !client;
        return taken;
    }

    private boolean onTest() {
        long test = reader.i64();
        if (!reader.finished() || (peerTestHeard && test != peerTest)) {
            return false;
        }
        peerTest = test;
        answerDue |= !peerTestHeard;
        peerTestHeard = true;
        return true;
    }

    private boolean onTestAck() {
        long echoed = reader.i64();
        if (!reader.finished() || echoed != ownTest) {
            return false;
        }
        answerDue |= !ownTestAcked;
        ownTestAcked = true;
        return true;
    }

    private boolean onHandshake() {
        if (reader.u8() != HANDSHAKE_BYTE || !reader.finished() || !ownTestAcked) {
            return false;
        }
        handshakeHeard = true;
        return true;
    }

    /**
     * A client heard a frame that a server sends only once it is established: the server's
     * handshake is lost or late.
     *
     * @return whether that ends the proof
     */
    boolean onPeerEstablished() {
        if (!client || !ownTestAcked || !peerTestHeard) {
            return false;
        }
        handshakeHeard = true;
        return true;
    }

    /** Both directions work. */
    boolean complete() {
        return ownTestAcked && peerTestHeard && handshakeHeard;
    }

    /** Something new to say, without waiting for the resend timer. */
    boolean answerDue() {
        return answerDue || path.isEchoDue();
    }

    /** Writes what the peer still has to hear. */
    void write(WireWriter writer) {
        path.write(writer);
        if (complete() && !answerDue) {
            return;
        }
        answerDue = false;
        if (!ownTestAcked) {
            writer.u8(FrameType.CRYPTO_TEST).u8(TEST_LENGTH).i64(ownTest);
        }
        if (peerTestHeard && !(client && complete())) {
            writer.u8(FrameType.CRYPTO_TEST_ACK).u8(TEST_LENGTH).i64(peerTest);
        }
        boolean sayHandshake = client ? ownTestAcked && peerTestHeard : handshakeHeard;
        if (sayHandshake) {
            writer.u8(FrameType.RELIABLE_HANDSHAKE).u8(1).u8(HANDSHAKE_BYTE);
        }
    }
}
