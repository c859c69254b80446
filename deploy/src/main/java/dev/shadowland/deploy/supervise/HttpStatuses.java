package dev.shadowland.deploy.supervise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.shadowland.deploy.plan.NodePlan;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks nodes for their status over HTTP, all at once. */
public final class HttpStatuses implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMillis(800);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();
    private final ObjectMapper mapper = new ObjectMapper();

    /** The statuses, by node name, of those that answered within a second. */
    public Map<String, NodeStatus> read(List<NodePlan> nodes) {
        Map<String, CompletableFuture<Optional<NodeStatus>>> answers = new HashMap<>();
        nodes.forEach(node -> answers.put(node.name(), ask(node)));
        Map<String, NodeStatus> statuses = new HashMap<>();
        answers.forEach(
                (name, answer) -> answer.join().ifPresent(status -> statuses.put(name, status)));
        return statuses;
    }

    private CompletableFuture<Optional<NodeStatus>> ask(NodePlan node) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(node.statusUrl())).timeout(TIMEOUT).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(this::parse)
                .exceptionally(noAnswer -> Optional.empty());
    }

    private Optional<NodeStatus> parse(HttpResponse<String> response) {
        try {
            return response.statusCode() == 200
                    ? Optional.of(new NodeStatus(mapper.readTree(response.body())))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
