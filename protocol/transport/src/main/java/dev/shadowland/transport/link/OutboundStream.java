package dev.shadowland.transport.link;

import dev.shadowland.transport.status.Counters;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.exceptions.AeronException;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One stream to one receiver: being made, ready, or waiting to be tried again. Owned by the sending
 * thread.
 */
final class OutboundStream {
    private static final long RETRY_NS = 1_000_000_000L;
    private static final int TERM_ROTATION_ATTEMPTS = 3;
    private static final long NONE = Aeron.NULL_VALUE;

    private final Aeron aeron;
    private final String channel;
    private final int streamId;
    private final Counters counters;
    private @Nullable ExclusivePublication publication;
    private long pending = NONE;
    private long failedNs;

    OutboundStream(Aeron aeron, String channel, int streamId, Counters counters) {
        this.aeron = aeron;
        this.channel = channel;
        this.streamId = streamId;
        this.counters = counters;
        request();
    }

    /**
     * Takes the publication over when the driver has made it, or asks again after a failure; 1 when
     * something changed.
     */
    int progress() {
        if (publication != null) {
            return 0;
        }
        if (pending == NONE) {
            return System.nanoTime() - failedNs >= RETRY_NS && request() ? 1 : 0;
        }
        try {
            publication = aeron.getExclusivePublication(pending);
        } catch (AeronException _) {
            onSetupFailed();
        }
        if (publication == null) {
            return 0;
        }
        pending = NONE;
        return 1;
    }

    boolean send(DirectBuffer buffer, int offset, int length) {
        if (publication == null) {
            progress();
        }
        ExclusivePublication ready = publication;
        if (ready == null) {
            return dropped(LinkCount.DROPPED_NOT_CONNECTED);
        }
        if (length > ready.maxMessageLength()) {
            return dropped(LinkCount.DROPPED_TOO_LONG);
        }
        long position = Publication.ADMIN_ACTION;
        for (int i = 0; i < TERM_ROTATION_ATTEMPTS && position == Publication.ADMIN_ACTION; i++) {
            position = ready.offer(buffer, offset, length);
        }
        if (position > 0) {
            counters.increment(LinkCount.SENT);
            counters.add(LinkCount.SENT_BYTES, length);
            return true;
        }
        return onRefused(ready, position);
    }

    boolean isConnected() {
        return publication != null && publication.isConnected();
    }

    /**
     * Gives the publication back; the driver frees the log once it was read or nobody is left to
     * read it.
     */
    void close() {
        try {
            if (publication != null) {
                publication.close();
            } else if (pending != NONE) {
                aeron.asyncRemovePublication(pending);
            }
        } catch (AeronException _) {
            // The client is closed or timed out, and everything of it with it.
        }
        publication = null;
        pending = NONE;
    }

    private boolean onRefused(ExclusivePublication refused, long position) {
        if (position == Publication.CLOSED || position == Publication.MAX_POSITION_EXCEEDED) {
            refused.close();
            publication = null;
            failedNs = System.nanoTime();
            return dropped(LinkCount.DROPPED_NOT_CONNECTED);
        }
        return dropped(
                position == Publication.NOT_CONNECTED
                        ? LinkCount.DROPPED_NOT_CONNECTED
                        : LinkCount.DROPPED_BACK_PRESSURE);
    }

    private boolean request() {
        try {
            pending = aeron.asyncAddExclusivePublication(channel, streamId);
            return true;
        } catch (AeronException _) {
            onSetupFailed();
            return false;
        }
    }

    private void onSetupFailed() {
        counters.increment(LinkCount.SETUP_FAILED);
        pending = NONE;
        failedNs = System.nanoTime();
    }

    private boolean dropped(LinkCount reason) {
        counters.increment(reason);
        return false;
    }
}
