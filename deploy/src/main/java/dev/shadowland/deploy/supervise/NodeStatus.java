package dev.shadowland.deploy.supervise;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a node said of itself at {@code GET /status}. Everything but its state and pid may be
 * absent.
 */
public record NodeStatus(JsonNode json) {

    public String state() {
        return json.path("state").asText("unknown");
    }

    public boolean isReady() {
        return state().equals("ready");
    }

    public long pid() {
        return json.path("pid").asLong(-1);
    }

    /** The whole number at a path such as {@code /counters/violations}. */
    public OptionalLong count(String path) {
        JsonNode value = json.at(path);
        return value.isNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
    }

    /** The number at a path such as {@code /tickMillis/p99}. */
    public OptionalDouble number(String path) {
        JsonNode value = json.at(path);
        return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }
}
