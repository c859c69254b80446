package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of each of the heartbeat's times: 5 s between a server's pings, 15 s to be dead. */
class HeartbeatTest {
    private static final long PING_NS = 5_000 * ConnectionPair.MS;
    private static final long TIMEOUT_NS = 15_000 * ConnectionPair.MS;

    /** A server with the seed's heartbeat and nothing else to say. */
    private static final ConnectionSettings HEARTBEAT_ONLY =
            new ConnectionSettings(64, PING_NS, 3_600_000 * ConnectionPair.MS, TIMEOUT_NS);

    private final ConnectionPair pair =
            new ConnectionPair(HEARTBEAT_ONLY, HEARTBEAT_ONLY, null).established();
    private final long startedNs = pair.nowNs;

    @Test
    void shouldHaveTheTimesOfTheSeed() {
        assertThat(ConnectionSettings.SERVER.pingIntervalNs()).isEqualTo(PING_NS);
        assertThat(ConnectionSettings.SERVER.timeoutNs()).isEqualTo(TIMEOUT_NS);
        assertThat(ConnectionSettings.CLIENT.timeoutNs()).isEqualTo(TIMEOUT_NS);
    }

    @Test
    void shouldPingAfterFiveSecondsAndNotANanosecondBefore() {
        quietAcks();
        for (int ping = 1; ping <= 3; ping++) {
            long dueNs = startedNs + ping * PING_NS;
            pair.nowNs = dueNs - 1;
            assertThat(pair.server.isSendDue(pair.nowNs)).as("1 ns before ping %d", ping).isFalse();
            pair.nowNs = dueNs;
            assertThat(pair.server.isSendDue(pair.nowNs)).as("ping %d", ping).isTrue();
            byte[] datagram = pair.send(pair.server);
            assertThat(pair.frameTypes(pair.server, datagram)).contains(FrameType.PING);
            pair.give(pair.client, datagram);
            byte[] pong = pair.send(pair.client);
            assertThat(pair.frameTypes(pair.client, pong)).contains(FrameType.PONG);
            pair.give(pair.server, pong);
            quietAcks();
        }
    }

    /** Acks of acks are never due, so a few rounds leave nothing to say. */
    private void quietAcks() {
        for (int i = 0; i < 5; i++) {
            pair.nowNs += 300 * ConnectionPair.MS;
            pair.exchange();
        }
        assertThat(pair.server.isSendDue(pair.nowNs)).isFalse();
    }

    @Test
    void shouldAddAPingToADatagramOnlyFiveSecondsAfterTheLast() {
        pair.nowNs = startedNs + PING_NS - 1;
        assertThat(pair.frameTypes(pair.server, pair.send(pair.server)))
                .doesNotContain(FrameType.PING);
        pair.nowNs = startedNs + PING_NS + 700;
        assertThat(pair.frameTypes(pair.server, pair.send(pair.server))).contains(FrameType.PING);
        pair.nowNs = startedNs + 2 * PING_NS + 699;
        assertThat(pair.frameTypes(pair.server, pair.send(pair.server)))
                .doesNotContain(FrameType.PING);
        pair.nowNs++;
        assertThat(pair.frameTypes(pair.server, pair.send(pair.server))).contains(FrameType.PING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTimeOutAfterFifteenSecondsOfSilenceAndNotANanosecondBefore(boolean client) {
        PeerConnection end = client ? pair.client : pair.server;
        RecordingHandler side = client ? pair.clientSide : pair.serverSide;
        assertThat(end.lastHeardNs()).isEqualTo(startedNs);
        end.onTime(startedNs + TIMEOUT_NS - 1);
        assertThat(side.closed).isNull();
        end.onTime(startedNs + TIMEOUT_NS);
        assertThat(side.closed).isEqualTo(DisconnectReason.TIMED_OUT);
        assertThat(side.closedByPeer).isFalse();
    }

    @Test
    void shouldCountTheSilenceFromTheLastDatagramThatOpened() {
        byte[] spoken = pair.send(pair.client);
        byte[] forged = spoken.clone();
        forged[20] ^= 1;
        pair.nowNs = startedNs + TIMEOUT_NS - 1;
        assertThat(pair.give(pair.server, spoken)).isNull();
        pair.nowNs += TIMEOUT_NS - 1;
        assertThat(pair.give(pair.server, forged)).isEqualTo(DropReason.REPLAYED);
        byte[] next = pair.send(pair.client);
        next[20] ^= 1;
        assertThat(pair.give(pair.server, next)).isEqualTo(DropReason.NOT_AUTHENTIC);
        pair.server.onTime(pair.nowNs);
        assertThat(pair.serverSide.closed).isNull();
        pair.server.onTime(pair.nowNs + 1);
        assertThat(pair.serverSide.closed).isEqualTo(DisconnectReason.TIMED_OUT);
    }
}
