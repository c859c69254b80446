package dev.shadowland.loadtest;

import dev.shadowland.loadtest.swarm.BehaviourMix;
import dev.shadowland.loadtest.swarm.RunTimes;
import dev.shadowland.loadtest.swarm.SwarmRun;
import dev.shadowland.loadtest.swarm.SwarmSettings;
import dev.shadowland.protocol.crypto.AeadSelection;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.integrity.IntegrityTable;
import dev.shadowland.transport.config.HostPort;
import dev.shadowland.transport.config.KeyFile;
import dev.shadowland.transport.config.ShadowlandConfig;
import dev.shadowland.transport.config.SwarmConfig;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What a swarm's node needs of its configuration, keys read. Never printed.
 *
 * @param rootKey Ed25519 public key that the bots pin
 * @param loginKey Ed25519 private key with which it signs its bots' tokens; for development
 * @param aead what the bots seal and open with
 * @param integrity keys of the client that the bots are, null for none
 * @param roamEveryNs how often a bot takes another socket, 0 for never
 * @param recordFile takes what each tenth bot opens, null for none
 * @param reportFile null for none
 */
record SwarmNodeConfig(
        int node,
        String name,
        String statusHost,
        int statusPort,
        byte[] rootKey,
        byte[] loginKey,
        UUID cluster,
        AeadSelection aead,
        SwarmSettings settings,
        SwarmRun.RunContext context,
        @Nullable IntegrityTable integrity,
        long roamEveryNs,
        @Nullable Path recordFile,
        @Nullable Path reportFile) {
    private static final long SEED = 3565;

    /** Reads what the configuration names. */
    static SwarmNodeConfig of(ShadowlandConfig config) throws IOException {
        SwarmConfig swarm = config.swarm();
        Path loginKey = swarm.tokens().loginKeyFile();
        Path rootKey = swarm.tokens().rootPublicKeyFile();
        UUID cluster = config.cluster().id();
        if (loginKey == null || rootKey == null || cluster == null) {
            throw new IllegalArgumentException(
                    "a swarm needs shadowland.swarm.tokens.login-key-file,"
                            + " shadowland.swarm.tokens.root-public-key-file and"
                            + " shadowland.cluster.id");
        }
        String name = config.node().name();
        AeadSelection aead = AeadSelection.choose(config.security().aead());
        return new SwarmNodeConfig(
                config.node().id(),
                name.isEmpty() ? "swarm-" + config.node().id() : name,
                config.status().host(),
                config.status().port(),
                KeyFile.read("root public key", rootKey, Curves.KEY_LENGTH),
                KeyFile.read("login key", loginKey, Curves.KEY_LENGTH),
                cluster,
                aead,
                settings(swarm),
                context(config, aead),
                integrity(swarm.integrityTable()),
                swarm.roamEvery().toNanos(),
                swarm.recordFile(),
                swarm.report().file());
    }

    private static @Nullable IntegrityTable integrity(@Nullable Path file) throws IOException {
        if (file == null) {
            return null;
        }
        try {
            return IntegrityTable.parse(Files.readAllLines(file, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "integrity table " + file + ": " + e.getMessage(), e);
        }
    }

    private static SwarmSettings settings(SwarmConfig swarm) {
        List<InetSocketAddress> gateways =
                swarm.gateways().stream().map(SwarmNodeConfig::resolve).toList();
        return new SwarmSettings(
                swarm.bots(),
                gateways,
                BehaviourMix.parse(swarm.behaviour()),
                swarm.connectRate(),
                swarm.tokens().firstCharacter(),
                SEED,
                RunTimes.of(swarm.bots(), swarm.connectRate(), swarm.settle(), swarm.runFor()));
    }

    private static SwarmRun.RunContext context(ShadowlandConfig config, AeadSelection aead) {
        return new SwarmRun.RunContext(
                config.swarm().report().statusUrls(),
                config.cluster().profile().name().toLowerCase(Locale.ROOT),
                Map.of(
                        "java",
                        Runtime.version().toString(),
                        "aead",
                        aead.text(),
                        "curves",
                        Curves.text()));
    }

    private static InetSocketAddress resolve(HostPort gateway) {
        InetSocketAddress address = new InetSocketAddress(gateway.host(), gateway.port());
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("gateway " + gateway + " is not a known host");
        }
        return address;
    }

    /** Names the swarm without its keys. */
    @Override
    public String toString() {
        return "SwarmNodeConfig[" + name + "]";
    }
}
