package dev.shadowland.transport.config;

import java.time.Duration;

/**
 * How much silence of a node means its death. Reports name the profile; figures of the two are
 * never mixed.
 */
public enum ClusterProfile {
    /** Quick fail-over; for machines below 70 % CPU. */
    FAULT(Duration.ofSeconds(1), Duration.ofMillis(1_500)),
    /**
     * Patient, for machines that stand still for a moment and for saturated ones, where a healthy
     * node's heartbeats may be late by half a second and more.
     */
    LOAD(Duration.ofSeconds(3), Duration.ofSeconds(3));

    private final Duration acceptablePause;
    private final Duration linkPatience;

    ClusterProfile(Duration acceptablePause, Duration linkPatience) {
        this.acceptablePause = acceptablePause;
        this.linkPatience = linkPatience;
    }

    /** Longest pause between a node's heartbeats that is no death to the cluster. */
    public Duration acceptablePause() {
        return acceptablePause;
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
