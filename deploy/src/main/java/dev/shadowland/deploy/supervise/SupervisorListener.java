package dev.shadowland.deploy.supervise;

import dev.shadowland.deploy.plan.ProcessPlan;

/** Told what happens, by the thread that drives the {@link Supervisor}. */
public interface SupervisorListener {
    /** Something to announce, in one line. */
    void onEvent(String line);

    /**
     * All nodes of the cluster are gone and will be restarted: somebody must be allowed to form it
     * anew.
     */
    void onClusterLost();

    /**
     * A process ended before the cluster was up, or because its configuration is wrong; its last
     * words are in its log.
     */
    void onStartFailed(ProcessPlan plan);
}
