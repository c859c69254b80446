package dev.shadowland.actors.api;

/**
 * A message that may cross a node border. Bound to Jackson CBOR in this module's {@code
 * reference.conf}.
 */
public interface ClusterMessage {}
