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
 * Hands over who has left the cell by more than the hysteresis. Its frame is offered to whoever the
 * routes say owns the target; as long as there is nobody, or the way there takes no frame, it is
 * this cell's like any other. From the tick in which a frame of it was taken it is frozen, until
 * the target acknowledges: shown where it stood, inputs queued and not applied, and the frame sent
 * again. Nothing ever thaws an entity whose frame may have arrived: late is better than twice.
 * Owned by the cell's thread.
 */
public final class HandoverOut {
    /** From one frame of an entity to the next, whatever became of the one before. */
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

    /** Finds who is outside by more than the hysteresis, and sends what is due. */
    public void tick(long tick) {
        frozen = 0;
        stuck = 0;
        for (int slot = 0; slot < entities.limit(); slot++) {
            if (entities.states[slot] == Entities.ACTIVE) {
                look(slot, tick);
            }
            if (entities.states[slot] != Entities.FREE && entities.isLeaving(slot)) {
                send(slot, tick);
                frozen += entities.states[slot] == Entities.FROZEN ? 1 : 0;
                stuck += tick - entities.leavingTicks[slot] > STUCK_TICKS ? 1 : 0;
            }
        }
    }

    /** Who was not taken may go on to where another cell is, or come back. */
    private void look(int slot, long tick) {
        long target = targetOf(entities.x[slot], entities.y[slot]);
        if (target == cell) {
            if (entities.isLeaving(slot)) {
                entities.leavingTicks[slot] = 0;
            }
            return;
        }
        if (!entities.isLeaving(slot)) {
            entities.leavingTicks[slot] = tick;
            entities.nextSendTicks[slot] = tick;
        }
        entities.targetCells[slot] = target;
    }

    private long targetOf(double x, double y) {
        boolean isOutside = ports.geometry().distanceOutside(cell, x, y) > hysteresis;
        return isOutside ? ports.geometry().cellAt(x, y) : cell;
    }

    /** A route that is missing is looked for at every tick, for that costs little. */
    private void send(int slot, long tick) {
        if (tick < entities.nextSendTicks[slot]) {
            return;
        }
        long target = entities.targetCells[slot];
        RouteTable routes = ports.routes().get();
        long targetEpoch = routes.epochOf(target);
        int node = routes.nodeOf(target);
        if (node == 0 || targetEpoch == 0) {
            return;
        }
        entities.nextSendTicks[slot] = tick + RESEND_TICKS;
        if (entities.states[slot] == Entities.ACTIVE) {
            entities.frozenTicks[slot] = tick;
        }
        int length = writer.write(slot, target, targetEpoch, buffer);
        if (port.offer(node, target, targetEpoch, buffer, length)) {
            entities.states[slot] = Entities.FROZEN;
        }
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

    /** Entities that were frozen at the last tick. */
    public int frozen() {
        return frozen;
    }

    /** Entities that were leaving for more than 5 s at the last tick, frozen or not. */
    public int stuck() {
        return stuck;
    }

    /** Entities that another cell took. */
    public long completed() {
        return completed;
    }
}
