package dev.shadowland.deploy.screen;

import dev.shadowland.deploy.supervise.NodeStatus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rates between two looks at the gateways' counters. A counter that went back (a restarted node or
 * measuring window) counts from zero.
 */
public final class TrafficMeter {
    private static final List<String> PATHS =
            List.of(StatusPaths.DATAGRAMS_IN, StatusPaths.DATAGRAMS_OUT, StatusPaths.BYTES_OUT);

    private record Reading(long atNs, List<Long> counts) {}

    private final Map<String, Reading> previous = new HashMap<>();

    /**
     * What the gateways moved since they were measured last.
     *
     * @param gateways statuses by node name
     */
    public Traffic measure(long nowNs, Map<String, NodeStatus> gateways) {
        Traffic sum = Traffic.NONE;
        for (Map.Entry<String, NodeStatus> gateway : gateways.entrySet()) {
            Reading now = read(nowNs, gateway.getValue());
            Reading before = previous.put(gateway.getKey(), now);
            if (before != null && now.atNs() > before.atNs()) {
                sum = sum.plus(rate(before, now));
            }
        }
        return sum;
    }

    private static Reading read(long nowNs, NodeStatus status) {
        List<Long> counts = new ArrayList<>();
        PATHS.forEach(path -> counts.add(status.count(path).orElse(0)));
        return new Reading(nowNs, counts);
    }

    private static Traffic rate(Reading before, Reading now) {
        double seconds = (now.atNs() - before.atNs()) / 1e9;
        double[] rates = new double[PATHS.size()];
        for (int i = 0; i < rates.length; i++) {
            long count = now.counts().get(i);
            long grown = count - before.counts().get(i);
            rates[i] = (grown < 0 ? count : grown) / seconds;
        }
        return new Traffic(rates[0], rates[1], rates[2]);
    }
}
