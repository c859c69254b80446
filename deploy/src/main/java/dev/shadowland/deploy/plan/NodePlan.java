package dev.shadowland.deploy.plan;

import java.nio.file.Path;

/**
 * One node of the cluster.
 *
 * @param id the node's number on the backplane, unique in the cluster
 * @param index its number among its kind, from 1
 * @param ports loopback ports
 */
public record NodePlan(int id, int index, String name, ProcessKind kind, Ports ports, Path config) {

    /**
     * Ports on the loopback address.
     *
     * @param artery TCP, the control plane
     * @param backplane UDP, unused while all nodes share one Aeron driver
     * @param status TCP, HTTP status
     */
    public record Ports(int artery, int backplane, int status) {}

    /** Where it speaks HTTP. */
    public String httpUrl() {
        return "http://127.0.0.1:%d".formatted(ports.status());
    }

    /** Where it answers {@code GET /status}. */
    public String statusUrl() {
        return httpUrl() + "/status";
    }
}
