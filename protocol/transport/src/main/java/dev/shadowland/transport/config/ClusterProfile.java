package dev.shadowland.transport.config;

import java.time.Duration;

/** How patient failure detection is. */
public enum ClusterProfile {
    /** Quick; the machine stays below 70 % CPU. */
    FAULT(Duration.ofMillis(1_500)),
    /** Patient, for saturated machines and for such as stand still for a moment. */
    LOAD(Duration.ofSeconds(3));

    private final Duration linkPatience;

    ClusterProfile(Duration linkPatience) {
        this.linkPatience = linkPatience;
    }

    /**
     * Longest stall of a node that is no death to the data plane. One that is longer ends the node,
     * and until it is known the living wait for the dead: so not longer than the cluster itself
     * waits for heartbeats, by much.
     */
    public Duration linkPatience() {
        return linkPatience;
    }
}
