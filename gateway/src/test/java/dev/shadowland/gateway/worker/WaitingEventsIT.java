package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.message.WorldEvent;
import dev.shadowland.protocol.wire.FrameType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cell queues 8 KiB for a client; what is not acknowledged waits there, not at the edge. */
class WaitingEventsIT {
    private static final int FIT = 13;
    private static final int TINY_FIT = 128;

    private final WorkerRig rig = WorkerRig.open();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldHoldFewEventsForAClientThatAcknowledgesNothing() {
        TestClient client = rig.clientInWorld();
        client.losesInbound = true;
        for (int number = 1; number < 200; number++) {
            event(number);
        }
        assertThat(rig.worker.session(0).connection().statistics().queuedHeapBytes())
                .isBetween(15 * 1024, 16 * 1024);
        assertThat(rig.count(WorkerCount.EVENTS)).isEqualTo(FIT);
        assertThat(rig.count(WorkerCount.EVENTS_REFUSED)).isEqualTo(199 - FIT);

        client.losesInbound = false;
        rig.until(() -> client.frames(FrameType.WORLD_EVENT).size() == FIT);
        rig.runMs(200);
        event(FIT + 1);
        rig.until(() -> client.frames(FrameType.WORLD_EVENT).size() == FIT + 1);
    }

    /** Each takes a block of 64 bytes and the objects around it, whatever is in it. */
    @Test
    void shouldHoldFewEventsThoughTheyAreTiny() {
        TestClient client = rig.clientInWorld();
        client.losesInbound = true;
        for (int i = 0; i < 200; i++) {
            rig.shards.event(WorkerRig.OWNER, rig.lastSession());
            rig.runMs(1);
        }
        assertThat(rig.count(WorkerCount.EVENTS)).isEqualTo(TINY_FIT);
        assertThat(rig.worker.session(0).connection().statistics().queuedHeapBytes())
                .isEqualTo(16 * 1024);
    }

    private void event(int number) {
        rig.shards.event(WorkerRig.OWNER, rig.lastSession(), number, WorldEvent.MAX_BODY);
        rig.runMs(17);
    }
}
