package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.reliability.RttEstimator;

/**
 * What a connection counted since it began, read by its owner. Messages are counted by their
 * numbers: a large one counts once for each of its pieces. Once nothing is under way the peer's
 * {@link #messagesReceived} is this end's {@link #messagesSent} and {@link #messagesAcked}.
 */
public final class ConnectionStatistics {
    private final Tally tally;
    private final DatagramSeal seal;
    private final MessageOutbox outbox;
    private final MessageInbox inbox;
    private final RttEstimator rtt;

    ConnectionStatistics(
            Tally tally,
            DatagramSeal seal,
            MessageOutbox outbox,
            MessageInbox inbox,
            RttEstimator rtt) {
        this.tally = tally;
        this.seal = seal;
        this.outbox = outbox;
        this.inbox = inbox;
        this.rtt = rtt;
    }

    /** Datagrams sealed. */
    public long datagramsSent() {
        return seal.nextSequence();
    }

    /** Datagrams that opened and were new. */
    public long datagramsReceived() {
        return tally.datagramsReceived;
    }

    /** Own datagrams that the peer acknowledged in time. */
    public long datagramsAcked() {
        return tally.datagramsAcked;
    }

    /** Own datagrams that were reported lost. */
    public long datagramsLost() {
        return tally.datagramsLost;
    }

    /** Those of them that arrived after all. */
    public long datagramsLate() {
        return tally.datagramsLate;
    }

    /** Reliable messages sent at least once. */
    public long messagesSent() {
        return outbox.sent();
    }

    /** Times that a reliable message was sent again. */
    public long messagesResent() {
        return outbox.resent();
    }

    /** Reliable messages that the peer acknowledged. */
    public long messagesAcked() {
        return outbox.acked();
    }

    /** Reliable messages that arrived, each once. */
    public long messagesReceived() {
        return tally.messagesReceived;
    }

    /** Reliable messages that arrived again. */
    public long duplicates() {
        return tally.duplicates;
    }

    /** Whole messages handed to the handler, of every channel. */
    public long messagesDelivered() {
        return tally.messagesDelivered;
    }

    /** Unreliable fragments that were of no use. */
    public long fragmentsRefused() {
        return tally.fragmentsRefused;
    }

    /** Unreliable sets of fragments that expired. */
    public long setsExpired() {
        return inbox.expiredSets();
    }

    /** Unreliable messages that found no room to wait. */
    public long unreliableRefused() {
        return tally.unreliableRefused;
    }

    /** Bytes of messages that wait or are unacknowledged at this end. */
    public int queuedBytes() {
        return outbox.queuedBytes();
    }

    /** Memory that messages to be sent take: a small one takes many times its bytes. */
    public int queuedHeapBytes() {
        return outbox.heapBytes();
    }

    /** Bytes of messages that arrived and wait for what is missing. */
    public int heldBytes() {
        return inbox.heldBytes();
    }

    /** Bytes that compression kept off the wire. */
    public long bytesSaved() {
        return tally.bytesSaved + outbox.savedBytes();
    }

    /** Bytes that decompression made of what arrived, of payloads and of messages. */
    public long bytesExpanded() {
        return tally.bytesExpanded;
    }

    /** Bytes per second that congestion control allows at present. */
    public int bytesPerSecond() {
        return outbox.bytesPerSecond();
    }

    /** Smoothed round trip in nanoseconds, -1 before the first sample. */
    public long rttNs() {
        return rtt.smoothedNs();
    }

    /** Present resend timeout in nanoseconds. */
    public long rtoNs() {
        return rtt.rtoNs();
    }
}
