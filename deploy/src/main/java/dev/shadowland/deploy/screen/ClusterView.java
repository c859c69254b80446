package dev.shadowland.deploy.screen;

import dev.shadowland.deploy.supervise.NodeStatus;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What there is to show at one moment.
 *
 * @param headline what runs
 * @param bots bots wanted
 * @param events the newest announcements, oldest first
 */
public record ClusterView(
        String headline,
        Duration elapsed,
        int bots,
        List<Row> rows,
        Traffic traffic,
        List<String> events) {

    public ClusterView {
        rows = List.copyOf(rows);
        events = List.copyOf(events);
    }

    /**
     * One node.
     *
     * @param state its own word for it, or the supervisor's while it does not answer
     * @param status what it last answered
     */
    public record Row(String name, String state, int restarts, Optional<NodeStatus> status) {
        OptionalLong count(String path) {
            return status.map(answer -> answer.count(path)).orElse(OptionalLong.empty());
        }

        OptionalDouble number(String path) {
            return status.map(answer -> answer.number(path)).orElse(OptionalDouble.empty());
        }
    }

    /** The first value that any node has at the path. */
    OptionalLong count(String path) {
        return rows.stream()
                .map(row -> row.count(path))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    /** The first value that any node has at the path. */
    OptionalDouble number(String path) {
        return rows.stream()
                .map(row -> row.number(path))
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }
}
