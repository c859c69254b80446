package dev.shadowland.deploy.plan;

import java.nio.file.Path;
import java.util.List;

/**
 * One process to run.
 *
 * @param nodes the nodes in it, at least one; several only in a process of kind {@link
 *     ProcessKind#SINGLE}
 * @param log receives all its output
 * @param temporary folder for its temporary files
 * @param nice added to its scheduling niceness; 0 leaves it alone
 */
public record ProcessPlan(
        String name, ProcessKind kind, List<NodePlan> nodes, Path log, Path temporary, int nice) {
    public ProcessPlan {
        nodes = List.copyOf(nodes);
    }
}
