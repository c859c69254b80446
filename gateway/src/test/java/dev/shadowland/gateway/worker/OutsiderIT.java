package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.connection.DisconnectReason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Connections that stand and never enter take the room of those who mean to. */
class OutsiderIT {
    private static final int OUTSIDE = 64;

    private final WorkerRig rig = WorkerRig.roomFor(4 * OUTSIDE);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldTurnAwayWhoStandsOutsideForLongestAndNotWhoComes() {
        TestClient inside = rig.clientInWorld();
        List<TestClient> idle = new ArrayList<>();
        for (int i = 0; i < 2 * OUTSIDE; i++) {
            idle.add(rig.establishedClient());
            rig.runMs(2);
        }
        TestClient newcomer = rig.clientInWorld();
        rig.runMs(50);
        assertThat(newcomer.isEstablished()).isTrue();
        assertThat(inside.isEstablished()).isTrue();
        assertThat(idle.subList(0, OUTSIDE - 1))
                .allMatch(one -> one.closed == DisconnectReason.SERVER_FULL);
        assertThat(idle.subList(OUTSIDE + 1, 2 * OUTSIDE)).allMatch(one -> one.closed == null);
    }
}
