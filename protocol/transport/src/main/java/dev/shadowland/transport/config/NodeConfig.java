package dev.shadowland.transport.config;

/**
 * Who this node is.
 *
 * @param id 1..8191, unique in the cluster, or {@link #NO_ID}
 * @param name for logs and status; may be empty
 * @param role what it is, where a process runs several; may be empty
 */
public record NodeConfig(int id, String name, String role) {
    /** A node that is no member of the cluster needs no id. */
    public static final int NO_ID = 0;
}
