package dev.shadowland.gateway.worker;

import dev.shadowland.gateway.session.Session;
import dev.shadowland.gateway.session.SessionState;
import dev.shadowland.protocol.connection.PathValidation;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients move: a datagram of a session that comes from elsewhere is taken like any other, for
 * it is authentic or dropped, and starts the validation of the new address when the rules of {@link
 * PathValidation} say so. A session that has not proved its keys stays where it is: its client
 * starts over. Owned by the worker's thread.
 */
final class Roaming {
    private final Outbound outbound;
    private final WorkerCounters counters;

    Roaming(Outbound outbound, WorkerCounters counters) {
        this.outbound = outbound;
        this.counters = counters;
    }

    /** Gives a datagram to its session's connection, from wherever it came. */
    @Nullable DropReason onDatagram(
            Session session,
            long hi,
            long lo,
            int port,
            MutableDirectBuffer buffer,
            int offset,
            int length,
            long nowNs) {
        boolean isPresent = session.address().is(hi, lo, port);
        if (!isPresent && session.state() == SessionState.PROVING) {
            return DropReason.WRONG_ADDRESS;
        }
        boolean isNewest =
                PacketHeader.sequence(buffer, offset) > session.connection().newestOpened();
        session.arrivesFrom(hi, lo, port);
        DropReason wrong = session.connection().onDatagram(buffer, offset, length, nowNs);
        if (wrong == null && session.state() != SessionState.CLOSED) {
            onAuthentic(session, hi, lo, port, length, isNewest, nowNs);
        }
        return wrong;
    }

    private void onAuthentic(
            Session session, long hi, long lo, int port, int length, boolean isNewest, long nowNs) {
        PathValidation path = session.path();
        if (session.address().is(hi, lo, port)) {
            if (path.onPresent(isNewest)) {
                counters.count(WorkerCount.PATHS_ABANDONED);
            }
            return;
        }
        long rtoNs = session.connection().rtt().rtoNs();
        if (path.onElsewhere(hi, lo, port, length, isNewest, nowNs, rtoNs)) {
            counters.count(WorkerCount.PATH_VALIDATIONS);
        }
    }

    /** Challenges the candidate, or gives it up; true when a challenge went out. */
    boolean onTime(Session session, long nowNs) {
        PathValidation path = session.path();
        if (!path.isActive() || !session.connection().isEstablished()) {
            return false;
        }
        long rtoNs = session.connection().rtt().rtoNs();
        if (path.onTime(nowNs, rtoNs)) {
            counters.count(WorkerCount.PATHS_ABANDONED);
            return false;
        }
        if (!path.isChallengeDue(nowNs)) {
            return false;
        }
        outbound.sendPathChallenge(session, nowNs);
        path.onChallengeSent(nowNs, rtoNs);
        counters.count(WorkerCount.PATH_CHALLENGES);
        return true;
    }
}
