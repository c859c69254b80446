package dev.shadowland.gateway;

import dev.shadowland.gateway.admission.IdentityFiles;
import dev.shadowland.gateway.admission.IdentityWatch;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.token.LoginTokenVerifier;
import dev.shadowland.transport.config.KeyFile;
import dev.shadowland.transport.config.KeyFiles;
import dev.shadowland.transport.config.ShadowlandConfig;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/**
 * What a gateway must have before it lets anybody in. All of it is configured: a gateway has no
 * store.
 *
 * @param identity with which it signs
 * @param tokens judge of login tokens
 */
record GatewayCredentials(GatewayIdentity identity, LoginTokenVerifier tokens) {
    private static final String KEYS = "security.keys.";

    /** Reads what {@link GatewayNeeds} found configured; says in words what is wrong with it. */
    static GatewayCredentials load(ShadowlandConfig config, long nowMs) {
        KeyFiles keys = config.security().keys();
        GatewayIdentity identity =
                IdentityFiles.load(
                        require(keys.identityKey(), KEYS + "identity-key-file"),
                        require(keys.certificate(), KEYS + "certificate-file"),
                        nowMs);
        byte[] loginKey =
                KeyFile.read(
                        "login public key",
                        require(keys.loginPublicKey(), KEYS + "login-public-key-file"),
                        Curves.KEY_LENGTH);
        LoginTokenVerifier tokens =
                new LoginTokenVerifier(loginKey, require(config.cluster().id(), "cluster.id"));
        return new GatewayCredentials(identity, tokens);
    }

    /** Watches the files that the identity came from; {@code user} takes the rotated one. */
    IdentityWatch watch(KeyFiles keys, Consumer<GatewayIdentity> user) {
        return new IdentityWatch(
                require(keys.identityKey(), KEYS + "identity-key-file"),
                require(keys.certificate(), KEYS + "certificate-file"),
                identity,
                user);
    }

    private static <T> T require(@Nullable T value, String key) {
        if (value == null) {
            throw new IllegalStateException("shadowland." + key + " is not set");
        }
        return value;
    }
}
