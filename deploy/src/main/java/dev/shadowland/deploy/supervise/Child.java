package dev.shadowland.deploy.supervise;

import dev.shadowland.deploy.plan.ProcessPlan;

import org.jspecify.annotations.Nullable;

/** What the supervisor keeps of one process. Times are nanoseconds of the supervisor's clock. */
final class Child {
    final ProcessPlan plan;
    ChildState state = ChildState.WAITING;
    @Nullable ChildProcess process;
    long startedAtNs;
    long notBeforeNs;
    int restarts;
    boolean wasKilled;

    Child(ProcessPlan plan) {
        this.plan = plan;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Supposed to run, but does not. */
    boolean hasDied() {
        return (state == ChildState.STARTING || state == ChildState.READY) && !isAlive();
    }

    int exitStatus() {
        return process == null ? 0 : process.exitStatus();
    }

    void terminate() {
        if (process != null && process.isAlive()) {
            process.terminate();
        }
    }

    void kill() {
        if (process != null && process.isAlive()) {
            wasKilled = true;
            process.kill();
        }
    }
}
