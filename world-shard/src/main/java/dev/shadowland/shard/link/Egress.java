package dev.shadowland.shard.link;

import org.agrona.DirectBuffer;

/**
 * The way out to other nodes. Called on whatever thread runs the cell; never blocks; the bytes are
 * taken before it returns.
 */
public interface Egress {
    /** Offers a frame to a gateway's worker; false when it was dropped (and counted). */
    boolean toGateway(int gatewayNode, int worker, DirectBuffer buffer, int offset, int length);

    /** Offers a frame to another shard's ingress; false when it was dropped (and counted). */
    boolean toShard(int node, DirectBuffer buffer, int offset, int length);
}
