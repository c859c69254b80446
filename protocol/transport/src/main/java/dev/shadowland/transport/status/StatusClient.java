package dev.shadowland.transport.status;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads other nodes' status. Any thread; each call blocks for at most about two seconds. A node
 * that does not answer, or not sensibly, is simply absent: it may be starting or dead, and the
 * caller polls again.
 */
public final class StatusClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final ObjectMapper json = new ObjectMapper();

    /**
     * The node's status; {@code node} is its base address such as {@code http://127.0.0.1:9565}.
     */
    public Optional<NodeStatus> read(URI node) {
        HttpRequest request =
                HttpRequest.newBuilder(node.resolve("/status")).timeout(ANSWER).build();
        return exchange(request).filter(body -> body.statusCode() == 200).flatMap(this::parse);
    }

    /** Restarts the node's measuring window; false when it did not confirm. */
    public boolean restartWindow(URI node) {
        HttpRequest request =
                HttpRequest.newBuilder(node.resolve("/window"))
                        .timeout(ANSWER)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        return exchange(request).filter(body -> body.statusCode() == 204).isPresent();
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private Optional<HttpResponse<byte[]>> exchange(HttpRequest request) {
        try {
            return Optional.of(http.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<NodeStatus> parse(HttpResponse<byte[]> response) {
        try {
            return Optional.ofNullable(json.readValue(response.body(), NodeStatus.class));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
