package dev.shadowland.transport.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves {@code GET /status} (JSON), {@code POST /window} (restarts the measuring window, 204) and
 * what else a node can be asked to do, on a private address. Each request runs on a virtual thread
 * of its own, so all callbacks must be safe to call from any thread. There is no authentication:
 * never bind it to a public address. What comes from a page of another site is refused, which a
 * browser on the same machine would pass on.
 */
public final class StatusServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);
    private static final byte[] NOTHING = {};

    private final HttpServer http;
    private final ExecutorService threads;
    private final ObjectMapper json = new ObjectMapper();

    private StatusServer(HttpServer http, ExecutorService threads) {
        this.http = http;
        this.threads = threads;
    }

    /**
     * Takes the port and serves at once.
     *
     * @param port 0 for any free one, see {@link #port}
     * @param onWindow restarts the measuring window
     * @throws IOException when the port cannot be had; the message says which and what to set
     */
    public static StatusServer start(
            String host, int port, Supplier<NodeStatus> status, Runnable onWindow)
            throws IOException {
        StatusServer server = bind(host, port);
        server.serve(status, onWindow);
        return server;
    }

    /**
     * Takes the port for a node that is still to start: until {@link #serve} there is no page.
     *
     * @param port 0 for any free one, see {@link #port}
     * @throws IOException when the port cannot be had; the message says which and what to set
     */
    public static StatusServer bind(String host, int port) throws IOException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        StatusServer server = new StatusServer(listen(host, port), threads);
        server.http.setExecutor(threads);
        server.http.start();
        return server;
    }

    /**
     * From now on there is a page. Once.
     *
     * @param onWindow restarts the measuring window
     */
    public void serve(Supplier<NodeStatus> status, Runnable onWindow) {
        http.createContext("/status", guarded("GET", () -> render(status.get())));
        onPost("/window", onWindow);
    }

    /** From now on {@code POST} of this path runs this and is answered with 204; any thread. */
    public void onPost(String path, Runnable action) {
        http.createContext(
                path,
                guarded(
                        "POST",
                        () -> {
                            action.run();
                            return NOTHING;
                        }));
    }

    /** The port in use. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** Stops serving at once. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private static HttpServer listen(String host, int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (BindException e) {
            throw new IOException(
                    "status port %s:%d cannot be opened (%s): stop what uses it or set shadowland.status.port"
                            .formatted(host, port, e.getMessage()),
                    e);
        }
    }

    private HttpHandler guarded(String method, Supplier<byte[]> body) {
        return exchange -> {
            try (exchange) {
                answer(exchange, method, body);
            }
        };
    }

    private static void answer(HttpExchange exchange, String method, Supplier<byte[]> body)
            throws IOException {
        if (!exchange.getRequestURI().getPath().equals(exchange.getHttpContext().getPath())) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().add("Allow", method);
            exchange.sendResponseHeaders(405, -1);
            return;
        }
        if (isOfAPage(exchange)) {
            exchange.sendResponseHeaders(403, -1);
            return;
        }
        byte[] bytes;
        try {
            bytes = body.get();
        } catch (RuntimeException e) {
            LOG.warn("status request failed", e);
            bytes = e.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(500, bytes.length);
            exchange.getResponseBody().write(bytes);
            return;
        }
        if (bytes.length == 0) {
            exchange.sendResponseHeaders(204, -1);
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Browsers name the page in whose name they ask for anything but a page; nobody else does. */
    private static boolean isOfAPage(HttpExchange exchange) {
        return exchange.getRequestHeaders().containsKey("Origin");
    }

    private byte[] render(NodeStatus status) {
        try {
            return json.writeValueAsBytes(status);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("status cannot be written as JSON", e);
        }
    }
}
