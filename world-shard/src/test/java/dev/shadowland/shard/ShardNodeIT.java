package dev.shadowland.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.actors.store.SqliteWorldStore;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.transport.config.EffectiveConfig;
import dev.shadowland.transport.config.KeyFile;
import dev.shadowland.transport.config.ShadowlandConfig;
import dev.shadowland.transport.status.NodeStatus;
import dev.shadowland.transport.status.StatusClient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** A whole shard that joins nobody. */
class ShardNodeIT {
    @TempDir private Path folder;

    @Test
    void shouldTellOfItsThreadsItsClockAndItsStore() throws IOException {
        ShadowlandConfig config = config();
        try (SqliteWorldStore store = SqliteWorldStore.open(config.store().path())) {
            store.initialise(WorldPlan.of(config, System.currentTimeMillis()));
        }
        try (ShardNode node = ShardNode.start(config, _ -> {})) {
            NodeStatus status = status(node.statusPort());
            assertThat(status.role()).isEqualTo("shard");
            assertThat(status.counters())
                    .containsEntry("cyclesFailed", 0L)
                    .containsEntry("storeFailures", 0L)
                    .containsEntry("positionsSaved", 0L);
            assertThat(status.gauges()).containsKey("clockDriftMillis");
        }
    }

    @Test
    void shouldNotStartWithoutAnIdOfItsOwn() {
        ShadowlandConfig config = EffectiveConfig.of("").values();
        assertThatThrownBy(() -> ShardNode.start(config, _ -> {}))
                .isInstanceOf(NodeStartException.class)
                .hasMessageContaining("shadowland.node.id");
    }

    private ShadowlandConfig config() throws IOException {
        Path loginFile = folder.resolve("login.pub");
        byte[] login = Curves.signingPublicKey(Curves.newPrivateKey(new SecureRandom()));
        Files.writeString(loginFile, KeyFile.format(login));
        return EffectiveConfig.of(
                        """
                        shadowland {
                          node { id = 9 }
                          security.keys.login-public-key-file = "%s"
                          cluster { artery-port = 0, seeds = [] }
                          backplane { aeron-dir = "%s", embedded-driver = on }
                          store.path = "%s"
                          status.port = 0
                        }
                        """
                                .formatted(
                                        loginFile,
                                        folder.resolve("aeron"),
                                        folder.resolve("world.db")))
                .values();
    }

    private static NodeStatus status(int port) {
        try (StatusClient client = new StatusClient()) {
            return client.read(URI.create("http://127.0.0.1:" + port)).orElseThrow();
        }
    }
}
