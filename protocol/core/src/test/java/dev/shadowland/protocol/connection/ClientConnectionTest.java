package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.connection.ClientConnection.Failure;
import dev.shadowland.protocol.connection.ClientConnection.State;
import dev.shadowland.protocol.weather.WeatherReport;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client's age has to do with its end. */
class ClientConnectionTest {
    private static final long MS = Simulation.MS;
    private static final long HANDSHAKE_NS = 10_000 * MS;

    private final Simulation world = new Simulation(WeatherReport.CLEAR, 5);
    private final ClientConnection client = world.client;
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
    private long startedNs;

    @BeforeEach
    void start() {
        startedNs = world.nowNs;
    }

    private SimulatedGateway.Live server() {
        return world.gateway.ever.getFirst();
    }

    private void growOld() {
        world.run(11_000 * MS);
        assertThat(client.state()).isEqualTo(State.ESTABLISHED);
    }

    /** To where the server knows of the client, and nothing is proven. */
    private void prove() {
        while (world.gateway.ever.isEmpty()) {
            world.run(Simulation.STEP_NS);
        }
        assertThat(client.state()).isEqualTo(State.PROVING);
    }

    private void provoke() {
        server().peer.begin(out, 0, world.nowNs).u8(FrameType.PING).u8(0);
        client.onDatagram(out, 0, server().peer.end(), world.nowNs);
    }

    private void assertThatBothKnow(DisconnectReason reason) {
        assertThat(client.state()).isEqualTo(State.CLOSED);
        world.run(500 * MS);
        assertThat(client.state()).isEqualTo(State.CLOSED);
        assertThat(client.failure()).isNull();
        assertThat(world.clientSide.closed).isEqualTo(reason);
        assertThat(world.clientSide.closedByPeer).isFalse();
        assertThat(server().handler.closed).isEqualTo(reason);
        assertThat(server().handler.closedByPeer).isTrue();
    }

    @Test
    void shouldTellItsPeerOfAnErrorAlsoAfterTheTimeOfTheHandshake() {
        growOld();
        provoke();
        assertThatBothKnow(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void shouldTellItsPeerThatItLeavesAlsoAfterTheTimeOfTheHandshake() {
        growOld();
        client.peer().closeAfterTelling(DisconnectReason.LEFT);
        assertThatBothKnow(DisconnectReason.LEFT);
    }

    @Test
    void shouldTellItsPeerWhyItNeverCameToBeWhateverTheTime() {
        prove();
        provoke();
        assertThat(client.failure()).isEqualTo(Failure.DISCONNECTED);

        int length = client.poll(startedNs + HANDSHAKE_NS, out, 0);
        assertThat(length).isPositive();
        server().peer.onDatagram(out, 0, length, world.nowNs);

        assertThat(server().handler.closed).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
        assertThat(client.failure()).isEqualTo(Failure.DISCONNECTED);
        assertThat(client.poll(startedNs + HANDSHAKE_NS + 1_000 * MS, out, 0)).isZero();
        assertThat(client.state()).isEqualTo(State.FAILED);
        assertThat(world.clientSide.closed).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void shouldFailWhenItsProofIsNotOverInTheTimeOfTheHandshake() {
        prove();
        client.poll(startedNs + HANDSHAKE_NS - 1, out, 0);
        assertThat(client.state()).isEqualTo(State.PROVING);
        assertThat(client.poll(startedNs + HANDSHAKE_NS, out, 0)).isZero();
        assertThat(client.failure()).isEqualTo(Failure.TIMED_OUT);
    }
}
