package dev.shadowland.deploy.supervise;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What each node last said of itself, for as long as it may still be so: a node that hangs says
 * nothing. Times are nanoseconds of any steady clock. Owned by one thread.
 */
public final class LatestStatuses {
    private static final long SILENT_AFTER_NS = TimeUnit.SECONDS.toNanos(5);

    private record Answer(NodeStatus status, long atNs) {}

    private final Map<String, Answer> byNode = new HashMap<>();

    /** Nodes answered, by name. */
    public void take(long nowNs, Map<String, NodeStatus> answers) {
        answers.forEach((node, status) -> byNode.put(node, new Answer(status, nowNs)));
    }

    /** The node's process is gone. */
    public void forget(String node) {
        byNode.remove(node);
    }

    /** What the node said in the last five seconds. */
    public Optional<NodeStatus> of(long nowNs, String node) {
        return Optional.ofNullable(byNode.get(node))
                .filter(answer -> nowNs - answer.atNs() < SILENT_AFTER_NS)
                .map(Answer::status);
    }
}
