package dev.shadowland.transport.config;

/**
 * Who this node is.
 *
 * @param id 1..8191, unique in the cluster
 * @param name for logs and status; may be empty
 * @param role what it is, where a process runs several; may be empty
 */
public record NodeConfig(int id, String name, String role) {}
