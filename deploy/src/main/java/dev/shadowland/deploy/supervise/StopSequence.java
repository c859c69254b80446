package dev.shadowland.deploy.supervise;

import dev.shadowland.deploy.plan.ProcessKind;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Stops kind after kind: bots, gateways, shards, driver. Each kind is asked first and killed when
 * its time is over. Times count from the beginning, so that what a kind does not need is left to
 * the next one: shards, which leave the cluster in order, need most.
 */
final class StopSequence {
    private static final List<ProcessKind> ORDER =
            List.of(
                    ProcessKind.SINGLE,
                    ProcessKind.SWARM,
                    ProcessKind.GATEWAY,
                    ProcessKind.SHARD,
                    ProcessKind.DRIVER);

    /** The exit status of a JVM that ran its shutdown hooks upon SIGTERM. */
    private static final int TERMINATED = 128 + 15;

    private final List<Child> children;
    private final List<String> problems;
    private int next;
    private boolean hasBegun;
    private boolean isAsked;
    private long beginNs;

    /**
     * @param problems gets a line for each process that did not stop cleanly
     */
    StopSequence(List<Child> children, List<String> problems) {
        this.children = children;
        this.problems = problems;
    }

    /** Does what is due; true when nothing runs any more. */
    boolean poll(long nowNs) {
        if (!hasBegun) {
            hasBegun = true;
            beginNs = nowNs;
        }
        while (next < ORDER.size()) {
            List<Child> kind = ofKind(ORDER.get(next));
            if (!isAsked) {
                kind.forEach(Child::terminate);
                isAsked = true;
            }
            if (nowNs - beginNs >= boundNs(ORDER.get(next))) {
                kind.forEach(this::killLate);
            }
            if (kind.stream().anyMatch(Child::isAlive)) {
                return false;
            }
            kind.forEach(this::onEnded);
            next++;
            isAsked = false;
        }
        return true;
    }

    private List<Child> ofKind(ProcessKind kind) {
        return children.stream().filter(child -> child.plan.kind() == kind).toList();
    }

    /** When processes of the kind must have ended. */
    private static long boundNs(ProcessKind kind) {
        return TimeUnit.MILLISECONDS.toNanos(
                switch (kind) {
                    case SINGLE -> 9_000;
                    case SWARM -> 2_500;
                    case GATEWAY -> 4_500;
                    case SHARD -> 8_500;
                    case DRIVER -> 9_300;
                });
    }

    private void killLate(Child child) {
        if (child.isAlive() && !child.wasKilled) {
            problems.add(child.plan.name() + " did not stop in time and was killed");
        }
        child.kill();
    }

    private void onEnded(Child child) {
        boolean ranTillNow = child.state == ChildState.STARTING || child.state == ChildState.READY;
        int status = child.exitStatus();
        if (ranTillNow && !child.wasKilled && status != 0 && status != TERMINATED) {
            problems.add("%s stopped with exit status %d".formatted(child.plan.name(), status));
        }
        child.state = ChildState.ENDED;
    }
}
