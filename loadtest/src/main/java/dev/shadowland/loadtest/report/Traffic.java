package dev.shadowland.loadtest.report;

import dev.shadowland.transport.status.NodeStatus;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What passed the gateways in the measuring window, as they count it. */
public record Traffic(long datagramsIn, long datagramsOut, long bytesIn, long bytesOut) {
    /** Nothing passed. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0);

    /**
     * Differences of the nodes that count datagrams; one that was restarted in between counts from
     * its restart.
     */
    public static Traffic between(List<NodeStatus> before, List<NodeStatus> after) {
        Map<Long, Traffic> earlier = new HashMap<>();
        before.forEach(status -> earlier.put(status.pid() << 16 | status.node(), of(status)));
        Traffic sum = NONE;
        for (NodeStatus status : after) {
            sum =
                    sum.plus(
                            of(status)
                                    .minus(
                                            earlier.getOrDefault(
                                                    status.pid() << 16 | status.node(), NONE)));
        }
        return sum;
    }

    private static Traffic of(NodeStatus status) {
        return new Traffic(
                zeroIfAbsent(status.datagramsIn()),
                zeroIfAbsent(status.datagramsOut()),
                zeroIfAbsent(status.bytesIn()),
                zeroIfAbsent(status.bytesOut()));
    }

    private static long zeroIfAbsent(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    private Traffic plus(Traffic other) {
        return new Traffic(
                datagramsIn + other.datagramsIn,
                datagramsOut + other.datagramsOut,
                bytesIn + other.bytesIn,
                bytesOut + other.bytesOut);
    }

    private Traffic minus(Traffic other) {
        return new Traffic(
                datagramsIn - other.datagramsIn,
                datagramsOut - other.datagramsOut,
                bytesIn - other.bytesIn,
                bytesOut - other.bytesOut);
    }
}
