package dev.shadowland.protocol.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.shadowland.protocol.connection.ConnectionFuzz;
import dev.shadowland.protocol.handshake.HandshakeFuzz;

/**
 * Jazzer's targets. Every verification runs the corpus beside this class through them. To search
 * for more: {@code JAZZER_FUZZ=1 mvn test -pl protocol/core -am -Dtest='ProtocolFuzzTest#frames'}.
 */
class ProtocolFuzzTest {
    private ConnectionFuzz connection = new ConnectionFuzz();
    private final HandshakeFuzz handshake = new HandshakeFuzz();
    private final ContentFuzz content = new ContentFuzz();

    @FuzzTest(maxDuration = "30s")
    void datagram(byte[] bytes) {
        connection.datagram(bytes);
    }

    @FuzzTest(maxDuration = "30s")
    void payload(byte[] bytes) {
        try {
            connection.payload(bytes);
        } catch (ConnectionFuzz.Ended e) {
            connection = new ConnectionFuzz();
        }
    }

    @FuzzTest(maxDuration = "30s")
    void responder(byte[] bytes) {
        handshake.responder(bytes);
    }

    @FuzzTest(maxDuration = "30s")
    void initiator(byte[] bytes) {
        handshake.initiator(bytes);
    }

    @FuzzTest(maxDuration = "30s")
    void frames(byte[] bytes) {
        content.frames(bytes);
    }

    @FuzzTest(maxDuration = "30s")
    void reassembly(byte[] bytes) {
        content.reassembly(bytes);
    }

    @FuzzTest(maxDuration = "30s")
    void lz4(byte[] bytes) {
        content.lz4(bytes);
    }

    @FuzzTest(maxDuration = "30s")
    void token(byte[] bytes) {
        content.token(bytes);
    }

    @FuzzTest(maxDuration = "30s")
    void snapshot(byte[] bytes) {
        content.snapshot(bytes);
    }
}
