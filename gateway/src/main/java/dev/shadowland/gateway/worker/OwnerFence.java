package dev.shadowland.gateway.worker;

import dev.shadowland.gateway.routing.SessionRoute;
import dev.shadowland.gateway.session.Session;

/**
 * Who may speak for an entity: its owner, and whoever proves by epoch and generation to own it now.
 * That one is followed at once, and counted. Owned by the worker's thread.
 */
final class OwnerFence {
    private final WorkerCounters counters;

    OwnerFence(WorkerCounters counters) {
        this.counters = counters;
    }

    /** Whether the claim is that of the owner; one of the past is not. */
    boolean admits(Session session, long cell, long epoch, long generation, int node) {
        SessionRoute.Verdict verdict = session.onClaim(cell, epoch, generation, node);
        if (verdict == SessionRoute.Verdict.NEW) {
            counters.count(WorkerCount.ROUTES_MOVED);
        }
        return verdict != SessionRoute.Verdict.STALE;
    }
}
