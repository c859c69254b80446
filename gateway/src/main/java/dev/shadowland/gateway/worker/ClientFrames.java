package dev.shadowland.gateway.worker;

import dev.shadowland.actors.api.TokenBytes;
import dev.shadowland.gateway.session.Session;
import dev.shadowland.gateway.session.SessionState;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.integrity.IntegrityGuard;
import dev.shadowland.protocol.integrity.IntegrityTable;
import dev.shadowland.protocol.message.Command;
import dev.shadowland.protocol.message.EnterDenied;
import dev.shadowland.protocol.message.EnterToWorld;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.message.WorldReceipt;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

import java.nio.ByteOrder;

/**
 * What a client's frames do, once they opened and the connection stands. Owned by the worker's
 * thread.
 */
final class ClientFrames {
    private static final long DENIAL_HOLDS_NS = 1_000_000_000L;

    private final WireReader reader = new WireReader();
    private final SessionSettings settings;
    private final SecuritySettings.@Nullable Integrity integrity;
    private final ShardOutbound shards;
    private final ControlLink control;
    private final WorkerCounters counters;

    ClientFrames(
            WorkerSettings settings,
            ShardOutbound shards,
            ControlLink control,
            WorkerCounters counters) {
        this.settings = settings.sessions();
        integrity = settings.security().integrity();
        this.shards = shards;
        this.control = control;
        this.counters = counters;
    }

    /**
     * Takes a frame. A refused one is counted and costs only itself, but for a malformed one that
     * was promised to arrive, or is the connection's own business: that ends the session.
     */
    void onFrame(
            Session session,
            Channel channel,
            int type,
            DirectBuffer buffer,
            int offset,
            int length,
            long nowNs) {
        DropReason wrong =
                switch (type) {
                    case FrameType.ENTER_TO_WORLD ->
                            onEnter(session, buffer, offset, length, nowNs);
                    case FrameType.SYNC_ENTITY_QUANTIZED ->
                            onInput(session, buffer, offset, length);
                    case FrameType.COMMAND -> onCommand(session, buffer, offset, length);
                    case FrameType.WORLD_RECEIPT -> onReceipt(session, buffer, offset, length);
                    case FrameType.RESYNC -> onResync(session, buffer, offset, length);
                    case FrameType.CHECK_INTEGRITY ->
                            onIntegrity(session, buffer, offset, length, nowNs);
                    case FrameType.BENCHMARK -> onBenchmark(session, buffer, offset, length);
                    default -> DropReason.UNKNOWN_FRAME;
                };
        if (wrong != null) {
            counters.drop(wrong);
            boolean isGrave = channel.isReliable() || FrameType.isControl(type);
            if (isGrave && wrong == DropReason.MALFORMED_FRAME) {
                session.endSoon(DisconnectReason.PROTOCOL_ERROR);
            }
        }
    }

    private @Nullable DropReason onInput(
            Session session, DirectBuffer buffer, int offset, int length) {
        if (session.state() != SessionState.IN_WORLD) {
            return DropReason.FRAME_OUT_OF_STATE;
        }
        if (length < InputFrame.size(1) || length > InputFrame.MAX_SIZE) {
            return DropReason.MALFORMED_FRAME;
        }
        DropReason wrong = shards.sendInput(session, buffer, offset, length);
        if (wrong == null) {
            counters.count(WorkerCount.INPUTS);
        }
        return wrong;
    }

    private @Nullable DropReason onCommand(
            Session session, DirectBuffer buffer, int offset, int length) {
        if (session.state() != SessionState.IN_WORLD) {
            return DropReason.FRAME_OUT_OF_STATE;
        }
        if (length < Command.HEAD_SIZE || length > Command.HEAD_SIZE + Command.MAX_BODY) {
            return DropReason.MALFORMED_FRAME;
        }
        DropReason wrong = shards.sendCommand(session, buffer, offset, length);
        if (wrong == null) {
            counters.count(WorkerCount.COMMANDS);
        }
        return wrong;
    }

    private @Nullable DropReason onReceipt(
            Session session, DirectBuffer buffer, int offset, int length) {
        if (session.state() != SessionState.IN_WORLD) {
            return DropReason.FRAME_OUT_OF_STATE;
        }
        if (length != WorldReceipt.SIZE) {
            return DropReason.MALFORMED_FRAME;
        }
        long number = u32(buffer, offset);
        long since = u32(buffer, offset + Integer.BYTES);
        return counted(shards.sendReceipt(session, number, since));
    }

    private @Nullable DropReason onResync(
            Session session, DirectBuffer buffer, int offset, int length) {
        if (session.state() != SessionState.IN_WORLD) {
            return DropReason.FRAME_OUT_OF_STATE;
        }
        return length == Integer.BYTES
                ? counted(shards.sendResync(session, u32(buffer, offset)))
                : DropReason.MALFORMED_FRAME;
    }

    private @Nullable DropReason counted(@Nullable DropReason wrong) {
        if (wrong == null) {
            counters.count(WorkerCount.CLIENT_REQUESTS);
        }
        return wrong;
    }

    private static long u32(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
    }

    /** Takes the way of an input, where an echo stands in for the shards; else unknown. */
    private @Nullable DropReason onBenchmark(
            Session session, DirectBuffer buffer, int offset, int length) {
        if (!shards.takesBenchmarks()) {
            return DropReason.UNKNOWN_FRAME;
        }
        return session.state() == SessionState.IN_WORLD
                ? shards.sendInput(session, buffer, offset, length)
                : DropReason.FRAME_OUT_OF_STATE;
    }

    private @Nullable DropReason onEnter(
            Session session, DirectBuffer buffer, int offset, int length, long nowNs) {
        if (length != EnterToWorld.SIZE) {
            return DropReason.MALFORMED_FRAME;
        }
        switch (session.state()) {
            case ESTABLISHED -> {
                if (isKnownBuild(session, buffer, offset)) {
                    onFirstEnter(session, buffer, offset, nowNs);
                } else {
                    session.reply()
                            .onDenied(new EnterDenied(EnterDenied.Reason.UNKNOWN_BUILD), nowNs);
                }
            }
            case ENTERING -> {
                if (nowNs - session.times().enterRequestedNs() >= settings.enterRetryNs()) {
                    request(session, buffer, offset, nowNs);
                }
            }
            case IN_WORLD -> session.reply().onRepeat();
            case PROVING, CLOSED -> {
                return DropReason.FRAME_OUT_OF_STATE;
            }
        }
        return null;
    }

    /** A refused build leaves the keys of the last attempt: its entrance may yet come. */
    private boolean isKnownBuild(Session session, DirectBuffer buffer, int offset) {
        if (integrity == null) {
            return true;
        }
        IntegrityTable table = integrity.tables().get(EnterToWorld.clientBuild(buffer, offset));
        if (table != null) {
            session.expect(table);
        }
        return table != null;
    }

    private @Nullable DropReason onIntegrity(
            Session session, DirectBuffer buffer, int offset, int length, long nowNs) {
        IntegrityGuard guard = session.guard();
        if (guard == null) {
            return DropReason.FRAME_OUT_OF_STATE;
        }
        return switch (guard.onAnswer(reader.wrap(buffer, offset, length), nowNs)) {
            case RIGHT, REPEATED -> null;
            case WRONG -> {
                counters.count(WorkerCount.INTEGRITY_FAILURES);
                session.endSoon(DisconnectReason.INTEGRITY_FAILED);
                yield null;
            }
            case MALFORMED -> DropReason.MALFORMED_FRAME;
        };
    }

    /**
     * A denial is repeated for a while, as its datagram may be lost; after that the client means it
     * anew.
     */
    private void onFirstEnter(Session session, DirectBuffer buffer, int offset, long nowNs) {
        boolean denied = session.reply().isDenial();
        if (denied && nowNs - session.reply().givenNs() < DENIAL_HOLDS_NS) {
            session.reply().onRepeat();
            return;
        }
        if (request(session, buffer, offset, nowNs) && !denied) {
            session.times().enterBy(nowNs + settings.enterTimeoutNs());
        }
    }

    private boolean request(Session session, DirectBuffer buffer, int offset, long nowNs) {
        byte[] token = EnterToWorld.token(buffer, offset);
        if (!control.enter(session.id(), TokenBytes.of(token))) {
            counters.count(WorkerCount.CONTROL_QUEUE_FULL);
            return false;
        }
        counters.count(WorkerCount.ENTER_REQUESTS);
        session.onEnterRequested();
        session.times().onEnterRequested(nowNs);
        return true;
    }
}
