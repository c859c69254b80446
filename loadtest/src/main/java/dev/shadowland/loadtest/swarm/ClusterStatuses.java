package dev.shadowland.loadtest.swarm;

import dev.shadowland.transport.status.NodeStatus;
import dev.shadowland.transport.status.StatusClient;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The status pages of the cluster's nodes, asked all at once. Owned by one thread; a call takes a
 * few seconds at most.
 */
final class ClusterStatuses {
    private final List<URI> nodes;
    private List<URI> unreachable = List.of();

    ClusterStatuses(List<URI> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Restarts each node's measuring window. */
    void restartWindows() {
        try (StatusClient client = new StatusClient()) {
            ask(client::restartWindow);
        }
    }

    /** Each node's status, as far as it answers. */
    List<NodeStatus> read() {
        List<NodeStatus> statuses = new ArrayList<>();
        List<URI> silent = new ArrayList<>();
        try (StatusClient client = new StatusClient()) {
            List<Optional<NodeStatus>> answers = ask(client::read);
            for (int i = 0; i < nodes.size(); i++) {
                answers.get(i).ifPresent(statuses::add);
                if (answers.get(i).isEmpty()) {
                    silent.add(nodes.get(i));
                }
            }
        }
        unreachable = silent;
        return statuses;
    }

    /** Which did not answer the last {@link #read}. */
    List<String> unreachable() {
        return unreachable.stream().map(URI::toString).toList();
    }

    private <T> List<T> ask(Function<URI, T> question) {
        List<Future<T>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (URI node : nodes) {
                answers.add(threads.submit(() -> question.apply(node)));
            }
        }
        return answers.stream().map(Future::resultNow).toList();
    }
}
