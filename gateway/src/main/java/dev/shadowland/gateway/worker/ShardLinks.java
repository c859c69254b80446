package dev.shadowland.gateway.worker;

import dev.shadowland.transport.link.LinkHandler;
import dev.shadowland.transport.link.LinkReceiver;
import dev.shadowland.transport.link.LinkSenders;

import org.agrona.DirectBuffer;

/** A worker's links to the shards. Owned by the worker's thread; nothing waits. */
public interface ShardLinks {
    /** Sends a frame to a shard; false when it was dropped, which the link counts. */
    boolean send(int node, DirectBuffer buffer, int offset, int length);

    /** Hands at most {@code limit} frames to the handler and returns how many. */
    int poll(LinkHandler handler, int limit);

    /**
     * Whether Benchmark frames go there as inputs do: only where an echo stands in for the shards.
     */
    default boolean takesBenchmarks() {
        return false;
    }

    /** Links over Aeron: shards listen on lane 0. */
    static ShardLinks of(LinkSenders senders, LinkReceiver receiver) {
        return new ShardLinks() {
            @Override
            public boolean send(int node, DirectBuffer buffer, int offset, int length) {
                return senders.send(node, 0, buffer, offset, length);
            }

            @Override
            public int poll(LinkHandler handler, int limit) {
                return senders.poll() + receiver.poll(handler, limit);
            }
        };
    }
}
