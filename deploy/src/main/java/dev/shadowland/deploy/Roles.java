package dev.shadowland.deploy;

import java.nio.file.Path;
import java.util.List;

/** The roles of this distribution: one line each. */
final class Roles {
    /** Prepares a new cluster's store; run once, before any node. */
    static final String INIT = "init";

    private Roles() {}

    static List<Role> all() {
        return List.of(
                new Role(INIT, "initialise a new cluster: its store and its origin", Roles::absent),
                new Role("driver", "run one Aeron media driver for this host", Roles::absent),
                new Role("shard", "run one shard", Roles::absent),
                new Role("gateway", "run one gateway", Roles::absent),
                new Role("swarm", "run one swarm of bots", Roles::absent),
                new Role("single", "run all roles in one process", Roles::absent));
    }

    private static int absent(List<Path> configs) {
        throw new IllegalStateException("this role is not in this distribution yet");
    }
}
