package dev.shadowland.shard.handover;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.backplane.Generation;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.ports.NodePorts;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Hands entities over that have left the cell. An entity is frozen first and stays so until the
 * target acknowledges: it is shown where it stood, inputs are queued and not applied, and the frame
 * is sent again every {@value #RESEND_TICKS} ticks to whoever the routes say owns the target.
 * Nothing ever thaws an entity whose frame may have arrived: late is better than twice. Owned by
 * the cell's thread.
 */
public final class HandoverOut {
    private static final int RESEND_TICKS = 6;
    private static final int STUCK_TICKS = 300;

    private final long cell;
    private final NodePorts ports;
    private final Entities entities;
    private final double hysteresis;
    private final CellPort port;
    private final HandoverWriter writer;
    private final UnsafeBuffer buffer;
    private int frozen;
    private int stuck;
    private long completed;

    private HandoverOut(
            long cell,
            NodePorts ports,
            Entities entities,
            double hysteresis,
            HandoverWriter writer) {
        this.cell = cell;
        this.ports = ports;
        this.entities = entities;
        this.hysteresis = hysteresis;
        this.port = new CellPort(ports);
        this.writer = writer;
        this.buffer = new UnsafeBuffer(new byte[writer.maxBytes()]);
    }

    /** For the players of one cell under one epoch. */
    public static HandoverOut ofPlayers(
            long cell, long epoch, NodePorts ports, Players players, double hysteresis) {
        HandoverWriter writer = new PlayerHandover(cell, epoch, ports.node(), players);
        return new HandoverOut(cell, ports, players, hysteresis, writer);
    }

    /** For the world entities of one cell under one epoch. */
    public static HandoverOut ofEntities(
            long cell,
            long epoch,
            NodePorts ports,
            WorldEntities entities,
            Kinds kinds,
            double hysteresis) {
        HandoverWriter writer = new EntityHandover(cell, epoch, ports.node(), entities, kinds);
        return new HandoverOut(cell, ports, entities, hysteresis, writer);
    }

    /** Freezes entities that are outside by more than the hysteresis, and sends what is due. */
    public void tick(long tick) {
        frozen = 0;
        stuck = 0;
        for (int slot = 0; slot < entities.limit(); slot++) {
            if (entities.states[slot] == Entities.ACTIVE) {
                freezeIfOutside(slot, tick);
            }
            if (entities.states[slot] == Entities.FROZEN) {
                frozen++;
                stuck += tick - entities.frozenTicks[slot] > STUCK_TICKS ? 1 : 0;
                if (tick >= entities.nextSendTicks[slot]) {
                    entities.nextSendTicks[slot] = tick + RESEND_TICKS;
                    send(slot);
                }
            }
        }
    }

    private void freezeIfOutside(int slot, long tick) {
        double x = entities.x[slot];
        double y = entities.y[slot];
        if (ports.geometry().distanceOutside(cell, x, y) <= hysteresis) {
            return;
        }
        long target = ports.geometry().cellAt(x, y);
        if (target != cell) {
            entities.states[slot] = Entities.FROZEN;
            entities.frozenTicks[slot] = tick;
            entities.targetCells[slot] = target;
            entities.nextSendTicks[slot] = tick;
            entities.handoverSent[slot] = false;
        }
    }

    private void send(int slot) {
        long target = entities.targetCells[slot];
        RouteTable routes = ports.routes().get();
        long targetEpoch = routes.epochOf(target);
        int node = routes.nodeOf(target);
        if (node == 0 || targetEpoch == 0) {
            return;
        }
        int length = writer.write(slot, target, targetEpoch, buffer);
        entities.handoverSent[slot] |= port.offer(node, target, targetEpoch, buffer, length);
    }

    /**
     * The target owns this entity and generation: it is forgotten here. False when none was on its
     * way.
     */
    public boolean onAcked(int entity, long generation) {
        int slot = entities.slotOf(entity);
        boolean ours =
                slot != Entities.NO_SLOT
                        && entities.states[slot] == Entities.FROZEN
                        && Generation.afterHandover(entities.generations[slot]) == generation;
        if (ours) {
            entities.remove(slot);
            completed++;
        }
        return ours;
    }

    /** Entities on their way at the last tick. */
    public int frozen() {
        return frozen;
    }

    /** Entities that have been on their way for more than 5 s. */
    public int stuck() {
        return stuck;
    }

    /** Entities that another cell took. */
    public long completed() {
        return completed;
    }
}
