package dev.shadowland.transport.link;

import dev.shadowland.transport.status.Counters;

import io.aeron.Aeron;
import io.aeron.FragmentAssembler;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.FragmentHandler;

import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.jspecify.annotations.Nullable;

/** One stream from one source, with the reassembly of its frames. Owned by the polling thread. */
final class InboundStream {
    private static final long RETRY_NS = 1_000_000_000L;
    private static final int GONE_CAPACITY = 64;
    private static final long NONE = Aeron.NULL_VALUE;

    private final Aeron aeron;
    private final String channel;
    private final int streamId;
    private final Counters counters;
    private final FragmentAssembler assembler;
    private final ManyToOneConcurrentArrayQueue<Integer> gone =
            new ManyToOneConcurrentArrayQueue<>(GONE_CAPACITY);
    private @Nullable Subscription subscription;
    private long pending = NONE;
    private long failedNs;

    InboundStream(
            Aeron aeron, String channel, int streamId, Counters counters, FragmentHandler onFrame) {
        this.aeron = aeron;
        this.channel = channel;
        this.streamId = streamId;
        this.counters = counters;
        this.assembler = new FragmentAssembler(onFrame);
        request();
    }

    int poll(int limit) {
        Subscription ready = subscription;
        if (ready == null) {
            progress();
            return 0;
        }
        Integer session;
        while ((session = gone.poll()) != null) {
            assembler.freeSessionBuffer(session);
        }
        return ready.poll(assembler, limit);
    }

    void close() {
        try {
            if (subscription != null) {
                subscription.close();
            } else if (pending != NONE) {
                aeron.asyncRemoveSubscription(pending);
            }
        } catch (AeronException _) {
            // The client is closed or timed out, and everything of it with it.
        }
        subscription = null;
        pending = NONE;
    }

    private void progress() {
        if (pending == NONE) {
            if (System.nanoTime() - failedNs >= RETRY_NS) {
                request();
            }
            return;
        }
        try {
            subscription = aeron.getSubscription(pending);
        } catch (AeronException _) {
            onSetupFailed();
        }
        if (subscription != null) {
            pending = NONE;
        }
    }

    private void request() {
        try {
            pending = aeron.asyncAddSubscription(channel, streamId, _ -> {}, this::onImageGone);
        } catch (AeronException _) {
            onSetupFailed();
        }
    }

    /**
     * Aeron's conductor thread: a half received frame of a dead sender is freed by the owner. When
     * the queue is full it stays, bounded.
     */
    private void onImageGone(Image image) {
        gone.offer(image.sessionId());
    }

    private void onSetupFailed() {
        counters.increment(LinkCount.SETUP_FAILED);
        pending = NONE;
        failedNs = System.nanoTime();
    }
}
