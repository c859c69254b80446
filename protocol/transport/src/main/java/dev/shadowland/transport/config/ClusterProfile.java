package dev.shadowland.transport.config;

/** How patient failure detection is. */
public enum ClusterProfile {
    /** Quick; the machine stays below 70 % CPU. */
    FAULT,
    /** Patient, for saturated machines. */
    LOAD
}
