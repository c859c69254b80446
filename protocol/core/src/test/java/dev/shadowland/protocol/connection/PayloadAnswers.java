package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.wire.DropReason;

/** What an established end does with a payload that its peer sealed. */
public final class PayloadAnswers {
    private static final long SEQUENCE = 10_000;

    private PayloadAnswers() {}

    /** {@code taken}, {@code dropped}, or the reason with which the connection ends. */
    public static String of(byte[] payload, boolean isFromServer) {
        ConnectionPair pair = new ConnectionPair().established();
        PeerConnection receiver = isFromServer ? pair.client : pair.server;
        byte[] datagram =
                isFromServer
                        ? pair.forgeFromServer(SEQUENCE, writer -> writer.bytes(payload))
                        : pair.forgeFromClient(SEQUENCE, writer -> writer.bytes(payload));
        DropReason wrong = pair.give(receiver, datagram);
        DisconnectReason end = receiver.closedBecause();
        if (end != null) {
            return Integer.toString(end.code());
        }
        return wrong == null ? "taken" : "dropped";
    }
}
