package dev.shadowland.shard;

/**
 * A node cannot start or go on with its configuration; the message tells a person what is wrong and
 * what to do.
 */
public final class NodeStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message ready for a person. */
    public NodeStartException(String message) {
        super(message);
    }
}
