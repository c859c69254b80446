package dev.shadowland.protocol.reliability;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The sending end of a reliable channel: numbers messages, keeps them until they are acknowledged,
 * and says what to put into the next datagram. A message goes again, in a new datagram, when its
 * datagram is reported lost or its timeout passes; after so many timeouts as {@link Resends} says
 * it is given up. What the window has no room for waits. Owned by one thread.
 *
 * <p>A loss report costs no try: it shows that the peer lives. Ten tries, doubled timeouts from 250
 * ms to 2 s, last about as long as the timeout of a silent peer.
 */
public final class MessageSender {
    /** Messages kept, unacknowledged and waiting ones together. */
    public static final int QUEUE_MESSAGES = 512;

    /** Bytes of content kept. */
    public static final int QUEUE_BYTES = 512 * 1024;

    private static final long NEVER = Long.MAX_VALUE;

    private final SentMessages messages = new SentMessages();
    private final BlockPool pool;
    private final RttEstimator rtt;
    private final CarriedMessages carried;
    private final int channelCode;
    private final int frameType;
    private final int tries;

    private long base;
    private long unsent;
    private long next;
    private int windowBytes;
    private int queuedBytes;
    private int heapBytes;
    private int lostCount;
    private long nextTimeoutNs = NEVER;
    private boolean gaveUp;
    private boolean wroteSecret;
    private boolean wroteFragment;
    private long resent;
    private long acked;

    /** An idle channel; {@code frameType} is that of its frames, {@code tries} see Resends. */
    public MessageSender(
            Channel channel,
            int frameType,
            BlockPool pool,
            RttEstimator rtt,
            CarriedMessages carried,
            int tries) {
        channelCode = channel.code();
        this.frameType = frameType;
        this.pool = pool;
        this.rtt = rtt;
        this.carried = carried;
        this.tries = tries;
    }

    /** Whether so many messages with so many bytes of content in all can be taken. */
    public boolean hasRoom(int count, int contentBytes) {
        return next - base + count <= QUEUE_MESSAGES
                && queuedBytes + contentBytes <= QUEUE_BYTES
                && next + count <= MessageFrame.END_OF_NUMBERS;
    }

    /**
     * Takes a message; ask {@link #hasRoom} before.
     *
     * @param secret whether a datagram with it must not be compressed
     * @return where its content goes, at once
     */
    public UnsafeBuffer append(int contentLength, boolean secret) {
        if (!hasRoom(1, contentLength)) {
            throw new IllegalStateException("the queue is full");
        }
        UnsafeBuffer content = pool.take(contentLength);
        messages.reserve(base, next);
        messages.put(next++, content, contentLength, secret);
        queuedBytes += contentLength;
        heapBytes += BlockPool.heapBytes(contentLength);
        return content;
    }

    /** Whether a message waits for a datagram. */
    public boolean isDue(long nowNs) {
        return lostCount > 0 || isTimeoutDue(nowNs) || mayStartNext();
    }

    /** The time noted may be that of a message acknowledged since: then the next is looked up. */
    private boolean isTimeoutDue(long nowNs) {
        if (nowNs < nextTimeoutNs) {
            return false;
        }
        nextTimeoutNs = NEVER;
        for (long number = base; number < unsent; number++) {
            nextTimeoutNs = Math.min(nextTimeoutNs, resendAtNs(number, nowNs));
        }
        return nowNs >= nextTimeoutNs;
    }

    private boolean mayStartNext() {
        return unsent < next
                && unsent - base < MessageFrame.WINDOW_MESSAGES
                && windowBytes + messages.length(unsent) <= MessageFrame.WINDOW_BYTES;
    }

    /**
     * Writes messages that are due, as many as fit, and takes note of the datagram they are in.
     *
     * @param sequence of the datagram
     * @param mostBytes of frames, exceeded by at most one message
     * @return bytes written
     */
    public int write(WireWriter writer, long sequence, int mostBytes, long nowNs) {
        int start = writer.length();
        wroteSecret = false;
        wroteFragment = false;
        if (lostCount > 0 || nowNs >= nextTimeoutNs) {
            resend(writer, sequence, start + mostBytes, nowNs);
        }
        while (writer.length() - start < mostBytes && mayStartNext() && fits(writer, unsent)) {
            windowBytes += messages.length(unsent);
            writeOne(writer, unsent++, sequence, nowNs);
        }
        return writer.length() - start;
    }

    private void resend(WireWriter writer, long sequence, int endLength, long nowNs) {
        long earliestNs = NEVER;
        for (long number = base; number < unsent; number++) {
            long dueNs = resendAtNs(number, nowNs);
            if (nowNs >= dueNs && !gaveUp && writer.length() < endLength && fits(writer, number)) {
                resendOne(writer, number, sequence, nowNs);
                dueNs = resendAtNs(number, nowNs);
            }
            earliestNs = Math.min(earliestNs, dueNs);
        }
        nextTimeoutNs = earliestNs;
    }

    private long resendAtNs(long number, long nowNs) {
        return switch (messages.state(number)) {
            case SentMessages.LOST -> nowNs;
            case SentMessages.IN_FLIGHT ->
                    messages.sentAtNs(number) + rtt.rtoNs(messages.timeouts(number));
            default -> NEVER;
        };
    }

    private void resendOne(WireWriter writer, long number, long sequence, long nowNs) {
        if (messages.state(number) == SentMessages.LOST) {
            lostCount--;
        } else {
            messages.onTimeout(number);
            gaveUp |= messages.timeouts(number) >= tries;
        }
        if (!gaveUp) {
            resent++;
            writeOne(writer, number, sequence, nowNs);
        }
    }

    private boolean fits(WireWriter writer, long number) {
        return carried.hasRoom()
                && MessageFrame.size(messages.length(number)) <= writer.remaining();
    }

    private void writeOne(WireWriter writer, long number, long sequence, long nowNs) {
        UnsafeBuffer content = messages.content(number);
        if (content == null) {
            throw new IllegalStateException("message " + number + " has no content");
        }
        int length = messages.length(number);
        FrameWriter.head(writer, frameType, MessageFrame.NUMBER_SIZE + length)
                .u32(number)
                .bytes(content, 0, length);
        wroteSecret |= messages.isSecret(number);
        wroteFragment |= content.getByte(0) == FrameType.FRAGMENT;
        messages.onSent(number, sequence, nowNs);
        carried.add(channelCode, number);
        nextTimeoutNs = Math.min(nextTimeoutNs, nowNs + rtt.rtoNs(messages.timeouts(number)));
    }

    /** A datagram that carried the message arrived. */
    public void onAcked(long number) {
        if (number < base || messages.state(number) == SentMessages.ACKED) {
            return;
        }
        if (messages.state(number) == SentMessages.LOST) {
            lostCount--;
        }
        acked++;
        messages.state(number, SentMessages.ACKED);
        heapBytes -= BlockPool.heapBytes(messages.length(number));
        pool.giveBack(messages.takeContent(number));
        // Bytes count until all before them are acknowledged, for until then the peer may have to
        // hold them back.
        while (base < unsent && messages.state(base) == SentMessages.ACKED) {
            windowBytes -= messages.length(base);
            queuedBytes -= messages.length(base);
            base++;
        }
    }

    /** A datagram that carried the message is to be taken as lost. */
    public void onLost(long number, long sequence) {
        if (number >= base
                && messages.state(number) == SentMessages.IN_FLIGHT
                && messages.sentIn(number) == sequence) {
            messages.state(number, SentMessages.LOST);
            lostCount++;
        }
    }

    /** Whether a message was given up: the connection is to end. */
    public boolean gaveUp() {
        return gaveUp;
    }

    /** Whether {@link #write} last wrote a message that must not be compressed. */
    public boolean wroteSecret() {
        return wroteSecret;
    }

    /** Whether {@link #write} last wrote a piece of a larger message. */
    public boolean wroteFragment() {
        return wroteFragment;
    }

    /** Messages taken. */
    public long taken() {
        return next;
    }

    /** Messages sent at least once. */
    public long sent() {
        return unsent;
    }

    /** Times that a message was sent again. */
    public long resent() {
        return resent;
    }

    /** Messages acknowledged. */
    public long acked() {
        return acked;
    }

    /** Bytes of content kept. */
    public int queuedBytes() {
        return queuedBytes;
    }

    /** Memory that is out for what is kept, as the heap counts it. */
    public int heapBytes() {
        return heapBytes;
    }

    /** Whether everything taken was acknowledged. */
    public boolean isIdle() {
        return base == next;
    }

    /** Whether a message was never sent yet. */
    public boolean hasUnsent() {
        return unsent < next;
    }

    /** Gives all memory back; nothing may follow. */
    public void release() {
        for (long number = base; number < next; number++) {
            @Nullable UnsafeBuffer content = messages.content(number);
            if (content != null) {
                pool.giveBack(messages.takeContent(number));
            }
        }
        base = next;
        unsent = next;
        queuedBytes = 0;
        heapBytes = 0;
        windowBytes = 0;
        lostCount = 0;
        nextTimeoutNs = NEVER;
    }
}
