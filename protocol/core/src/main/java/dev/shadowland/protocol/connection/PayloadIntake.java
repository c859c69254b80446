package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Opened payloads on their way to their frames. Before anything is decompressed its handler is
 * asked for what it declares: a payload is refused whole, for a message of a reliable channel must
 * come again. What was refused or does not decode is not acknowledged: the peer shall not take it
 * for read. Owned by the connection's thread.
 */
final class PayloadIntake {
    private final DeclaredSizes declared = new DeclaredSizes();
    private final ConnectionHandler handler;
    private final AckExchange acks;
    private final PayloadCompression compression;
    private final FrameIntake intake;

    PayloadIntake(
            ConnectionHandler handler,
            AckExchange acks,
            PayloadCompression compression,
            FrameIntake intake) {
        this.handler = handler;
        this.acks = acks;
        this.compression = compression;
        this.intake = intake;
    }

    /**
     * Takes the payload of a datagram that opened.
     *
     * @param length of the payload
     * @return null, or why it was dropped unread
     */
    @Nullable DropReason onPayload(DirectBuffer datagram, int offset, int length, long nowNs) {
        long sequence = PacketHeader.sequence(datagram, offset);
        int payload = offset + PacketHeader.LENGTH;
        if ((PacketHeader.flags(datagram, offset) & PacketHeader.COMPRESSED) == 0) {
            return onFrames(sequence, datagram, payload, length, nowNs);
        }
        int size = compression.declaredSize(datagram, payload, length);
        if (size > 0 && !handler.onExpanding(size, 0, nowNs)) {
            return DropReason.RATE_LIMITED;
        }
        int expanded = size < 0 ? size : compression.expand(datagram, payload, length);
        if (expanded < 0) {
            handler.onExpandedInVain(nowNs);
            handler.onFrameDropped(DropReason.BAD_COMPRESSION);
            return null;
        }
        return onFrames(sequence, compression.payload(), 0, expanded, nowNs);
    }

    private @Nullable DropReason onFrames(
            long sequence, DirectBuffer buffer, int offset, int length, long nowNs) {
        declared.read(buffer, offset, length);
        int messages = declared.messages();
        if (messages > 0 && !handler.onExpanding(declared.bytes(), messages, nowNs)) {
            return DropReason.RATE_LIMITED;
        }
        acks.onReceived(sequence, nowNs);
        handler.onPayload(buffer, offset, length);
        intake.onFrames(buffer, offset, length, nowNs);
        return null;
    }
}
