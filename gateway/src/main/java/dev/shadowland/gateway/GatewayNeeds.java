package dev.shadowland.gateway;

import dev.shadowland.transport.config.ClusterConfig;
import dev.shadowland.transport.config.ConfigInvalidException;
import dev.shadowland.transport.config.HostPort;
import dev.shadowland.transport.config.KeyFiles;
import dev.shadowland.transport.config.NodeConfig;
import dev.shadowland.transport.config.ShadowlandConfig;

import java.util.ArrayList;
import java.util.List;

/** What every gateway's configuration must say and other roles' need not. */
final class GatewayNeeds {
    private final List<String> violations = new ArrayList<>();

    private GatewayNeeds() {}

    /**
     * Refuses a configuration that lacks something.
     *
     * @throws ConfigInvalidException listing all that it lacks
     */
    static void require(ShadowlandConfig config) {
        List<String> violations = new GatewayNeeds().violationsOf(config);
        if (!violations.isEmpty()) {
            throw new ConfigInvalidException("of gateway " + config.node().id(), violations);
        }
    }

    private List<String> violationsOf(ShadowlandConfig config) {
        KeyFiles keys = config.security().keys();
        check(
                config.node().id() != NodeConfig.NO_ID,
                "node.id: 1..8191, and no other node of the cluster may have it");
        check(
                config.cluster().seeds().stream().anyMatch(seed -> isOther(seed, config.cluster())),
                "cluster.seeds: host:port of shards, besides its own, through which it joins, for"
                        + " it never forms a cluster");
        check(config.cluster().id() != null, "cluster.id: login tokens name it");
        check(keys.identityKey() != null, "security.keys.identity-key-file: it signs with it");
        check(
                keys.certificate() != null,
                "security.keys.certificate-file: a root vouches for it there");
        check(
                keys.loginPublicKey() != null,
                "security.keys.login-public-key-file: it checks login tokens with it");
        return violations;
    }

    /** A node never joins through itself. */
    private static boolean isOther(HostPort seed, ClusterConfig cluster) {
        return seed.port() != cluster.arteryPort()
                || !seed.host().equalsIgnoreCase(cluster.arteryHost());
    }

    private void check(boolean holds, String need) {
        if (!holds) {
            violations.add("a gateway needs shadowland." + need);
        }
    }
}
