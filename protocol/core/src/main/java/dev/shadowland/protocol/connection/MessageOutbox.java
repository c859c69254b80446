package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.congestion.SendBudget;
import dev.shadowland.protocol.fragment.Fragments;
import dev.shadowland.protocol.reliability.CarriedMessages;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.reliability.MessageSender;
import dev.shadowland.protocol.reliability.RttEstimator;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Messages to be sent: kept until a datagram and the budget have room, and those of the reliable
 * channels until the peer has them. Owned by the connection's thread.
 */
final class MessageOutbox {
    private static final int UNRELIABLE = Channel.UNRELIABLE.code();
    private static final int ORDERED = Channel.RELIABLE_ORDERED.code();
    private static final int UNORDERED = Channel.RELIABLE_UNORDERED.code();
    private static final int CHANNELS = Channel.values().length;

    private final CarriedMessages carried = new CarriedMessages();
    private final SentElsewhere elsewhere = new SentElsewhere();
    private final @Nullable MessageSender[] senders = new MessageSender[CHANNELS];
    private final SharedMemory memory;
    private final RttEstimator rtt;
    private final SendBudget budget;
    private final MessageCutter cutter;
    private final int tries;
    private @Nullable UnreliableQueue unreliable;
    private int messageBytes;
    private int channelCode;
    private boolean wroteFragment;
    private boolean wroteSecret;

    MessageOutbox(SharedMemory memory, RttEstimator rtt, ConnectionSettings settings, long nowNs) {
        this.memory = memory;
        this.rtt = rtt;
        tries = settings.resends().tries();
        cutter = new MessageCutter(memory, settings.compresses(), this::append);
        budget =
                new SendBudget(
                        rtt, settings.firstBytesPerSecond(), settings.mostBytesPerSecond(), nowNs);
    }

    /** What is no message of a caller's is the caller's mistake: symbols go through Symbols. */
    static void requireMessage(int type, int length) {
        if (!FrameType.isContent(type) || type > 0xFF || type == FrameType.SYMBOL_DEFINE) {
            throw new IllegalArgumentException("a message of type " + type);
        }
        if (length < 0 || length >= Fragments.MOST_TOTAL) {
            throw new IllegalArgumentException("a message of " + length + " bytes");
        }
    }

    /** The path is another: what was learned of the one before says nothing. */
    void onPathChanged(long nowNs) {
        budget.reset(nowNs);
    }

    /**
     * Whether the channel has room for a message with a body of this length, as it is without
     * compression.
     */
    boolean hasRoom(Channel channel, int bodyLength) {
        int total = 1 + bodyLength;
        int parts = MessageCutter.parts(total);
        if (channel.isReliable()) {
            return sender(channel).hasRoom(parts, MessageCutter.contentBytes(total));
        }
        return unreliable == null || unreliable.hasRoom(parts);
    }

    /** Takes a message; ask {@link #hasRoom} before. */
    void send(Channel channel, int type, DirectBuffer body, int offset, int length) {
        cutter.cut(channel, type, body, offset, length);
    }

    private UnsafeBuffer append(Channel channel, int length, boolean secret) {
        return channel.isReliable()
                ? sender(channel).append(length, secret)
                : queue().append(length, secret);
    }

    private MessageSender sender(Channel channel) {
        MessageSender present = senders[channel.code()];
        if (present == null) {
            int type =
                    channel == Channel.RELIABLE_ORDERED
                            ? FrameType.RELIABLE_ORDERED
                            : FrameType.RELIABLE_UNORDERED;
            present = new MessageSender(channel, type, memory.get().blocks(), rtt, carried, tries);
            senders[channel.code()] = present;
        }
        return present;
    }

    private UnreliableQueue queue() {
        UnreliableQueue present = unreliable;
        if (present == null) {
            present = new UnreliableQueue(memory.get().blocks());
            unreliable = present;
        }
        return present;
    }

    /** Whether something waits for a datagram and may go. */
    boolean isDue(long nowNs) {
        if (!isWaiting(nowNs)) {
            return false;
        }
        budget.fill(true, nowNs);
        return budget.forMessages() > 0;
    }

    private boolean isWaiting(long nowNs) {
        return isWaiting(ORDERED, nowNs)
                || isWaiting(UNORDERED, nowNs)
                || (unreliable != null && !unreliable.isEmpty());
    }

    private boolean isWaiting(int channel, long nowNs) {
        MessageSender sender = senders[channel];
        return sender != null && sender.isDue(nowNs);
    }

    /**
     * Fills what room a datagram has with what waits; each channel comes first in its turn, so that
     * none starves.
     */
    void write(WireWriter writer, long sequence, long nowNs) {
        int start = writer.length();
        channelCode = 0;
        wroteFragment = false;
        wroteSecret = false;
        budget.fill(isWaiting(nowNs), nowNs);
        int mostBytes = budget.forMessages();
        int first = (int) (sequence % CHANNELS);
        for (int i = 0; i < CHANNELS; i++) {
            int left = mostBytes - (writer.length() - start);
            int channel = (first + i) % CHANNELS;
            if (left > 0 && channel == UNRELIABLE) {
                writeUnreliable(writer, left);
            } else if (left > 0) {
                writeReliable(channel, writer, sequence, left, nowNs);
            }
        }
        messageBytes = writer.length() - start;
    }

    private void writeUnreliable(WireWriter writer, int mostBytes) {
        UnreliableQueue queue = unreliable;
        if (queue != null && !queue.isEmpty()) {
            queue.write(writer, mostBytes);
            wroteFragment |= queue.wroteFragment();
            wroteSecret |= queue.wroteSecret();
        }
    }

    private void writeReliable(
            int channel, WireWriter writer, long sequence, int mostBytes, long nowNs) {
        MessageSender sender = senders[channel];
        if (sender != null && sender.isDue(nowNs)) {
            int written = sender.write(writer, sequence, mostBytes, nowNs);
            channelCode = written > 0 ? Math.max(channelCode, channel) : channelCode;
            wroteFragment |= sender.wroteFragment();
            wroteSecret |= sender.wroteSecret();
        }
    }

    /** Highest class of what {@link #write} last wrote, for the header. */
    int channelCode() {
        return channelCode;
    }

    /** Whether a fragment was in it. */
    boolean wroteFragment() {
        return wroteFragment;
    }

    /** Whether something was in it that must not be compressed. */
    boolean wroteSecret() {
        return wroteSecret;
    }

    /**
     * The datagram composed has this number and so many bytes, and the fate of the one in its place
     * is told.
     *
     * @param toElsewhere whether it goes to another address than the connection's
     */
    void onSent(long sequence, int bytes, boolean toElsewhere) {
        elsewhere.onSent(sequence, toElsewhere);
        carried.commit(sequence);
        budget.onSent(sequence, messageBytes, bytes - messageBytes);
        messageBytes = 0;
    }

    /** Bytes that the caller's frames may take. */
    int budgetBytes(long nowNs) {
        budget.fill(isWaiting(nowNs), nowNs);
        return budget.forCaller();
    }

    int bytesPerSecond() {
        return budget.bytesPerSecond();
    }

    /** A datagram arrived, in time or late. */
    void onAcked(long sequence, long nowNs) {
        budget.onAcked(sequence, nowNs);
        for (int i = 0; i < carried.count(sequence); i++) {
            MessageSender sender = senders[carried.channelCode(sequence, i)];
            if (sender != null) {
                sender.onAcked(carried.number(sequence, i));
            }
        }
    }

    /** A datagram reported lost was only late. */
    void onAckedLate(long sequence, long nowNs) {
        budget.onAckedLate(sequence);
        onAcked(sequence, nowNs);
    }

    /** A datagram is to be taken as lost. */
    void onLost(long sequence) {
        if (!elsewhere.contains(sequence)) {
            budget.onLost(sequence);
        }
        for (int i = 0; i < carried.count(sequence); i++) {
            MessageSender sender = senders[carried.channelCode(sequence, i)];
            if (sender != null) {
                sender.onLost(carried.number(sequence, i), sequence);
            }
        }
    }

    /** Whether a message was sent in vain so often that the connection is to end. */
    boolean gaveUp() {
        return gaveUp(ORDERED) || gaveUp(UNORDERED);
    }

    private boolean gaveUp(int channel) {
        MessageSender sender = senders[channel];
        return sender != null && sender.gaveUp();
    }

    /** Reliable messages sent at least once. */
    long sent() {
        long count = 0;
        for (MessageSender sender : senders) {
            count += sender == null ? 0 : sender.sent();
        }
        return count;
    }

    /** Times that one was sent again. */
    long resent() {
        long count = 0;
        for (MessageSender sender : senders) {
            count += sender == null ? 0 : sender.resent();
        }
        return count;
    }

    /** Reliable messages acknowledged. */
    long acked() {
        long count = 0;
        for (MessageSender sender : senders) {
            count += sender == null ? 0 : sender.acked();
        }
        return count;
    }

    /** Bytes of messages that compression kept off the wire. */
    long savedBytes() {
        return cutter.savedBytes();
    }

    /** Bytes that wait or are unacknowledged. */
    int queuedBytes() {
        int bytes = unreliable == null ? 0 : unreliable.queuedBytes();
        for (MessageSender sender : senders) {
            bytes += sender == null ? 0 : sender.queuedBytes();
        }
        return bytes;
    }

    /** Memory that is out for them, as the heap counts it. */
    int heapBytes() {
        int bytes = unreliable == null ? 0 : unreliable.heapBytes();
        for (MessageSender sender : senders) {
            bytes += sender == null ? 0 : sender.heapBytes();
        }
        return bytes;
    }

    /** Gives all memory back. */
    void release() {
        for (MessageSender sender : senders) {
            if (sender != null) {
                sender.release();
            }
        }
        if (unreliable != null) {
            unreliable.release();
        }
    }
}
