package dev.shadowland.gateway.session;

import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PeerAddress;

import org.agrona.DirectBuffer;

/** Told what a session's client does, on the worker's thread. */
public interface SessionEvents {
    /** Both ends proved their keys. */
    void onEstablished(Session session);

    /** A frame above control and how it came; the body is valid during the call. */
    void onFrame(
            Session session,
            Channel channel,
            int type,
            DirectBuffer buffer,
            int offset,
            int length);

    /** The client is somewhere else now, as it proved. */
    void onMoved(Session session, PeerAddress before);

    /** A frame of an authentic datagram was of no use. */
    void onFrameDropped(DropReason reason);

    /**
     * The session is over: nothing may be sent on it any more. {@code byPeer} when the client said
     * so.
     */
    void onClosed(Session session, DisconnectReason reason, boolean wasInWorld, boolean byPeer);
}
