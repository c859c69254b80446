package dev.shadowland.shard;

import dev.shadowland.shard.link.Egress;
import dev.shadowland.transport.link.AeronLinks;
import dev.shadowland.transport.link.LinkSenders;

import org.agrona.DirectBuffer;

/**
 * Sends on the calling thread's own publications: each thread that runs cells has a set, made at
 * its first frame. Links connect in the background, which needs a poll: after every frame that was
 * refused, and now and then.
 */
final class LinkEgress implements Egress {
    private static final int SHARD_LANE = 0;
    private static final int FRAMES_PER_POLL = 64;

    private final ThreadLocal<Own> own;

    /** One thread's publications. */
    private static final class Own {
        private final LinkSenders senders;
        private int framesUntilPoll;

        Own(LinkSenders senders) {
            this.senders = senders;
        }

        boolean send(int node, int lane, DirectBuffer buffer, int offset, int length) {
            if (--framesUntilPoll < 0) {
                framesUntilPoll = FRAMES_PER_POLL;
                senders.poll();
            }
            boolean isTaken = senders.send(node, lane, buffer, offset, length);
            if (!isTaken) {
                framesUntilPoll = 0;
            }
            return isTaken;
        }
    }

    LinkEgress(AeronLinks links) {
        own = ThreadLocal.withInitial(() -> new Own(links.senders()));
    }

    @Override
    public boolean toGateway(
            int gatewayNode, int worker, DirectBuffer buffer, int offset, int length) {
        return own.get().send(gatewayNode, worker, buffer, offset, length);
    }

    @Override
    public boolean toShard(int node, DirectBuffer buffer, int offset, int length) {
        return own.get().send(node, SHARD_LANE, buffer, offset, length);
    }
}
