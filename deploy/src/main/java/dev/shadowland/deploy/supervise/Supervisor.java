package dev.shadowland.deploy.supervise;

import dev.shadowland.deploy.plan.ClusterPlan;
import dev.shadowland.deploy.plan.NodePlan;
import dev.shadowland.deploy.plan.ProcessKind;
import dev.shadowland.deploy.plan.ProcessPlan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Starts the processes of a plan in order, restarts nodes that die, and stops all in order. Owned
 * by one thread, which calls {@link #poll} several times a second until {@link Phase#STOPPED}; no
 * call waits. Times are nanoseconds of any steady clock.
 *
 * <p>The driver comes first, then the nodes that need it, then, when all of them are ready, the
 * swarm; with the swarm started, the cluster runs. A death before that ends the run. After that a
 * node is restarted; when the driver dies, so are all nodes that need it, and so are all when none
 * of them is left that was ready. Who ends because its configuration is wrong would only end again:
 * that ends the run. When the swarm ends, the run ends.
 */
public final class Supervisor {

    /** Where the run stands; it only moves forward. */
    public enum Phase {
        STARTING,
        RUNNING,
        STOPPING,
        STOPPED
    }

    /** One process as others may see it. */
    public record ChildView(ProcessPlan plan, ChildState state, int restarts) {}

    /** The exit status of a child whose command line or configuration is wrong. */
    private static final int MISCONFIGURED = 2;

    private static final long START_BOUND_NS = TimeUnit.SECONDS.toNanos(90);

    private final List<Child> children;
    private final ProcessStarter starter;
    private final SupervisorListener listener;
    private final RestartPolicy restartPolicy = new RestartPolicy();
    private final List<String> problems = new ArrayList<>();
    private final StopSequence stopSequence;
    private Phase phase = Phase.STARTING;
    private int restarts;

    public Supervisor(ClusterPlan plan, ProcessStarter starter, SupervisorListener listener) {
        this.children = plan.processes().stream().map(Child::new).toList();
        this.starter = starter;
        this.listener = listener;
        this.stopSequence = new StopSequence(children, problems);
    }

    public Phase phase() {
        return phase;
    }

    /** What went wrong so far, for a person. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Deaths that were answered by a restart. */
    public int restarts() {
        return restarts;
    }

    public List<ChildView> children() {
        return children.stream()
                .map(child -> new ChildView(child.plan, child.state, child.restarts))
                .toList();
    }

    /**
     * Does what is due.
     *
     * @param statuses the statuses, by node name, that nodes gave since the last call
     */
    public void poll(long nowNs, Map<String, NodeStatus> statuses) {
        if (isActive()) {
            observeReadiness(statuses);
            observeDeaths(nowNs);
            startWhatMay(nowNs);
        }
        if (phase == Phase.STOPPING && stopSequence.poll(nowNs)) {
            phase = Phase.STOPPED;
        }
    }

    /** Begins to stop everything; a second call changes nothing. */
    public void stop() {
        if (isActive()) {
            phase = Phase.STOPPING;
        }
    }

    private boolean isActive() {
        return phase == Phase.STARTING || phase == Phase.RUNNING;
    }

    private void observeReadiness(Map<String, NodeStatus> statuses) {
        for (Child child : children) {
            if (child.state == ChildState.STARTING && saysReady(child, statuses)) {
                child.state = ChildState.READY;
                boolean isWhole = child.plan.kind() == ProcessKind.SINGLE;
                if (phase == Phase.STARTING || child.restarts > 0) {
                    listener.onEvent(child.plan.name() + " is ready");
                }
                phase = isWhole ? Phase.RUNNING : phase;
            }
        }
    }

    private static boolean saysReady(Child child, Map<String, NodeStatus> statuses) {
        ChildProcess process = child.process;
        return process != null
                && child.plan.nodes().stream()
                        .allMatch(node -> isReady(node, statuses.get(node.name()), process.pid()));
    }

    /**
     * The pid must fit: a predecessor may have given its last status just before it died. A swarm's
     * state is the phase of its run; that it answers is enough.
     */
    private static boolean isReady(NodePlan node, @Nullable NodeStatus status, long pid) {
        return status != null
                && status.pid() == pid
                && (node.kind() == ProcessKind.SWARM || status.isReady());
    }

    private void observeDeaths(long nowNs) {
        for (Child child : children) {
            if (!isActive()) {
                return;
            }
            boolean late =
                    child.state == ChildState.STARTING
                            && child.plan.kind() != ProcessKind.SWARM
                            && nowNs - child.startedAtNs > START_BOUND_NS;
            if (child.hasDied() || late) {
                onDeath(child, nowNs, late);
            }
        }
    }

    private void onDeath(Child child, long nowNs, boolean late) {
        String how =
                late
                        ? child.plan.name() + " was not ready in time"
                        : "%s ended (exit status %d)"
                                .formatted(child.plan.name(), child.exitStatus());
        child.kill();
        child.state = ChildState.ENDED;
        if (endsRun(child) && phase == Phase.RUNNING) {
            onSwarmEnded(child, how);
        } else if (phase == Phase.STARTING) {
            problems.add(how + " while the cluster was starting");
            listener.onStartFailed(child.plan);
            stop();
        } else if (!late && child.exitStatus() == MISCONFIGURED) {
            problems.add(how + ", which no restart mends");
            listener.onStartFailed(child.plan);
            stop();
        } else {
            restartLater(child, nowNs, how);
        }
    }

    private static boolean endsRun(Child child) {
        return child.plan.kind() == ProcessKind.SWARM || child.plan.kind() == ProcessKind.SINGLE;
    }

    private void onSwarmEnded(Child child, String how) {
        if (child.exitStatus() != 0) {
            problems.add(how);
        }
        if (child.exitStatus() == MISCONFIGURED) {
            listener.onStartFailed(child.plan);
        }
        stop();
    }

    private void restartLater(Child child, long nowNs, String how) {
        OptionalLong delayNs = restartPolicy.onDeath(nowNs);
        if (delayNs.isEmpty()) {
            problems.add(
                    "%s; more than %d deaths in a minute, gave up"
                            .formatted(how, RestartPolicy.MAX_DEATHS_PER_MINUTE));
            listener.onEvent(how + "; giving up");
            stop();
            return;
        }
        restarts++;
        listener.onEvent(
                "%s, restarting in %.1f s".formatted(how, delayNs.getAsLong() / 1_000_000_000.0));
        awaitRestart(child, nowNs + delayNs.getAsLong());
        if (child.plan.kind() == ProcessKind.DRIVER) {
            restartCluster("no node lives without its driver, all start anew", nowNs);
        } else if (isClusterLost()) {
            restartCluster("no node of the cluster is left, all start anew", nowNs);
        }
    }

    /**
     * Whether no node is known to be in the cluster. A node that has only just started may have
     * found its way into it or not: that is not to be told in time, so it does not count.
     */
    private boolean isClusterLost() {
        return children.stream()
                .filter(child -> child.plan.kind().needsDriver())
                .noneMatch(child -> child.state == ChildState.READY && child.isAlive());
    }

    /** No node of the old cluster lives when a new one may be formed. */
    private void restartCluster(String why, long nowNs) {
        listener.onEvent(why);
        for (Child node : children) {
            if (node.plan.kind().needsDriver() && node.state != ChildState.WAITING) {
                node.kill();
                awaitRestart(node, nowNs);
            }
        }
        listener.onClusterLost();
    }

    private static void awaitRestart(Child child, long notBeforeNs) {
        child.state = ChildState.WAITING;
        child.notBeforeNs = notBeforeNs;
        child.restarts++;
    }

    private void startWhatMay(long nowNs) {
        for (Child child : children) {
            if (isActive() && child.state == ChildState.WAITING && mayStart(child, nowNs)) {
                start(child, nowNs);
            }
        }
    }

    private boolean mayStart(Child child, long nowNs) {
        if (child.isAlive() || (child.restarts > 0 && nowNs - child.notBeforeNs < 0)) {
            return false;
        }
        ProcessKind kind = child.plan.kind();
        if (kind == ProcessKind.SWARM) {
            return children.stream()
                    .allMatch(other -> other == child || other.state == ChildState.READY);
        }
        return !kind.needsDriver()
                || children.stream()
                        .filter(other -> other.plan.kind() == ProcessKind.DRIVER)
                        .allMatch(driver -> driver.state == ChildState.READY);
    }

    private void start(Child child, long nowNs) {
        try {
            child.process = starter.start(child.plan);
        } catch (IOException e) {
            problems.add("%s cannot be started: %s".formatted(child.plan.name(), e.getMessage()));
            stop();
            return;
        }
        child.wasKilled = false;
        child.startedAtNs = nowNs;
        child.state = ChildState.STARTING;
        if (phase == Phase.STARTING) {
            listener.onEvent("starting %s".formatted(child.plan.name()));
        }
        if (child.plan.kind() == ProcessKind.SWARM) {
            phase = Phase.RUNNING;
        }
    }
}
