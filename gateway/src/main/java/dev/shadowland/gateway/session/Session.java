package dev.shadowland.gateway.session;

import dev.shadowland.gateway.routing.SessionRoute;
import dev.shadowland.protocol.connection.ConnectionHandler;
import dev.shadowland.protocol.connection.ConnectionKeys;
import dev.shadowland.protocol.connection.ConnectionSettings;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.connection.PathValidation;
import dev.shadowland.protocol.connection.PeerConnection;
import dev.shadowland.protocol.integrity.IntegrityGuard;
import dev.shadowland.protocol.integrity.IntegrityTable;
import dev.shadowland.protocol.limits.ConnectionLimits;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PeerAddress;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/**
 * What binds a client's connection to its entity in the world, at the gateway. It knows no account
 * and no character: those are the PlayerActor's. Owned by the worker's thread.
 */
public final class Session implements ConnectionHandler {
    private final long id;
    private final PathValidation path;
    private final @Nullable ConnectionLimits limits;
    private PeerAddress address;
    private long fromHi;
    private long fromLo;
    private int fromPort;
    private @Nullable IntegrityTable table;
    private @Nullable IntegrityGuard guard;
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
            RandomGenerator random,
            ConnectionLimits.@Nullable Settings limits,
            long nowNs) {}

    /**
     * A session whose client is to prove its key.
     *
     * @param id see {@link dev.shadowland.protocol.backplane.SessionId}
     * @param address where the client is at first
     */
    public Session(long id, PeerAddress address, Link link, SessionEvents events) {
        this.id = id;
        this.address = address;
        this.events = events;
        path = new PathValidation(link.random());
        limits = link.limits() == null ? null : new ConnectionLimits(link.limits());
        connection =
                new PeerConnection(
                        link.connectionId(),
                        false,
                        link.keys(),
                        link.settings(),
                        link.random().nextLong(),
                        link.nowNs(),
                        this);
        connection.holdAsStranger(true);
    }

    /** Its name on the backplane and in the control plane. */
    public long id() {
        return id;
    }

    /** Where the client is. */
    public PeerAddress address() {
        return address;
    }

    /** Whether the client is somewhere else now. */
    public PathValidation path() {
        return path;
    }

    /** The datagram that is given to the connection next came from there. */
    public void arrivesFrom(long hi, long lo, int port) {
        fromHi = hi;
        fromLo = lo;
        fromPort = port;
    }

    /** Which keys its client has; without a word nobody asks for them. */
    public void expect(IntegrityTable keys) {
        table = keys;
    }

    /** Begins to challenge the client, if its keys are known. */
    public void guard(
            IntegrityGuard.@Nullable Settings settings, RandomGenerator random, long nowNs) {
        if (table != null && settings != null) {
            guard = new IntegrityGuard(table, settings, random, nowNs);
        }
    }

    /** Who challenges the client, null for nobody. */
    public @Nullable IntegrityGuard guard() {
        return guard;
    }

    /** The connection. */
    public PeerConnection connection() {
        return connection;
    }

    /**
     * Hears that a node owns the entity, see {@link SessionRoute#onClaim}. What became of the
     * snapshots of the owner before means nothing to a new one.
     */
    public SessionRoute.Verdict onClaim(long cell, long epoch, long generation, int node) {
        SessionRoute.Verdict verdict = route.onClaim(cell, epoch, generation, node);
        if (verdict == SessionRoute.Verdict.NEW) {
            feedback.onNewOwner();
        }
        return verdict;
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
        connection.holdAsStranger(false);
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

    /** Whether one more frame of this type may be taken; persistent excess ends the session. */
    public boolean admits(int type, long nowNs) {
        return limits == null || limits.onFrame(type, nowNs) || refuse(limits);
    }

    @Override
    public boolean onOpened(int length, long nowNs) {
        return limits == null || limits.onDatagram(length, nowNs) || refuse(limits);
    }

    @Override
    public boolean onExpanding(int bytes, int messages, long nowNs) {
        return limits == null || limits.onExpanding(bytes, messages, nowNs) || refuse(limits);
    }

    @Override
    public void onExpandedInVain(long nowNs) {
        if (limits != null) {
            limits.onNonsense(nowNs);
            refuse(limits);
        }
    }

    private boolean refuse(ConnectionLimits exceeded) {
        if (exceeded.isPersistent()) {
            endSoon(DisconnectReason.RATE_LIMITED);
        }
        return false;
    }

    @Override
    public void onPathEcho(long echo) {
        if (path.onEcho(echo, fromHi, fromLo, fromPort)) {
            PeerAddress before = address;
            address = new PeerAddress(fromHi, fromLo, fromPort);
            connection.onPathChanged(connection.lastHeardNs());
            events.onMoved(this, before);
        }
    }

    @Override
    public void onFrame(int type, DirectBuffer buffer, int offset, int length) {
        events.onFrame(this, Channel.UNRELIABLE, type, buffer, offset, length);
    }

    @Override
    public void onMessage(Channel channel, int type, DirectBuffer buffer, int offset, int length) {
        events.onFrame(this, channel, type, buffer, offset, length);
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
