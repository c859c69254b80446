package dev.shadowland.transport.link;

import dev.shadowland.transport.status.Counters;

import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

import java.util.function.IntConsumer;

/**
 * The sending ends of one thread: an exclusive publication to every lane of every member that this
 * node's role sends to. Owned by the first thread that uses it. Nothing waits: a publication is
 * made in the background, membership changes are taken up on the next call, and what cannot be sent
 * now is dropped and counted.
 */
public final class LinkSenders implements AutoCloseable {
    private final AeronLinks links;
    private final OwnerThread owner = new OwnerThread();
    private final Counters counters = Counters.of(LinkCount.class);
    private final Int2ObjectHashMap<OutboundStream> streams = new Int2ObjectHashMap<>();
    private MemberTable applied = MemberTable.EMPTY;
    private boolean isClosed;

    LinkSenders(AeronLinks links) {
        this.links = links;
    }

    /**
     * Sends one frame, whole or not at all.
     *
     * @param length 0..an eighth of a term
     * @return false when it was dropped: no such member, not connected yet, or the receiver is
     *     behind
     */
    public boolean send(int targetNode, int lane, DirectBuffer buffer, int offset, int length) {
        owner.require();
        takeUpMembers();
        OutboundStream stream =
                StreamIds.isAddress(targetNode, lane)
                        ? streams.get(StreamIds.pack(links.self().node(), targetNode, lane))
                        : null;
        if (stream == null) {
            counters.increment(LinkCount.DROPPED_NOT_MEMBER);
            return false;
        }
        return stream.send(buffer, offset, length);
    }

    /**
     * Takes up membership changes and finished publications; call it once per duty cycle. Returns
     * how many changed.
     */
    public int poll() {
        owner.require();
        int work = takeUpMembers();
        for (OutboundStream stream : streams.values()) {
            work += stream.progress();
        }
        return work;
    }

    /** Whether somebody listens at the other end. */
    public boolean isConnected(int targetNode, int lane) {
        owner.require();
        OutboundStream stream = streams.get(StreamIds.of(links.self().node(), targetNode, lane));
        return stream != null && stream.isConnected();
    }

    /** Counts of this set by {@link LinkCount}; any thread. */
    public Counters counters() {
        return counters;
    }

    /**
     * Closes every publication. Owner thread; when the thread is gone already, {@link
     * AeronLinks#close} does it.
     */
    @Override
    public void close() {
        owner.require();
        isClosed = true;
        streams.values().forEach(OutboundStream::close);
        streams.clear();
    }

    private int takeUpMembers() {
        MemberTable now = links.members();
        if (now.version() == applied.version() || isClosed) {
            return 0;
        }
        for (NodeEndpoint old : applied.nodes().values()) {
            if (!old.equals(now.nodes().get(old.node()))) {
                forEachStream(old, this::closeStream);
            }
        }
        for (NodeEndpoint member : now.nodes().values()) {
            if (!member.equals(applied.nodes().get(member.node()))
                    && links.self().role().sendsTo(member.role())) {
                String channel = member.channel(links.config());
                forEachStream(
                        member,
                        id ->
                                streams.put(
                                        id,
                                        new OutboundStream(links.aeron(), channel, id, counters)));
            }
        }
        applied = now;
        return 1;
    }

    private void forEachStream(NodeEndpoint member, IntConsumer consumer) {
        for (int lane = 0; lane < member.lanes(); lane++) {
            consumer.accept(StreamIds.of(links.self().node(), member.node(), lane));
        }
    }

    private void closeStream(int streamId) {
        OutboundStream stream = streams.remove(streamId);
        if (stream != null) {
            stream.close();
        }
    }
}
