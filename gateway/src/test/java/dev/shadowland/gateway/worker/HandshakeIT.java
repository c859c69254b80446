package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.connection.ClientConnection;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.handshake.HandshakeSettings;
import dev.shadowland.protocol.weather.WeatherReport;
import dev.shadowland.protocol.wire.DropReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class HandshakeIT {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void shouldEstablishWhenAClientConnects(String host) {
        try (WorkerRig rig = new WorkerRig(host, HandshakeSettings.DEFAULT)) {
            TestClient client = rig.client();
            rig.until(client::isEstablished);
            rig.until(() -> rig.count(WorkerCount.ESTABLISHED) == 1);
            assertThat(rig.worker.sessionCount()).isEqualTo(1);
            assertThat(rig.worker.halfOpenCount()).isZero();
            assertThat(rig.drops()).isEqualTo("[]");
        }
    }

    @Test
    void shouldEstablishFiftyClientsWhenTheWeatherIsStormy() {
        WeatherReport storm = new WeatherReport(0.25, 0.25, 5_000_000, 60_000_000);
        try (WorkerRig rig = WorkerRig.open()) {
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                clients.add(rig.client(storm, 7_000 + i));
            }
            rig.until(
                    () ->
                            clients.stream()
                                    .allMatch(
                                            client ->
                                                    client.isEstablished()
                                                            || client.connection.state()
                                                                    == ClientConnection.State
                                                                            .FAILED));
            long established = clients.stream().filter(TestClient::isEstablished).count();
            // A handshake may fail cleanly in such weather, but not often: each step has 40 tries.
            assertThat(established).as("seeds 7000..7049, drops %s", rig.drops()).isEqualTo(50);
            rig.until(() -> rig.count(WorkerCount.ESTABLISHED) == 50);
        }
    }

    @Test
    void shouldNeverReplyWithMoreThanTheRequestWhenNoCookieWasShown() {
        try (WorkerRig rig = WorkerRig.open()) {
            TestClient client = rig.client();
            rig.step();
            rig.step();
            assertThat(client.lastSent).hasSize(1200);
            byte[] connect = client.lastSent;
            TestClient flooder = rig.client();
            for (int length = 100; length <= 1200; length += 100) {
                flooder.raw(Arrays.copyOf(connect, length));
            }
            rig.runMs(20);
            assertThat(flooder.receivedLengths).isNotEmpty().allMatch(length -> length < 1200);
            assertThat(
                            rig.drops(DropReason.CONNECT_NOT_PADDED)
                                    + rig.drops(DropReason.BAD_CRC)
                                    + rig.drops(DropReason.TOO_SHORT))
                    .isEqualTo(11);
        }
    }

    @Test
    void shouldBoundHalfOpenConnectionsWhenManyConnectAndGoSilent() {
        HandshakeSettings few = new HandshakeSettings(10_000, 10_000, 8, 8, 50_000, 5_000);
        try (WorkerRig rig = new WorkerRig("127.0.0.1", few)) {
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                TestClient client = rig.client();
                clients.add(client);
            }
            // They get the cookie, then hear nothing more and never prove their key.
            rig.runMs(2);
            rig.runMs(1);
            clients.forEach(client -> client.losesInbound = true);
            rig.runMs(1_000);
            assertThat(rig.worker.halfOpenCount()).isLessThanOrEqualTo(8);
            assertThat(rig.drops(DropReason.HALF_OPEN_FULL)).isPositive();
            rig.runMs(20_500);
            assertThat(rig.worker.halfOpenCount()).isZero();
            TestClient late = rig.client();
            rig.until(late::isEstablished);
        }
    }

    @Test
    void shouldCloseTheSessionWhenItDoesNotEnterInTime() {
        try (WorkerRig rig = WorkerRig.open()) {
            TestClient client = rig.establishedClient();
            rig.runMs(9_900);
            assertThat(client.isEstablished()).isTrue();
            rig.until(() -> client.closed != null);
            assertThat(client.closed).isEqualTo(DisconnectReason.ENTER_TIMEOUT);
            assertThat(rig.worker.sessionCount()).isZero();
            assertThat(rig.count(WorkerCount.ENTER_TIMEOUTS)).isEqualTo(1);
            assertThat(rig.control.ended).isEmpty();
        }
    }

    @Test
    void shouldSayGoodbyeWhenTheWorkerStops() {
        try (WorkerRig rig = WorkerRig.open()) {
            TestClient client = rig.establishedClient();
            rig.stopWorker();
            rig.runMs(5);
            assertThat(client.closed).isEqualTo(DisconnectReason.SHUTTING_DOWN);
        }
    }
}
