package dev.shadowland.deploy.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.concurrent.TimeUnit;

class LatestStatusesTest {
    private static final long START_NS = -1_000;
    private static final NodeStatus STATUS =
            new NodeStatus(JsonNodeFactory.instance.objectNode().put("state", "ready"));

    private final LatestStatuses latest = new LatestStatuses();

    /** A stopped process keeps its port open and never answers. */
    @Test
    void shouldNotShowWhatANodeThatHangsOnceSaid() {
        latest.take(START_NS, Map.of("shard-1", STATUS, "shard-2", STATUS));
        long laterNs = START_NS + TimeUnit.SECONDS.toNanos(5);
        latest.take(laterNs - 1, Map.of("shard-2", STATUS));
        assertThat(latest.of(laterNs - 1, "shard-1")).contains(STATUS);
        assertThat(latest.of(laterNs, "shard-1")).isEmpty();
        assertThat(latest.of(laterNs, "shard-2")).contains(STATUS);
    }

    @Test
    void shouldForgetTheDeadAtOnce() {
        latest.take(START_NS, Map.of("shard-1", STATUS));
        latest.forget("shard-1");
        assertThat(latest.of(START_NS, "shard-1")).isEmpty();
    }
}
