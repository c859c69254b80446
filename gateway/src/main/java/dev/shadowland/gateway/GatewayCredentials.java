package dev.shadowland.gateway;

import dev.shadowland.actors.store.ClusterRow;
import dev.shadowland.actors.store.SqliteWorldStore;
import dev.shadowland.gateway.admission.IdentityFiles;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.token.LoginTokenVerifier;
import dev.shadowland.transport.config.KeyFiles;
import dev.shadowland.transport.config.ShadowlandConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway must have before it lets anybody in.
 *
 * @param identity with which it signs
 * @param tokens judge of login tokens
 */
record GatewayCredentials(GatewayIdentity identity, LoginTokenVerifier tokens) {
    private static final Duration CLUSTER_WAIT = Duration.ofSeconds(60);
    private static final Duration CLUSTER_POLL = Duration.ofMillis(200);

    /** Reads keys and certificate, and the cluster's id from the store, for whose initialisation it waits a minute. */
    static GatewayCredentials load(ShadowlandConfig config, long nowMs) {
        KeyFiles keys = config.security().keys();
        Path keyFile = require(keys.identityKey(), "identity-key-file");
        Path certificateFile = require(keys.certificate(), "certificate-file");
        Path loginFile = require(keys.loginPublicKey(), "login-public-key-file");
        GatewayIdentity identity = IdentityFiles.load(keyFile, certificateFile, nowMs);
        byte[] loginKey = IdentityFiles.read(loginFile, "login public key", Curves.KEY_LENGTH);
        ClusterRow cluster = awaitCluster(config.store().path());
        return new GatewayCredentials(identity, new LoginTokenVerifier(loginKey, cluster.cluster()));
    }

    private static Path require(@Nullable Path file, String key) {
        if (file == null) {
            throw new GatewayStartException(
                    "a gateway needs shadowland.security.keys." + key + ": set it to the file");
        }
        return file;
    }

    private static ClusterRow awaitCluster(Path path) {
        long deadline = System.nanoTime() + CLUSTER_WAIT.toNanos();
        try (SqliteWorldStore store = SqliteWorldStore.open(path)) {
            Optional<ClusterRow> row = store.cluster();
            while (row.isEmpty() && System.nanoTime() - deadline < 0) {
                Thread.sleep(CLUSTER_POLL);
                row = store.cluster();
            }
            return row.orElseThrow(() -> new GatewayStartException(
                    "store %s holds no cluster after %d s: initialise the world first, or set shadowland.store.path"
                            .formatted(path, CLUSTER_WAIT.toSeconds())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayStartException("interrupted while waiting for the cluster's initialisation", e);
        }
    }
}
