package dev.shadowland.transport.link;

import dev.shadowland.transport.status.Counters;

import io.aeron.logbuffer.Header;

import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The receiving end of one lane of this node: a subscription for every member that sends here, and
 * for nobody else. Owned by the first thread that polls it.
 */
public final class LinkReceiver implements AutoCloseable {
    private final AeronLinks links;
    private final int lane;
    private final OwnerThread owner = new OwnerThread();
    private final Counters counters = Counters.of(LinkCount.class);
    private final Int2ObjectHashMap<InboundStream> bySource = new Int2ObjectHashMap<>();
    private final List<InboundStream> streams = new ArrayList<>();
    private MemberTable applied = MemberTable.EMPTY;
    private @Nullable LinkHandler current;
    private int next;
    private boolean isClosed;

    LinkReceiver(AeronLinks links, int lane) {
        this.links = links;
        this.lane = lane;
    }

    /**
     * Hands waiting frames to the handler; sources are served in turn. A handler that throws loses
     * its frame, which is counted.
     *
     * @param limit most pieces (of at most an MTU) to take; a long frame is made of several
     * @return pieces taken, 0 when there was nothing
     */
    public int poll(LinkHandler handler, int limit) {
        owner.require();
        takeUpMembers();
        int size = streams.size();
        current = handler;
        int taken = 0;
        for (int i = 0; i < size && taken < limit; i++) {
            next = next + 1 >= size ? 0 : next + 1;
            taken += streams.get(next).poll(limit - taken);
        }
        return taken;
    }

    /** Counts of this receiver by {@link LinkCount}; any thread. */
    public Counters counters() {
        return counters;
    }

    /** Closes every subscription. Owner thread. */
    @Override
    public void close() {
        owner.require();
        isClosed = true;
        streams.forEach(InboundStream::close);
        streams.clear();
        bySource.clear();
    }

    private void onFrame(DirectBuffer buffer, int offset, int length, Header header) {
        counters.increment(LinkCount.RECEIVED);
        counters.add(LinkCount.RECEIVED_BYTES, length);
        LinkHandler handler = current;
        if (handler == null) {
            return;
        }
        try {
            handler.onFrame(StreamIds.source(header.streamId()), buffer, offset, length);
        } catch (RuntimeException e) {
            counters.increment(LinkCount.HANDLER_FAILED);
            links.onHandlerError(e);
        }
    }

    private void takeUpMembers() {
        MemberTable now = links.members();
        if (now.version() == applied.version() || isClosed) {
            return;
        }
        for (NodeEndpoint old : applied.nodes().values()) {
            NodeEndpoint kept = now.nodes().get(old.node());
            if (kept == null || kept.role() != old.role()) {
                drop(old.node());
            }
        }
        for (NodeEndpoint member : now.nodes().values()) {
            if (member.role().sendsTo(links.self().role())
                    && !bySource.containsKey(member.node())) {
                add(member.node());
            }
        }
        applied = now;
    }

    private void add(int source) {
        int streamId = StreamIds.of(source, links.self().node(), lane);
        String channel = links.self().channel(links.config());
        InboundStream stream =
                new InboundStream(links.aeron(), channel, streamId, counters, this::onFrame);
        bySource.put(source, stream);
        streams.add(stream);
    }

    private void drop(int source) {
        InboundStream stream = bySource.remove(source);
        if (stream != null) {
            streams.remove(stream);
            stream.close();
        }
    }
}
