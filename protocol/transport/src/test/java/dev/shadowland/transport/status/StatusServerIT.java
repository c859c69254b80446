package dev.shadowland.transport.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

class StatusServerIT {
    private enum Drop {
        BAD_TAG,
        TOO_SHORT
    }

    private final AtomicInteger windows = new AtomicInteger();

    @Test
    void shouldGiveTheClientWhatTheNodeTells() throws IOException {
        Counters drops = Counters.of(Drop.class);
        drops.add(Drop.BAD_TAG, 3);
        NodeStatus told =
                NodeStatus.of(2, "shard-2", "shard")
                        .state("up")
                        .seconds(12.5, 3)
                        .counter("links.sent", Long.MAX_VALUE)
                        .ticks(new TickMillis(1.5, 4, 9), 59.9, 7)
                        .cellPlayers(Map.of("0.0.3.4", 12, "0.0.3.5", 1))
                        .drops(drops)
                        .build();
        try (StatusServer server =
                        StatusServer.start("127.0.0.1", 0, () -> told, windows::incrementAndGet);
                StatusClient client = new StatusClient()) {
            assertThat(client.read(uri(server))).contains(told);
            assertThat(told.drops())
                    .containsExactly(Map.entry("bad-tag", 3L), Map.entry("too-short", 0L));
            assertThat(told.players()).isEqualTo(13);
        }
    }

    @Test
    void shouldRestartTheWindowOnPostOnly() throws Exception {
        try (StatusServer server =
                        StatusServer.start(
                                "127.0.0.1", 0, StatusServerIT::bare, windows::incrementAndGet);
                StatusClient client = new StatusClient();
                HttpClient http = HttpClient.newHttpClient()) {
            assertThat(client.restartWindow(uri(server))).isTrue();
            int get =
                    http.send(
                                    HttpRequest.newBuilder(uri(server).resolve("/window")).build(),
                                    BodyHandlers.discarding())
                            .statusCode();

            assertThat(get).isEqualTo(405);
            assertThat(windows).hasValue(1);
        }
    }

    @Test
    void shouldDoWhatElseANodeCanBeAskedFor() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        assertThat(post(asked, "Accept", "*/*")).isEqualTo(204);
        assertThat(asked).hasValue(1);
    }

    /** Any site could otherwise have an operator's browser send it. */
    @Test
    void shouldRefuseWhatAPageInABrowserAsksFor() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        assertThat(post(asked, "Origin", "https://example.org")).isEqualTo(403);
        assertThat(asked).hasValue(0);
    }

    /** The status of a request with this header for something that counts. */
    private static int post(AtomicInteger asked, String header, String value) throws Exception {
        try (StatusServer server =
                        StatusServer.start("127.0.0.1", 0, StatusServerIT::bare, () -> {});
                HttpClient http = HttpClient.newHttpClient()) {
            server.onPost("/rekey", asked::incrementAndGet);
            HttpRequest post =
                    HttpRequest.newBuilder(uri(server).resolve("/rekey"))
                            .header(header, value)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build();
            return http.send(post, BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void shouldLeaveOutWhatANodeDoesNotHave() throws Exception {
        try (StatusServer server =
                        StatusServer.start("127.0.0.1", 0, StatusServerIT::bare, () -> {});
                HttpClient http = HttpClient.newHttpClient()) {
            String json =
                    http.send(
                                    HttpRequest.newBuilder(uri(server).resolve("/status")).build(),
                                    BodyHandlers.ofString())
                            .body();

            assertThat(json).contains("\"node\":1").doesNotContain("tickMillis", "cells", "null");
        }
    }

    @Test
    void shouldSayWhichPortIsTakenWhenItIs() throws IOException {
        try (StatusServer server =
                StatusServer.start("127.0.0.1", 0, StatusServerIT::bare, () -> {})) {
            assertThatThrownBy(
                            () ->
                                    StatusServer.start(
                                            "127.0.0.1",
                                            server.port(),
                                            StatusServerIT::bare,
                                            () -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(Integer.toString(server.port()))
                    .hasMessageContaining("shadowland.status.port");
        }
    }

    @Test
    void shouldFindNobodyWhenNoNodeAnswers() throws IOException {
        URI gone;
        try (StatusServer server =
                StatusServer.start("127.0.0.1", 0, StatusServerIT::bare, () -> {})) {
            gone = uri(server);
        }
        try (StatusClient client = new StatusClient()) {
            assertThat(client.read(gone)).isEmpty();
            assertThat(client.restartWindow(gone)).isFalse();
        }
    }

    private static NodeStatus bare() {
        return NodeStatus.of(1, "gateway-1", "gateway").build();
    }

    private static URI uri(StatusServer server) {
        return URI.create("http://127.0.0.1:" + server.port());
    }
}
