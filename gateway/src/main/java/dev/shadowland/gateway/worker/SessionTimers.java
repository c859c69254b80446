package dev.shadowland.gateway.worker;

import dev.shadowland.gateway.session.Session;
import dev.shadowland.gateway.session.SessionState;
import dev.shadowland.gateway.session.SessionTable;
import dev.shadowland.gateway.session.SessionTimes;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.integrity.IntegrityGuard;

/**
 * Sweeps the sessions' timers: each session's turn comes once a tick, however often the worker
 * cycles, for a look costs as much as a tenth of a datagram. Owned by the worker's thread.
 */
final class SessionTimers {
    /** Most looks of one cycle; what is left over is looked at in the next ones. */
    private static final int MOST_SLICE = 1024;

    /**
     * A report that says nothing new waits for so many turns: clients acknowledge 20 times a
     * second, and 60 reports were three of four frames that went to the shards.
     */
    private static final int QUIET_TURNS = 4;

    /** A pause between sweeps in which this worker itself stood still. */
    private static final long STALL_NS = 500_000_000L;

    private final SessionTable sessions;
    private final SessionSettings settings;
    private final SessionEnding ending;
    private final Outbound outbound;
    private final Roaming roaming;
    private final ShardOutbound shards;
    private final ControlLink control;
    private final WorkerCounters counters;
    private final long sweepNs;
    private long sweptNs;
    private long calledNs;
    private long wokeNs;
    private int next;

    SessionTimers(
            SessionTable sessions,
            SessionSettings settings,
            SessionEnding ending,
            Outbound outbound,
            Roaming roaming,
            ShardOutbound shards,
            ControlLink control,
            WorkerCounters counters) {
        this.sessions = sessions;
        this.settings = settings;
        this.ending = ending;
        this.outbound = outbound;
        this.roaming = roaming;
        this.shards = shards;
        this.control = control;
        this.counters = counters;
        sweepNs = settings.reportIntervalNs();
    }

    /** Looks at the sessions whose turn it is; returns how many had something due. */
    int sweep(long nowNs) {
        wokeNs = nowNs - calledNs > STALL_NS ? nowNs : wokeNs;
        calledNs = nowNs;
        int looks = looksDue(nowNs);
        int work = 0;
        for (int i = 0; i < looks && sessions.size() > 0; i++) {
            next = next >= sessions.size() ? 0 : next;
            Session session = sessions.at(next);
            work += onTime(session, nowNs) ? 1 : 0;
            // A closed one left the row and another took its place, which is looked at next.
            next += session.state() == SessionState.CLOSED ? 0 : 1;
        }
        return work;
    }

    private int looksDue(long nowNs) {
        int size = sessions.size();
        long sinceNs = Math.min(nowNs - sweptNs, sweepNs);
        int looks = (int) Math.min(MOST_SLICE, sinceNs * size / sweepNs);
        sweptNs = size == 0 ? nowNs : nowNs - sinceNs + looks * sweepNs / size;
        return looks;
    }

    private boolean onTime(Session session, long nowNs) {
        session.connection().onTime(nowNs);
        boolean work =
                switch (session.state()) {
                    case PROVING, ESTABLISHED, ENTERING -> closeLate(session, nowNs);
                    case IN_WORLD -> keepInWorld(session, nowNs);
                    case CLOSED -> true;
                };
        // Both are to happen, whichever was due.
        boolean sent = sendDue(session, nowNs, nowNs + sweepNs);
        return work || sent;
    }

    /** Sends the datagram that is due, if any, to a session that just got something. */
    boolean sendDue(Session session, long nowNs) {
        return sendDue(session, nowNs, nowNs);
    }

    /** The same; an ack goes out, too, that would be late at the session's next turn. */
    private boolean sendDue(Session session, long nowNs, long nextNs) {
        if (session.state() == SessionState.CLOSED) {
            return false;
        }
        DisconnectReason end = session.endDue();
        if (end != null) {
            ending.end(session, end, nowNs);
            return true;
        }
        boolean challenged = roaming.onTime(session, nowNs);
        IntegrityGuard guard = session.guard();
        boolean due =
                session.reply().isDue()
                        || session.connection().isSendDue(nowNs)
                        || session.connection().isAckDue(nextNs)
                        || (guard != null && guard.isSendDue(nowNs));
        if (due) {
            outbound.sendDue(session, nowNs);
        }
        return due || challenged;
    }

    private boolean closeLate(Session session, long nowNs) {
        if (nowNs - session.times().enterDeadlineNs() < 0) {
            return false;
        }
        if (session.state() == SessionState.PROVING) {
            session.connection().close(DisconnectReason.TIMED_OUT);
            return true;
        }
        counters.count(WorkerCount.ENTER_TIMEOUTS);
        boolean refused = session.reply().isDenial();
        ending.end(
                session,
                refused ? DisconnectReason.ENTER_DENIED : DisconnectReason.ENTER_TIMEOUT,
                nowNs);
        return true;
    }

    private boolean keepInWorld(Session session, long nowNs) {
        SessionTimes times = session.times();
        rejoinWhenLost(session, nowNs);
        watchIntegrity(session, nowNs);
        // The turn that is nearest to the interval's end.
        if (nowNs - times.reportedNs() < settings.reportIntervalNs() - sweepNs / 2) {
            return false;
        }
        int budget = shards.budgetOf(session, nowNs);
        boolean isQuiet = nowNs - times.reportedNs() < QUIET_TURNS * sweepNs - sweepNs / 2;
        if (isQuiet && !shards.isReportNews(session, budget)) {
            return false;
        }
        times.onReported(nowNs);
        counters.count(
                shards.sendReport(session, budget)
                        ? WorkerCount.VIEWER_REPORTS
                        : WorkerCount.VIEWER_REPORTS_REFUSED);
        return true;
    }

    private void watchIntegrity(Session session, long nowNs) {
        IntegrityGuard guard = session.guard();
        if (guard == null) {
            return;
        }
        guard.onTime(nowNs, session.connection().lastHeardNs());
        if (guard.isLate() && session.endDue() == null) {
            counters.count(WorkerCount.INTEGRITY_FAILURES);
            session.endSoon(DisconnectReason.INTEGRITY_FAILED);
        }
    }

    /** At once when its cell has begun anew elsewhere; else when nothing was heard for long. */
    private void rejoinWhenLost(Session session, long nowNs) {
        SessionTimes times = session.times();
        long sinceNs = Math.max(times.heardOfWorldNs(), wokeNs); // asleep it could hear nothing
        boolean isSilent = nowNs - sinceNs >= settings.rejoinAfterNs();
        boolean isLost = isSilent || session.route().isAhead();
        if (!isLost || nowNs - times.rejoinRequestedNs() < settings.rejoinRetryNs()) {
            return;
        }
        times.onRejoinRequested(nowNs);
        counters.count(
                control.rejoin(session.id(), session.route().cell())
                        ? WorkerCount.REJOIN_REQUESTS
                        : WorkerCount.CONTROL_QUEUE_FULL);
    }
}
