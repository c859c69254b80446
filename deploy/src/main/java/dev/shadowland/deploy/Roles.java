package dev.shadowland.deploy;

import java.util.List;

/** The roles of this distribution: one line each. */
final class Roles {
    /**
     * Prepares a cluster's store and arms its formation; run before the first node of a cold start.
     */
    static final String INIT = "init";

    /** Runs several nodes in one process, each from a configuration of its own. */
    static final String SINGLE = "single";

    private Roles() {}

    static List<Role> all() {
        return List.of(
                new Role(
                        INIT,
                        "initialise a cluster: its store, its origin, who may form it",
                        NodeRuns::init),
                new Role("driver", "run one Aeron media driver for this host", NodeRuns::driver),
                new Role("shard", "run one shard", NodeRuns::shard),
                new Role("gateway", "run one gateway", NodeRuns::gateway),
                new Role("swarm", "run one swarm of bots", NodeRuns::swarm),
                new Role(
                        SINGLE,
                        "run several roles in one process (one --config each)",
                        NodeRuns::single));
    }
}
