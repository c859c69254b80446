package dev.shadowland.transport.config;

/**
 * Who this node is.
 *
 * @param id 1..8191, unique in the cluster
 * @param name for logs and status; may be empty
 * @param host address at which others reach it
 */
public record NodeConfig(int id, String name, String host, String role) {}
