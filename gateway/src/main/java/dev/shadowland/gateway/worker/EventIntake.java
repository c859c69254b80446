package dev.shadowland.gateway.worker;

import dev.shadowland.gateway.session.Session;
import dev.shadowland.gateway.session.SessionState;
import dev.shadowland.gateway.session.SessionTable;
import dev.shadowland.protocol.backplane.codec.MessageHeaderDecoder;
import dev.shadowland.protocol.backplane.codec.PlayerEventDecoder;
import dev.shadowland.protocol.connection.PeerConnection;
import dev.shadowland.protocol.message.WorldEvent;
import dev.shadowland.protocol.reliability.BlockPool;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.FrameType;

import org.agrona.DirectBuffer;

/**
 * Takes events from shards and puts them into their client's ordered channel. One that finds no
 * room is dropped: its cell sends it again until the client's receipt. Owned by the worker's
 * thread.
 */
final class EventIntake {
    /**
     * Memory for what waits for one client, or for its acknowledgement, as the heap counts it: of
     * large events half as much again as a cell queues for it, of the smallest 128. What the
     * channel itself would take is 32 times as much, which clients that acknowledge nothing would
     * have the gateway hold.
     */
    private static final int MOST_WAITING_BYTES = 16 * 1024;

    private static final int BODY_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH
                    + PlayerEventDecoder.BLOCK_LENGTH
                    + PlayerEventDecoder.bodyHeaderLength();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PlayerEventDecoder event = new PlayerEventDecoder();
    private final SessionTable sessions;
    private final WorkerCounters counters;
    private final OwnerFence fence;

    EventIntake(SessionTable sessions, WorkerCounters counters) {
        this.sessions = sessions;
        this.counters = counters;
        fence = new OwnerFence(counters);
    }

    /** Whether the frame is an event; a malformed one is not. */
    boolean owns(DirectBuffer buffer, int offset, int length) {
        if (length < BODY_OFFSET + WorldEvent.HEAD_SIZE) {
            return false;
        }
        header.wrap(buffer, offset);
        if (header.schemaId() != PlayerEventDecoder.SCHEMA_ID
                || header.templateId() != PlayerEventDecoder.TEMPLATE_ID
                || header.blockLength() != PlayerEventDecoder.BLOCK_LENGTH) {
            return false;
        }
        event.wrap(
                buffer,
                offset + MessageHeaderDecoder.ENCODED_LENGTH,
                PlayerEventDecoder.BLOCK_LENGTH,
                header.version());
        return event.bodyLength() == length - BODY_OFFSET;
    }

    /** Takes a frame that it {@link #owns}; asked just before. */
    void onFrame(int sourceNode, DirectBuffer buffer, int offset, int length) {
        Session session = sessions.byId(event.session());
        boolean present =
                session != null
                        && session.state() == SessionState.IN_WORLD
                        && isOfOwner(session, sourceNode);
        int body = length - BODY_OFFSET;
        if (session == null || !present || !hasRoom(session.connection(), body)) {
            counters.count(WorkerCount.EVENTS_REFUSED);
            return;
        }
        session.connection()
                .sendReliable(
                        Channel.RELIABLE_ORDERED,
                        FrameType.WORLD_EVENT,
                        buffer,
                        offset + BODY_OFFSET,
                        body);
        counters.count(WorkerCount.EVENTS);
    }

    private static boolean hasRoom(PeerConnection connection, int body) {
        return connection.statistics().queuedHeapBytes() + BlockPool.heapBytes(1 + body)
                        <= MOST_WAITING_BYTES
                && connection.canSend(Channel.RELIABLE_ORDERED, body);
    }

    private boolean isOfOwner(Session session, int sourceNode) {
        return fence.admits(session, event.cell(), event.epoch(), event.generation(), sourceNode);
    }
}
