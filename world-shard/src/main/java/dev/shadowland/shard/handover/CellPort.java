package dev.shadowland.shard.handover;

import dev.shadowland.shard.ingress.CellInbox;
import dev.shadowland.shard.ingress.DropReason;
import dev.shadowland.shard.ports.NodePorts;

import org.agrona.DirectBuffer;

/**
 * The way from a cell to another one: through its ring when it is on this node, else over the link.
 * Any thread.
 */
final class CellPort {
    private final NodePorts ports;

    CellPort(NodePorts ports) {
        this.ports = ports;
    }

    /** Offers a whole frame to a cell on a node; false when it was dropped. */
    boolean offer(int node, long cell, long epoch, DirectBuffer buffer, int length) {
        if (node != ports.node()) {
            return ports.egress().toShard(node, buffer, 0, length);
        }
        CellInbox inbox = ports.cells().inbox(cell);
        DropReason reason =
                inbox == null ? DropReason.NOT_LOCAL : inbox.offer(epoch, buffer, 0, length);
        if (reason != null) {
            ports.drops().count(reason);
        }
        return reason == null;
    }
}
