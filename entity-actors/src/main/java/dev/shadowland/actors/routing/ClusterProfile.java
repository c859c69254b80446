package dev.shadowland.actors.routing;

import java.time.Duration;

/**
 * How much silence of a node means its death. Reports name the profile; figures of the two are
 * never mixed.
 */
public enum ClusterProfile {
    /** Quick fail-over; for machines below 70 % load. */
    FAULT(Duration.ofSeconds(1)),
    /**
     * For saturated machines, where a healthy node's heartbeats may be late by half a second and
     * more.
     */
    LOAD(Duration.ofSeconds(3));

    private final Duration acceptablePause;

    ClusterProfile(Duration acceptablePause) {
        this.acceptablePause = acceptablePause;
    }

    /** Longest pause between heartbeats that is no death. */
    public Duration acceptablePause() {
        return acceptablePause;
    }
}
