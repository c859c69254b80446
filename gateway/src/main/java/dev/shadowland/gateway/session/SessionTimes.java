package dev.shadowland.gateway.session;

/**
 * A session's timers, epoch nanoseconds each. They belong to the worker's sweep and mean nothing to
 * the session itself. Owned by the worker's thread.
 */
public final class SessionTimes {
    private long enterDeadlineNs;
    private long enterRequestedNs;
    private long heardOfWorldNs;
    private long rejoinRequestedNs;
    private long reportedNs;

    /** When a session that is not in by then is closed. */
    public long enterDeadlineNs() {
        return enterDeadlineNs;
    }

    /** Moves the deadline. */
    public void enterBy(long deadlineNs) {
        enterDeadlineNs = deadlineNs;
    }

    /** When the control plane was asked last. */
    public long enterRequestedNs() {
        return enterRequestedNs;
    }

    /** The control plane is asked now. */
    public void onEnterRequested(long nowNs) {
        enterRequestedNs = nowNs;
    }

    /** When a snapshot, or word that the session is in, came last. */
    public long heardOfWorldNs() {
        return heardOfWorldNs;
    }

    /** The world is heard of now. */
    public void onHeardOfWorld(long nowNs) {
        heardOfWorldNs = nowNs;
    }

    /** When a rejoin was asked for last, 0 before. */
    public long rejoinRequestedNs() {
        return rejoinRequestedNs;
    }

    /** A rejoin is asked for now. */
    public void onRejoinRequested(long nowNs) {
        rejoinRequestedNs = nowNs;
    }

    /** When the cell got its last report, 0 before. */
    public long reportedNs() {
        return reportedNs;
    }

    /** The cell gets a report now. */
    public void onReported(long nowNs) {
        reportedNs = nowNs;
    }
}
