package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;

/** Datagrams of any bytes at an established connection. */
public final class ConnectionFuzz {
    private final ConnectionPair pair = new ConnectionPair().established();
    private long sequence = 10_000;

    /** As they come off the socket: nothing opens. */
    public void datagram(byte[] bytes) {
        UnsafeBuffer copy = new UnsafeBuffer(bytes.clone());
        DropReason wrong = pair.server.onDatagram(copy, 0, bytes.length, pair.nowNs);
        if (wrong == null) {
            throw new AssertionError("opened what nobody sealed");
        }
        if (!pair.server.isEstablished()) {
            throw new AssertionError("closed by what did not open");
        }
    }

    /** Sealed by a peer that has the key and says anything, with any flags, to either end. */
    public void payload(byte[] bytes) {
        if (bytes.length > PacketHeader.MAX_PAYLOAD) {
            return;
        }
        sequence++;
        pair.nowNs += ConnectionPair.MS;
        pair.give(pair.server, pair.forgeFromClient(sequence, writer -> writer.bytes(bytes)));
        pair.give(pair.client, pair.forgeFromServer(sequence, writer -> writer.bytes(bytes)));
        if (!pair.server.isEstablished() || !pair.client.isEstablished()) {
            throw new Ended();
        }
        if (pair.server.isSendDue(pair.nowNs)) {
            byte[] answer = pair.send(pair.server);
            if (answer.length > PacketHeader.MAX_DATAGRAM) {
                throw new AssertionError("an answer of " + answer.length);
            }
            Arrays.fill(answer, (byte) 0);
        }
    }

    /** The connection ended, as it may: begin with a new one. */
    public static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Ended() {
            super(null, null, false, false);
        }
    }
}
