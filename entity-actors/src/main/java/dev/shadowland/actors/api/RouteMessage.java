package dev.shadowland.actors.api;

import java.util.List;

/** What nodes tell every other node's route listener. */
public sealed interface RouteMessage extends ClusterMessage {

    /** A node's endpoint; {@code memberUid} names this life of the node in the cluster. */
    record NodeAnnounced(MemberEndpoint endpoint, long memberUid) implements RouteMessage {}

    /**
     * Every cell that a shard node owns; replaces all it announced before.
     *
     * @param sequence rises with each announcement of this life of the node; older ones are ignored
     */
    record RoutesAnnounced(
            MemberEndpoint endpoint, long memberUid, long sequence, List<OwnedCell> cells)
            implements RouteMessage {
        /** Copies the list. */
        public RoutesAnnounced {
            cells = List.copyOf(cells);
        }
    }

    /** A cell and the epoch under which its node owns it. */
    record OwnedCell(long cell, long epoch) {}
}
