package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.fragment.Fragments;
import dev.shadowland.protocol.fragment.Reassembly;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.reliability.HeldMemory;
import dev.shadowland.protocol.reliability.MessageFrame;
import dev.shadowland.protocol.reliability.MessageReceiver;
import dev.shadowland.protocol.reliability.OrderedReceiver;
import dev.shadowland.protocol.reliability.UnorderedReceiver;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Messages that arrive: of both reliable channels, and unreliable ones in fragments. Each channel
 * has an end of its own, made when its first message comes. Owned by the connection's thread.
 */
final class MessageInbox {
    private final WireReader reader = new WireReader();
    private final ConnectionHandler handler;
    private final Tally tally;
    private final Arriving[] arriving = new Arriving[Channel.values().length];
    private final SharedMemory memory;
    private final ConnectionLife life;
    private final Symbols symbols;
    private HeldMemory.@Nullable Share share;
    private boolean isStranger;
    private long nowNs;

    MessageInbox(
            SharedMemory memory,
            ConnectionHandler handler,
            ConnectionLife life,
            Tally tally,
            Symbols symbols) {
        this.life = life;
        this.memory = memory;
        this.symbols = symbols;
        this.handler = handler;
        this.tally = tally;
        for (Channel channel : Channel.values()) {
            arriving[channel.code()] = new Arriving(channel);
        }
    }

    /**
     * Takes the body of a frame of a reliable channel.
     *
     * @return null, or why the connection is to end
     */
    @Nullable DropReason onReliable(
            Channel channel, DirectBuffer buffer, int offset, int length, long frameNowNs) {
        nowNs = frameNowNs;
        reader.wrap(buffer, offset, length);
        long number = reader.u32();
        int content = reader.remaining();
        if (reader.failed() || content == 0 || content > MessageFrame.MOST_CONTENT) {
            return DropReason.MALFORMED_FRAME;
        }
        return arriving[channel.code()].onMessage(
                number, buffer, offset + length - content, content);
    }

    /** Takes the body of an unreliable fragment; null, or why it is of no use. */
    @Nullable DropReason onFragment(DirectBuffer buffer, int offset, int length, long frameNowNs) {
        nowNs = frameNowNs;
        DropReason wrong = arriving[Channel.UNRELIABLE.code()].onPiece(buffer, offset, length);
        tally.fragmentsRefused += wrong == DropReason.FRAGMENT_REFUSED ? 1 : 0;
        return wrong;
    }

    /** Takes the body of an unreliable compressed frame; null, or why it is of no use. */
    @Nullable DropReason onCompressed(
            DirectBuffer buffer, int offset, int length, long frameNowNs) {
        nowNs = frameNowNs;
        return expand(Channel.UNRELIABLE, buffer, offset, length);
    }

    /** A message comes compressed once at most: what is inside is content. */
    private @Nullable DropReason expand(
            Channel channel, DirectBuffer buffer, int offset, int length) {
        UnsafeBuffer message = memory.get().message();
        int size =
                memory.get()
                        .expander()
                        .expand(buffer, offset, length, message, Fragments.MOST_TOTAL);
        tally.bytesExpanded += Math.max(0, size);
        DropReason wrong =
                size < 0
                        ? DropReason.BAD_COMPRESSION
                        : handOn(channel, message.getByte(0) & 0xFF, message, 1, size - 1);
        // In a reliable channel it ends the connection.
        if (wrong != null && channel == Channel.UNRELIABLE) {
            handler.onExpandedInVain(nowNs);
        }
        return wrong;
    }

    private @Nullable DropReason deliver(
            Channel channel, int type, DirectBuffer buffer, int offset, int length) {
        return type == FrameType.COMPRESSED
                ? expand(channel, buffer, offset, length)
                : handOn(channel, type, buffer, offset, length);
    }

    private @Nullable DropReason handOn(
            Channel channel, int type, DirectBuffer buffer, int offset, int length) {
        if (!FrameType.isContent(type)) {
            return DropReason.MALFORMED_FRAME;
        }
        if (type == FrameType.SYMBOL_DEFINE) {
            return symbols.onDefine(channel, buffer, offset, length);
        }
        tally.messagesDelivered++;
        symbols.onDelivery(channel);
        handler.onMessage(channel, type, buffer, offset, length);
        return symbols.onDelivered();
    }

    /** See {@link PeerConnection#holdAsStranger}. */
    void holdAsStranger(boolean stranger) {
        isStranger = stranger;
        if (share != null) {
            share.ofStranger(stranger);
        }
    }

    /** Another connection needs memory, and this one has the most. */
    private void onPutOut() {
        handler.onFrameDropped(DropReason.HELD_FULL);
        life.closeAfterTelling(DisconnectReason.QUEUE_FULL);
        release();
    }

    private HeldMemory.Share share() {
        HeldMemory.Share present = share;
        if (present == null) {
            present = memory.get().held().share(this::onPutOut);
            present.ofStranger(isStranger);
            share = present;
        }
        return present;
    }

    /** Forgets what waited too long. */
    void onTime(long timeNs) {
        Reassembly pieces = arriving[Channel.UNRELIABLE.code()].pieces;
        if (pieces != null) {
            pieces.expire(timeNs);
        }
    }

    /** Unreliable sets that expired. */
    long expiredSets() {
        Reassembly pieces = arriving[Channel.UNRELIABLE.code()].pieces;
        return pieces == null ? 0 : pieces.expired();
    }

    /** Bytes that wait for what is missing. */
    int heldBytes() {
        int held = 0;
        for (Arriving one : arriving) {
            held += one.receiver == null ? 0 : one.receiver.heldBytes();
            held += one.pieces == null ? 0 : one.pieces.heldBytes();
        }
        return held;
    }

    /** Gives all memory back; nothing is handed on any more. */
    void release() {
        for (Arriving one : arriving) {
            one.release();
        }
    }

    /** One channel. */
    private final class Arriving implements MessageReceiver.Sink {
        private final Channel channel;
        private @Nullable MessageReceiver receiver;
        private @Nullable Reassembly pieces;
        private @Nullable DropReason wrong;

        private Arriving(Channel channel) {
            this.channel = channel;
        }

        private @Nullable DropReason onMessage(
                long number, DirectBuffer buffer, int offset, int length) {
            MessageReceiver present = receiver;
            if (present == null) {
                present =
                        channel == Channel.RELIABLE_ORDERED
                                ? new OrderedReceiver(share())
                                : new UnorderedReceiver();
                receiver = present;
            }
            wrong = null;
            return switch (present.onMessage(number, buffer, offset, length, this)) {
                case TAKEN -> {
                    tally.messagesReceived++;
                    yield wrong;
                }
                case DUPLICATE -> {
                    tally.duplicates++;
                    yield null;
                }
                case BEYOND_WINDOW -> DropReason.BEYOND_WINDOW;
                case NO_MEMORY -> DropReason.HELD_FULL;
            };
        }

        @Override
        public void onContent(DirectBuffer buffer, int offset, int length) {
            if (wrong != null) {
                return;
            }
            int type = buffer.getByte(offset) & 0xFF;
            wrong =
                    type == FrameType.FRAGMENT
                            ? onPiece(buffer, offset + 1, length - 1)
                            : deliver(channel, type, buffer, offset + 1, length - 1);
        }

        private @Nullable DropReason onPiece(DirectBuffer buffer, int offset, int length) {
            Reassembly present = pieces;
            if (present == null) {
                present =
                        channel.isReliable()
                                ? Reassembly.ofReliable(share())
                                : Reassembly.ofUnreliable(share());
                pieces = present;
            }
            UnsafeBuffer whole = memory.get().whole();
            return switch (present.onPiece(buffer, offset, length, whole, nowNs)) {
                case TAKEN -> null;
                case COMPLETE ->
                        deliver(
                                channel,
                                whole.getByte(0) & 0xFF,
                                whole,
                                1,
                                present.wholeLength() - 1);
                case MALFORMED -> DropReason.MALFORMED_FRAME;
                case NO_MEMORY -> DropReason.HELD_FULL;
                case DUPLICATE, CONFLICTING, ID_REUSED, NO_ROOM -> DropReason.FRAGMENT_REFUSED;
            };
        }

        private void release() {
            if (receiver != null) {
                receiver.release();
            }
            if (pieces != null) {
                pieces.release();
            }
        }
    }
}
