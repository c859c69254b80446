package dev.shadowland.shard.ports;

import dev.shadowland.actors.entity.RestedIds;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.shard.ghost.RowTable;
import dev.shadowland.shard.ingress.CellDirectory;
import dev.shadowland.shard.ingress.DropCounters;
import dev.shadowland.shard.link.Egress;
import dev.shadowland.shard.link.ShardPeers;
import dev.shadowland.shard.replication.TickScratch;
import dev.shadowland.shard.replication.ViewerPool;
import dev.shadowland.shard.tick.CellProbe;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a node lends to its cells; shared by all of them, each part safe for any thread.
 *
 * @param node id of this node
 * @param geometry shape of the map that the cell is on
 * @param rows rows of all cells of all maps
 * @param cells inboxes of the node's own cells
 * @param egress the way to other nodes
 * @param peers the other shard nodes
 * @param routes present owners of cells
 * @param ids ids for new entities
 * @param viewers replication states that no player uses
 * @param scratch each thread's own
 * @param saves where positions to be saved go
 * @param drops drop counters of the node
 * @param probe told of every tick
 * @param clock epoch nanos, read at the begin and at the end of each tick
 */
public record NodePorts(
        int node,
        MapGeometry geometry,
        RowTable rows,
        CellDirectory cells,
        Egress egress,
        ShardPeers peers,
        Supplier<RouteTable> routes,
        RestedIds ids,
        ViewerPool viewers,
        ThreadLocal<TickScratch> scratch,
        PositionSink saves,
        DropCounters drops,
        CellProbe probe,
        LongSupplier clock) {
    /** The same for cells of another map. */
    public NodePorts onMap(MapGeometry other) {
        return new NodePorts(
                node, other, rows, cells, egress, peers, routes, ids, viewers, scratch, saves,
                drops, probe, clock);
    }
}
