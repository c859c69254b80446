package dev.shadowland.benchmarks.server;

import dev.shadowland.gateway.worker.ShardLinks;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.transport.link.LinkHandler;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Shards that are an echo at the worker: what a worker sends to them in a duty cycle it gets back
 * in the same one. Owned by the worker's thread.
 */
final class EchoLinks implements ShardLinks {
    /** A cycle's datagrams all fit. */
    private static final int MOST_FRAMES = 512;

    private static final int MOST_BYTES =
            MOST_FRAMES * (PacketHeader.MAX_DATAGRAM + EchoAnswer.MAX_GROWTH);

    private final EchoAnswer answer = new EchoAnswer();
    private final UnsafeBuffer answers = new UnsafeBuffer(new byte[MOST_BYTES]);
    private final int[] ends = new int[MOST_FRAMES];
    private int count;

    @Override
    public boolean send(int node, DirectBuffer buffer, int offset, int length) {
        if (count == MOST_FRAMES) {
            return false;
        }
        int at = count == 0 ? 0 : ends[count - 1];
        int size = answer.write(buffer, offset, answers, at);
        if (size > 0) {
            ends[count++] = at + size;
        }
        return true;
    }

    @Override
    public int poll(LinkHandler handler, int limit) {
        if (count > limit) {
            throw new IllegalStateException("a worker that takes less than it sent");
        }
        int taken = count;
        int at = 0;
        for (int i = 0; i < taken; i++) {
            handler.onFrame(EchoControl.SHARD_NODE, answers, at, ends[i] - at);
            at = ends[i];
        }
        count = 0;
        return taken;
    }

    @Override
    public boolean takesBenchmarks() {
        return true;
    }
}
