package dev.shadowland.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.shadowland.protocol.connection.ClientConnection;
import dev.shadowland.protocol.connection.ClientSettings;
import dev.shadowland.protocol.connection.ConnectionHandler;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.crypto.AeadChoice;
import dev.shadowland.protocol.crypto.AeadSelection;
import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.transport.config.ConfigInvalidException;
import dev.shadowland.transport.config.EffectiveConfig;
import dev.shadowland.transport.config.ShadowlandConfig;
import dev.shadowland.transport.datagram.DatagramPorts;
import dev.shadowland.transport.datagram.PortTakenException;
import dev.shadowland.transport.status.NodeStatus;
import dev.shadowland.transport.status.StatusClient;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A whole gateway without a cluster around it. */
class GatewayNodeIT {
    private final SecureRandom random = new SecureRandom();

    @TempDir private Path folder;

    @Test
    void shouldTakeClientsAndTellItsStatusAndFreeEverything() throws IOException {
        GatewayFiles files = new GatewayFiles(folder, random);
        ShadowlandConfig config = files.config(0);
        int port;
        try (GatewayNode node = GatewayNode.start(config)) {
            port = node.port();
            connect(port, files.rootKey());
            NodeStatus status = status(node.statusPort());
            assertThat(status.role()).isEqualTo("gateway");
            assertThat(status.state()).isEqualTo("joining");
            assertThat(status.counters())
                    .containsEntry("gateway.established", 1L)
                    .containsEntry("gateway.cycles-failed", 0L)
                    .containsEntry("gateway.control-events-dropped", 0L)
                    .containsEntry("gateway.control-requests-refused", 0L);
            assertThat(status.gauges()).containsKey("clockDriftMillis");
            assertThat(status.versions())
                    .containsEntry("aead", AeadSelection.choose(AeadChoice.AUTO).text())
                    .containsEntry("curves", Curves.text())
                    .containsEntry(
                            "network-io", DatagramPorts.whyNotBatch() == null ? "batch" : "nio");
            assertThat(status.drops()).containsEntry("kernel-buffer-full", 0L);
            assertThat(Objects.requireNonNull(status.datagramsIn())).isPositive();
            assertThatThrownBy(() -> GatewayNode.start(files.config(port)))
                    .isInstanceOf(PortTakenException.class);
        }
        try (DatagramChannel free = DatagramChannel.open()) {
            free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }

    private static NodeStatus status(int port) {
        try (StatusClient client = new StatusClient()) {
            return client.read(URI.create("http://127.0.0.1:" + port)).orElseThrow();
        }
    }

    @Test
    void shouldSayWhatIsMissing() {
        ShadowlandConfig config = EffectiveConfig.of("shadowland.node.id = 9").values();
        assertThatThrownBy(() -> GatewayNode.start(config))
                .isInstanceOf(ConfigInvalidException.class)
                .hasMessageContaining("shadowland.cluster.seeds")
                .hasMessageContaining("shadowland.security.keys.identity-key-file");
    }

    private void connect(int port, byte[] root) throws IOException {
        ClientConnection client =
                new ClientConnection(
                        ClientSettings.of(List.of(root)),
                        BouncyCastleAead.PROVIDER,
                        random,
                        nowNs(),
                        new Nobody());
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(10))
                    .until(
                            () -> {
                                pump(client, channel);
                                return client.state() == ClientConnection.State.ESTABLISHED;
                            });
            pump(client, channel);
        }
    }

    private static void pump(ClientConnection client, DatagramChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1200);
        while (channel.read(bytes.clear()) > 0) {
            client.onDatagram(new UnsafeBuffer(bytes.array()), 0, bytes.position(), nowNs());
        }
        int length = client.poll(nowNs(), new UnsafeBuffer(bytes.array()), 0);
        if (length > 0) {
            channel.write(bytes.clear().limit(length));
        }
    }

    private static long nowNs() {
        return System.currentTimeMillis() * 1_000_000;
    }

    private static final class Nobody implements ConnectionHandler {
        @Override
        public void onFrame(int type, DirectBuffer buffer, int offset, int length) {}

        @Override
        public void onEstablished() {}

        @Override
        public void onClosed(DisconnectReason reason, boolean byPeer) {}
    }
}
