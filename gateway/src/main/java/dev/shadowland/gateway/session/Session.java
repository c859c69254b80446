package dev.shadowland.gateway.session;

import dev.shadowland.gateway.routing.SessionRoute;
import dev.shadowland.protocol.connection.ConnectionHandler;
import dev.shadowland.protocol.connection.ConnectionKeys;
import dev.shadowland.protocol.connection.ConnectionSettings;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.connection.PeerConnection;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PeerAddress;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What binds a client's connection to its entity in the world, at the gateway. It knows no account
 * and no character: those are the PlayerActor's. Owned by the worker's thread.
 */
public final class Session implements ConnectionHandler {
    private final long id;
    private final PeerAddress address;
    private final SessionEvents events;
    private final SessionRoute route = new SessionRoute();
    private final SnapshotFeedback feedback = new SnapshotFeedback();
    private final EnterReply reply = new EnterReply();
    private final SessionTimes times = new SessionTimes();
    private final PeerConnection connection;
    private SessionState state = SessionState.PROVING;
    private boolean isKnownToControl;
    private @Nullable DisconnectReason endDue;
    int tableIndex = SessionTable.NOT_IN_TABLE;

    /** How the connection under a session is made. */
    public record Link(
            int connectionId,
            ConnectionKeys keys,
            ConnectionSettings settings,
            long testNumber,
            long nowNs) {}

    /**
     * A session whose client is to prove its key.
     *
     * @param id see {@link dev.shadowland.protocol.backplane.SessionId}
     * @param address the only one that its datagrams may come from
     */
    public Session(long id, PeerAddress address, Link link, SessionEvents events) {
        this.id = id;
        this.address = address;
        this.events = events;
        connection =
                new PeerConnection(
                        link.connectionId(),
                        false,
                        link.keys(),
                        link.settings(),
                        link.testNumber(),
                        link.nowNs(),
                        this);
    }

    /** Its name on the backplane and in the control plane. */
    public long id() {
        return id;
    }

    /** Where the client is. */
    public PeerAddress address() {
        return address;
    }

    /** The connection. */
    public PeerConnection connection() {
        return connection;
    }

    /** Where its frames go. */
    public SessionRoute route() {
        return route;
    }

    /** What became of its snapshots. */
    public SnapshotFeedback feedback() {
        return feedback;
    }

    /** The answer to EnterToWorld. */
    public EnterReply reply() {
        return reply;
    }

    /** Its timers. */
    public SessionTimes times() {
        return times;
    }

    /** Where it stands. */
    public SessionState state() {
        return state;
    }

    /** The control plane was asked to let it in, and is to hear of its end. */
    public void onEnterRequested() {
        state = SessionState.ENTERING;
        isKnownToControl = true;
    }

    /** The control plane said no. */
    public void onRefused() {
        state = SessionState.ESTABLISHED;
    }

    /** The control plane said yes. */
    public void onAdmitted() {
        state = SessionState.IN_WORLD;
    }

    /** Whether the control plane is to hear of its end. */
    public boolean isKnownToControl() {
        return isKnownToControl;
    }

    /**
     * Has the session ended in the present duty cycle, once no call of its connection is on the
     * stack.
     */
    public void endSoon(DisconnectReason reason) {
        endDue = reason;
    }

    /** Why it is to be ended, null when it is not. */
    public @Nullable DisconnectReason endDue() {
        return endDue;
    }

    /**
     * A datagram went out; {@code tick} of its snapshot or {@link SnapshotFeedback#NONE}. Call it
     * for every datagram.
     */
    public void onSent(long sequence, long tick, boolean carriedReply) {
        feedback.onSent(sequence, tick);
        reply.onSent(sequence, carriedReply);
    }

    @Override
    public void onFrame(int type, DirectBuffer buffer, int offset, int length) {
        events.onFrame(this, type, buffer, offset, length);
    }

    @Override
    public void onFrameDropped(DropReason reason) {
        events.onFrameDropped(reason);
    }

    @Override
    public void onEstablished() {
        state = SessionState.ESTABLISHED;
        events.onEstablished(this);
    }

    @Override
    public void onClosed(DisconnectReason reason, boolean byPeer) {
        boolean wasInWorld = state == SessionState.IN_WORLD;
        state = SessionState.CLOSED;
        events.onClosed(this, reason, wasInWorld, byPeer);
    }

    @Override
    public void onDatagramAcked(long sequence) {
        feedback.onAcked(sequence);
        reply.onAcked(sequence);
    }

    @Override
    public void onDatagramLost(long sequence) {
        feedback.onLost(sequence);
    }
}
