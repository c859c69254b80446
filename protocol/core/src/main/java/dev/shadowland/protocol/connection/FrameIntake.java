package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.message.CheckIntegrity;
import dev.shadowland.protocol.message.IntegrityAnswer;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Gives each frame of an opened datagram to the part of the connection whose business it is. What
 * is wrong in the connection's own frames and in reliable messages ends the connection; elsewhere
 * it costs the frame. Owned by the connection's thread.
 */
final class FrameIntake {
    private final FrameReader frames = new FrameReader();
    private final WireReader reader = new WireReader();
    private final ConnectionHandler handler;
    private final int integrityBytes;
    private final ConnectionLife life;
    private final DatagramSeal seal;
    private final KeyProof proof;
    private final AckExchange acks;
    private final Heartbeat heartbeat;
    private final MessageInbox inbox;

    FrameIntake(
            boolean client,
            ConnectionHandler handler,
            ConnectionLife life,
            DatagramSeal seal,
            KeyProof proof,
            AckExchange acks,
            Heartbeat heartbeat,
            MessageInbox inbox) {
        integrityBytes = client ? CheckIntegrity.SIZE : IntegrityAnswer.SIZE;
        this.handler = handler;
        this.life = life;
        this.seal = seal;
        this.proof = proof;
        this.acks = acks;
        this.heartbeat = heartbeat;
        this.inbox = inbox;
    }

    /** Takes the frames of a datagram. */
    void onFrames(DirectBuffer buffer, int offset, int length, long nowNs) {
        long ackWithinNs = Long.MAX_VALUE;
        frames.wrap(buffer, offset, length);
        while (life.isOpen() && frames.next()) {
            int type = frames.type();
            DropReason wrong = onFrame(type, buffer, nowNs);
            ackWithinNs = Math.min(ackWithinNs, ackWithinNs(type));
            if (wrong != null) {
                handler.onFrameDropped(wrong);
            }
        }
        if (ackWithinNs != Long.MAX_VALUE) {
            acks.onElicited(nowNs, ackWithinNs);
        }
        if (frames.truncated()) {
            handler.onFrameDropped(DropReason.FRAME_PAST_END);
        }
    }

    /** An ack is never acknowledged, reliable content soon. */
    private static long ackWithinNs(int type) {
        return switch (type) {
            case FrameType.ACK -> Long.MAX_VALUE;
            case FrameType.RELIABLE_ORDERED, FrameType.RELIABLE_UNORDERED ->
                    AckExchange.ACK_RELIABLE_AFTER_NS;
            default -> AckExchange.ACK_AFTER_NS;
        };
    }

    private @Nullable DropReason onFrame(int type, DirectBuffer buffer, long nowNs) {
        int offset = frames.bodyOffset();
        int length = frames.bodyLength();
        reader.wrap(buffer, offset, length);
        return switch (type) {
            case FrameType.CRYPTO_TEST, FrameType.CRYPTO_TEST_ACK, FrameType.RELIABLE_HANDSHAKE ->
                    onProof(type, buffer, offset, length);
            case FrameType.ACK -> endOn(acks.onFrame(reader, nowNs));
            case FrameType.PING ->
                    endOn(heartbeat.onPing(reader) ? null : DropReason.MALFORMED_FRAME);
            case FrameType.PONG -> onPong(nowNs);
            case FrameType.DISCONNECT -> onDisconnect();
            case FrameType.REKEY_REQUEST, FrameType.REKEY_RESPONSE -> onRekey(type);
            default -> onOther(type, buffer, offset, length, nowNs);
        };
    }

    /** Authenticated rubbish ends the connection. */
    private @Nullable DropReason endOn(@Nullable DropReason wrong) {
        if (wrong != null) {
            life.closeAfterTelling(
                    switch (wrong) {
                        case BEYOND_WINDOW -> DisconnectReason.BEYOND_WINDOW;
                        case HELD_FULL -> DisconnectReason.QUEUE_FULL;
                        default -> DisconnectReason.PROTOCOL_ERROR;
                    });
            // It takes nothing more, and others may need what it held.
            inbox.release();
        }
        return wrong;
    }

    private @Nullable DropReason onProof(int type, DirectBuffer buffer, int offset, int length) {
        boolean proving = life.state() == ConnectionLife.State.PROVING;
        if (!proof.onFrame(type, buffer, offset, length)) {
            return proving ? endOn(DropReason.MALFORMED_FRAME) : DropReason.FRAME_OUT_OF_STATE;
        }
        if (proving && proof.complete()) {
            life.establish();
        }
        return null;
    }

    private @Nullable DropReason onPong(long nowNs) {
        long echoed = reader.i64();
        if (!reader.finished()) {
            return endOn(DropReason.MALFORMED_FRAME);
        }
        long sample = heartbeat.sampleOf(echoed, nowNs);
        if (sample >= 0) {
            acks.rtt().onSample(sample);
            handler.onRtt(sample);
        }
        return null;
    }

    private @Nullable DropReason onDisconnect() {
        int code = reader.u8();
        if (!reader.finished()) {
            return endOn(DropReason.MALFORMED_FRAME);
        }
        life.close(DisconnectReason.of(code), true);
        return null;
    }

    private @Nullable DropReason onRekey(int type) {
        if (!life.isEstablished()) {
            return DropReason.FRAME_OUT_OF_STATE;
        }
        return endOn(seal.keys().onFrame(type, reader) ? null : DropReason.MALFORMED_FRAME);
    }

    /** What is in it is for who is above; that it can be read at all is checked here. */
    private @Nullable DropReason onIntegrity(DirectBuffer buffer, int offset, int length) {
        if (length != integrityBytes) {
            return endOn(DropReason.MALFORMED_FRAME);
        }
        handler.onFrame(FrameType.CHECK_INTEGRITY, buffer, offset, length);
        return null;
    }

    private static boolean isForAbove(int type) {
        return type == FrameType.FRAGMENT || type == FrameType.CHECK_INTEGRITY;
    }

    private @Nullable DropReason onOther(
            int type, DirectBuffer buffer, int offset, int length, long nowNs) {
        if (FrameType.isControl(type) && !isForAbove(type)) {
            return DropReason.UNKNOWN_FRAME;
        }
        if (life.state() == ConnectionLife.State.PROVING && proof.onPeerEstablished()) {
            life.establish();
        }
        if (!life.isEstablished()) {
            return DropReason.FRAME_OUT_OF_STATE;
        }
        return switch (type) {
            case FrameType.RELIABLE_ORDERED ->
                    endOn(
                            inbox.onReliable(
                                    Channel.RELIABLE_ORDERED, buffer, offset, length, nowNs));
            case FrameType.RELIABLE_UNORDERED ->
                    endOn(
                            inbox.onReliable(
                                    Channel.RELIABLE_UNORDERED, buffer, offset, length, nowNs));
            case FrameType.FRAGMENT -> inbox.onFragment(buffer, offset, length, nowNs);
            case FrameType.COMPRESSED -> inbox.onCompressed(buffer, offset, length, nowNs);
            case FrameType.SYMBOL_DEFINE -> DropReason.MALFORMED_FRAME;
            case FrameType.CHECK_INTEGRITY -> onIntegrity(buffer, offset, length);
            default -> {
                handler.onFrame(type, buffer, offset, length);
                yield null;
            }
        };
    }
}
