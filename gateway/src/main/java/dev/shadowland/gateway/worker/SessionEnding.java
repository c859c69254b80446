package dev.shadowland.gateway.worker;

import dev.shadowland.gateway.session.Session;
import dev.shadowland.gateway.session.SessionState;
import dev.shadowland.gateway.session.SessionTable;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.handshake.ConnectionIds;
import dev.shadowland.protocol.limits.AddressLimits;

import org.agrona.collections.LongArrayList;

/**
 * The end of sessions: the client is told, the table forgets them, the control plane hears of it.
 * Owned by the worker's thread.
 */
final class SessionEnding {
    private static final int UNTOLD_WORDS = 3;

    /** Session, cell and generation of each that waits. */
    private final LongArrayList untold = new LongArrayList();

    private final SessionTable sessions;
    private final ConnectionIds ids;
    private final AddressLimits addresses;
    private final ControlLink control;
    private final Outbound outbound;
    private final WorkerCounters counters;

    SessionEnding(
            SessionTable sessions,
            ConnectionIds ids,
            AddressLimits addresses,
            ControlLink control,
            Outbound outbound,
            WorkerCounters counters) {
        this.sessions = sessions;
        this.ids = ids;
        this.addresses = addresses;
        this.control = control;
        this.outbound = outbound;
        this.counters = counters;
    }

    /** Ends a session from this side. Not from within a call of its connection. */
    void end(Session session, DisconnectReason reason, long nowNs) {
        if (session.state() == SessionState.CLOSED) {
            return;
        }
        outbound.sendDisconnect(session, reason, nowNs);
        session.connection().close(reason);
    }

    /** A session's connection is closed, whoever closed it. */
    void onClosed(Session session, DisconnectReason reason, boolean wasInWorld, long nowNs) {
        if (!sessions.remove(session)) {
            return;
        }
        ids.free(session.connection().connectionId(), nowNs);
        addresses.onClosed(session.address());
        counters.count(WorkerCount.SESSIONS_CLOSED);
        if (reason == DisconnectReason.TIMED_OUT) {
            counters.count(WorkerCount.TIMED_OUT);
        }
        if (wasInWorld) {
            counters.count(WorkerCount.LEFT);
        }
        if (session.isKnownToControl()) {
            tellEnded(session);
        }
    }

    /** Has the control plane hear that the session is over. */
    void tellEnded(Session session) {
        tellEnded(session.id(), session.route().cell(), session.route().generation());
    }

    /** See {@link ControlLink#ended}; kept until its queue has room. */
    void tellEnded(long session, long cell, long generation) {
        if (!untold.isEmpty() || !control.ended(session, cell, generation)) {
            counters.count(WorkerCount.CONTROL_QUEUE_FULL);
            untold.addLong(session);
            untold.addLong(cell);
            untold.addLong(generation);
        }
    }

    /** Tells what there was no room for. */
    int pollUntold() {
        int told = 0;
        while (!untold.isEmpty() && tellLast(untold.size() - UNTOLD_WORDS)) {
            for (int word = 0; word < UNTOLD_WORDS; word++) {
                untold.popLong();
            }
            told++;
        }
        return told;
    }

    private boolean tellLast(int at) {
        return control.ended(untold.getLong(at), untold.getLong(at + 1), untold.getLong(at + 2));
    }

    /** Whether ends wait for room. */
    boolean hasUntold() {
        return !untold.isEmpty();
    }
}
