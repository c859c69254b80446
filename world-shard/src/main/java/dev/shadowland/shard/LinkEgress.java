package dev.shadowland.shard;

import dev.shadowland.shard.cell.Egress;
import dev.shadowland.transport.link.AeronLinks;
import dev.shadowland.transport.link.LinkSenders;
import org.agrona.DirectBuffer;

/** Sends on the calling thread's own publications: each thread that runs cells has a set, made at its first frame. */
final class LinkEgress implements Egress {
    private static final int SHARD_LANE = 0;

    private final ThreadLocal<LinkSenders> senders;

    LinkEgress(AeronLinks links) {
        senders = ThreadLocal.withInitial(links::senders);
    }

    @Override
    public boolean toGateway(int gatewayNode, int worker, DirectBuffer buffer, int offset, int length) {
        return senders.get().send(gatewayNode, worker, buffer, offset, length);
    }

    @Override
    public boolean toShard(int node, DirectBuffer buffer, int offset, int length) {
        return senders.get().send(node, SHARD_LANE, buffer, offset, length);
    }
}
