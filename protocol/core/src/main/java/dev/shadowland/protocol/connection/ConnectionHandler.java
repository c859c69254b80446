package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.DropReason;

import org.agrona.DirectBuffer;

/**
 * Told what happens on a connection, on the thread that owns it. It may close the connection from
 * any call, and must not begin a datagram from {@link #onDatagramAcked} or {@link #onDatagramLost},
 * which may come in the middle of one.
 */
public interface ConnectionHandler {
    /**
     * A frame that is not the connection's own business; the body is valid during the call. Both
     * ends are established.
     */
    void onFrame(int type, DirectBuffer buffer, int offset, int length);

    /**
     * A message: of a reliable channel, or an unreliable one that came in fragments or compressed.
     * The body is valid during the call. Of a reliable channel a malformed one is to end the
     * connection, with {@link DisconnectReason#PROTOCOL_ERROR}.
     */
    default void onMessage(Channel channel, int type, DirectBuffer buffer, int offset, int length) {
        onFrame(type, buffer, offset, length);
    }

    /**
     * Whether the peer may define symbols, for which the connection keeps up to 4096 of 80
     * characters; else its definitions are skipped.
     */
    default boolean takesSymbols() {
        return false;
    }

    /** Both ends proved their keys: frames may be sent. */
    void onEstablished();

    /** It is over; nothing follows. {@code byPeer} when a Disconnect arrived. */
    void onClosed(DisconnectReason reason, boolean byPeer);

    /** A frame of an authentic datagram was of no use; {@code reason} is for counting. */
    default void onFrameDropped(DropReason reason) {}

    /** The peer's edge has this datagram. */
    default void onDatagramAcked(long sequence) {}

    /** The datagram is to be taken as lost. */
    default void onDatagramLost(long sequence) {}

    /** A Pong came back after this long. */
    default void onRtt(long rttNs) {}

    /**
     * A datagram of this length opened; false drops it unread and unacknowledged, for its sender
     * sends too much.
     */
    default boolean onOpened(int length, long nowNs) {
        return true;
    }

    /**
     * Bytes that the peer compressed would be decoded to so many, as they declare: those of a
     * payload, or those of messages in one. Asked before any of them is decoded; false drops the
     * datagram unread and unacknowledged, for its sender sends too much.
     *
     * @param messages compressed messages, 0 for a payload
     */
    default boolean onExpanding(int bytes, int messages, long nowNs) {
        return true;
    }

    /** What was decoded, a payload or an unreliable message, is nothing that a peer may send. */
    default void onExpandedInVain(long nowNs) {}

    /**
     * All frames of a datagram, opened and decompressed, before any of them is looked at; valid
     * during the call.
     */
    default void onPayload(DirectBuffer buffer, int offset, int length) {}

    /** A client sent back 8 bytes that are not those of the handshake's proof. */
    default void onPathEcho(long echo) {}
}
