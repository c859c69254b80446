package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.fragment.Fragments;
import dev.shadowland.protocol.reliability.CarriedMessages;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.reliability.MessageSender;
import dev.shadowland.protocol.reliability.RttEstimator;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Messages to be sent: cut into fragments when large, kept until a datagram has room, and those of
 * the reliable channels until the peer has them. Owned by the connection's thread.
 */
final class MessageOutbox {
    private static final int ORDERED = Channel.RELIABLE_ORDERED.code();
    private static final int UNORDERED = Channel.RELIABLE_UNORDERED.code();
    private static final int CHANNELS = Channel.values().length;

    private final WireWriter frame = new WireWriter();
    private final CarriedMessages carried = new CarriedMessages();
    private final @Nullable MessageSender[] senders = new MessageSender[CHANNELS];
    private final int[] nextFragmentId = new int[CHANNELS];
    private final RttEstimator rtt;
    private ConnectionMemory memory = new ConnectionMemory();
    private @Nullable UnreliableQueue unreliable;
    private int channelCode;
    private boolean wroteFragment;
    private boolean wroteSecret;

    MessageOutbox(RttEstimator rtt) {
        this.rtt = rtt;
    }

    /** Uses the thread's memory; before the first message. */
    void share(ConnectionMemory shared) {
        memory = shared;
    }

    /** Whether the channel has room for a message with a body of this length. */
    boolean hasRoom(Channel channel, int bodyLength) {
        int total = 1 + bodyLength;
        boolean whole = total <= Fragments.PIECE;
        int count = whole ? 1 : Fragments.count(total);
        if (!channel.isReliable()) {
            return unreliable == null
                    ? count <= UnreliableQueue.CAPACITY
                    : unreliable.hasRoom(count);
        }
        int bytes = whole ? total : total + count * (1 + Fragments.HEADER);
        return sender(channel).hasRoom(count, bytes);
    }

    /** Takes a message; ask {@link #hasRoom} before. */
    void send(Channel channel, int type, DirectBuffer body, int offset, int length) {
        boolean secret = FrameType.isSecret(type);
        int total = 1 + length;
        if (total <= Fragments.PIECE) {
            UnsafeBuffer content = claim(channel, type, length, secret);
            content.putBytes(frame.position(), body, offset, length);
            return;
        }
        int id = nextFragmentId[channel.code()]++;
        for (int index = 0; index < Fragments.count(total); index++) {
            int piece = Fragments.length(total, index);
            UnsafeBuffer content =
                    claim(channel, FrameType.FRAGMENT, Fragments.HEADER + piece, secret);
            int at = frame.position();
            Fragments.writeHeader(content, at, id, index, total);
            putWhole(content, at + Fragments.HEADER, type, body, offset, index, piece);
        }
    }

    /** The piece of {@code type · body}. */
    private static void putWhole(
            UnsafeBuffer target,
            int at,
            int type,
            DirectBuffer body,
            int offset,
            int index,
            int piece) {
        if (index == 0) {
            target.putByte(at, (byte) type);
            target.putBytes(at + 1, body, offset, piece - 1);
        } else {
            target.putBytes(at, body, offset + index * Fragments.PIECE - 1, piece);
        }
    }

    /** Room for an inner frame; {@link #frame} stands where its body goes. */
    private UnsafeBuffer claim(Channel channel, int type, int bodyLength, boolean secret) {
        if (channel.isReliable()) {
            UnsafeBuffer content = sender(channel).append(1 + bodyLength, secret);
            frame.wrap(content, 0, 1 + bodyLength).u8(type);
            return content;
        }
        int length = FrameWriter.size(bodyLength);
        UnsafeBuffer content = queue().append(length, secret);
        FrameWriter.head(frame.wrap(content, 0, length), type, bodyLength);
        return content;
    }

    private MessageSender sender(Channel channel) {
        MessageSender present = senders[channel.code()];
        if (present == null) {
            int type =
                    channel == Channel.RELIABLE_ORDERED
                            ? FrameType.RELIABLE_ORDERED
                            : FrameType.RELIABLE_UNORDERED;
            present = new MessageSender(channel, type, memory.blocks(), rtt, carried);
            senders[channel.code()] = present;
        }
        return present;
    }

    private UnreliableQueue queue() {
        UnreliableQueue present = unreliable;
        if (present == null) {
            present = new UnreliableQueue(memory.blocks());
            unreliable = present;
        }
        return present;
    }

    /** Whether something waits for a datagram. */
    boolean isDue(long nowNs) {
        return isDue(ORDERED, nowNs)
                || isDue(UNORDERED, nowNs)
                || (unreliable != null && !unreliable.isEmpty());
    }

    private boolean isDue(int channel, long nowNs) {
        MessageSender sender = senders[channel];
        return sender != null && sender.isDue(nowNs);
    }

    /**
     * Fills what room a datagram has with what waits; each channel comes first in its turn, so that
     * none starves.
     *
     * @return bytes written
     */
    int write(WireWriter writer, long sequence, int mostBytes, long nowNs) {
        int start = writer.length();
        channelCode = 0;
        wroteFragment = false;
        wroteSecret = false;
        int first = (int) (sequence % CHANNELS);
        for (int i = 0; i < CHANNELS; i++) {
            int left = mostBytes - (writer.length() - start);
            writeChannel((first + i) % CHANNELS, writer, sequence, left, nowNs);
        }
        return writer.length() - start;
    }

    private void writeChannel(
            int channel, WireWriter writer, long sequence, int mostBytes, long nowNs) {
        if (mostBytes <= 0) {
            return;
        }
        MessageSender sender = senders[channel];
        if (sender != null && sender.isDue(nowNs)) {
            int written = sender.write(writer, sequence, mostBytes, nowNs);
            channelCode = written > 0 ? Math.max(channelCode, channel) : channelCode;
            wroteFragment |= sender.wroteFragment();
            wroteSecret |= sender.wroteSecret();
        }
        UnreliableQueue queue = unreliable;
        if (channel == Channel.UNRELIABLE.code() && queue != null && !queue.isEmpty()) {
            queue.write(writer, mostBytes);
            wroteFragment |= queue.wroteFragment();
            wroteSecret |= queue.wroteSecret();
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

    /** The datagram composed has this number, and the fate of the one in its place is told. */
    void onSent(long sequence) {
        carried.commit(sequence);
    }

    /** A datagram arrived, in time or late. */
    void onAcked(long sequence) {
        for (int i = 0; i < carried.count(sequence); i++) {
            MessageSender sender = senders[carried.channelCode(sequence, i)];
            if (sender != null) {
                sender.onAcked(carried.number(sequence, i));
            }
        }
    }

    /** A datagram is to be taken as lost. */
    void onLost(long sequence) {
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

    /** Bytes that wait or are unacknowledged. */
    int queuedBytes() {
        int bytes = unreliable == null ? 0 : unreliable.queuedBytes();
        for (MessageSender sender : senders) {
            bytes += sender == null ? 0 : sender.queuedBytes();
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
