package dev.shadowland.gateway.worker;

import dev.shadowland.gateway.session.Session;
import dev.shadowland.gateway.session.SessionState;
import dev.shadowland.gateway.session.SessionTable;
import dev.shadowland.protocol.backplane.codec.MessageHeaderDecoder;
import dev.shadowland.protocol.backplane.codec.SnapshotDecoder;
import dev.shadowland.transport.link.LinkHandler;

import org.agrona.DirectBuffer;

/**
 * Takes snapshots from shards: fences them, lets the route follow them, sends them on; and hands
 * events to their intake. Owned by the worker's thread.
 */
final class SnapshotIntake implements LinkHandler {
    private static final int FRAMES_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH
                    + SnapshotDecoder.BLOCK_LENGTH
                    + SnapshotDecoder.framesHeaderLength();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SnapshotDecoder snapshot = new SnapshotDecoder();
    private final EventIntake events;
    private final SessionTable sessions;
    private final Outbound outbound;
    private final WorkerCounters counters;
    private final OwnerFence fence;
    private long nowNs;

    SnapshotIntake(SessionTable sessions, Outbound outbound, WorkerCounters counters) {
        events = new EventIntake(sessions, counters);
        this.sessions = sessions;
        this.outbound = outbound;
        this.counters = counters;
        fence = new OwnerFence(counters);
    }

    int poll(ShardLinks links, int limit, long cycleNowNs) {
        nowNs = cycleNowNs;
        return links.poll(this, limit);
    }

    @Override
    public void onFrame(int sourceNode, DirectBuffer buffer, int offset, int length) {
        if (events.owns(buffer, offset, length)) {
            events.onFrame(sourceNode, buffer, offset, length);
            return;
        }
        if (!decode(buffer, offset, length)) {
            counters.count(WorkerCount.BACKPLANE_MALFORMED);
            return;
        }
        Session session = sessions.byId(snapshot.session());
        if (session == null) {
            counters.count(WorkerCount.SNAPSHOTS_WITHOUT_SESSION);
            return;
        }
        if (!isOfOwner(session, sourceNode)) {
            counters.count(WorkerCount.SNAPSHOTS_STALE);
            return;
        }
        if (session.state() == SessionState.IN_WORLD) {
            session.times().onHeardOfWorld(nowNs);
            int frames = length - FRAMES_OFFSET;
            outbound.sendSnapshot(
                    session, snapshot.tick(), buffer, offset + FRAMES_OFFSET, frames, nowNs);
        } else {
            // It overtook the control plane's word; the client cannot read it before WorldEntered.
            session.feedback().onSnapshotLost(snapshot.tick());
            counters.count(WorkerCount.SNAPSHOTS_WITHOUT_SESSION);
        }
    }

    private boolean decode(DirectBuffer buffer, int offset, int length) {
        if (length < FRAMES_OFFSET) {
            return false;
        }
        header.wrap(buffer, offset);
        if (header.schemaId() != SnapshotDecoder.SCHEMA_ID
                || header.templateId() != SnapshotDecoder.TEMPLATE_ID
                || header.blockLength() != SnapshotDecoder.BLOCK_LENGTH) {
            return false;
        }
        snapshot.wrap(
                buffer,
                offset + MessageHeaderDecoder.ENCODED_LENGTH,
                SnapshotDecoder.BLOCK_LENGTH,
                header.version());
        return snapshot.framesLength() == length - FRAMES_OFFSET;
    }

    private boolean isOfOwner(Session session, int sourceNode) {
        return fence.admits(
                session, snapshot.cell(), snapshot.epoch(), snapshot.generation(), sourceNode);
    }
}
