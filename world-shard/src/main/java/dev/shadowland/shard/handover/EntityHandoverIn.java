package dev.shadowland.shard.handover;

import dev.shadowland.actors.entity.Authority;
import dev.shadowland.actors.entity.Entities;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.backplane.codec.EntityColumnsDecoder;
import dev.shadowland.protocol.backplane.codec.EntityHandoverDecoder;
import dev.shadowland.shard.ingress.BackplaneFrame;
import dev.shadowland.shard.ingress.DropReason;
import dev.shadowland.shard.ports.NodePorts;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes world entities over from other cells: each (entity, generation) once, every repetition
 * acknowledged again. Owned by the cell's thread.
 */
public final class EntityHandoverIn {
    private final long cell;
    private final long epoch;
    private final WorldEntities entities;
    private final Kinds kinds;
    private final HandoverAcks acks;
    private final TakenLog taken = new TakenLog();
    private final EntityHandoverDecoder frame = new EntityHandoverDecoder();

    /** For one cell under one epoch. */
    public EntityHandoverIn(
            long cell, long epoch, NodePorts ports, WorldEntities entities, Kinds kinds) {
        this.cell = cell;
        this.epoch = epoch;
        this.entities = entities;
        this.kinds = kinds;
        this.acks = new HandoverAcks(cell, new CellPort(ports));
    }

    /** Forgets handovers that nobody repeats any more. */
    public void expire(long tick) {
        taken.expire(tick);
    }

    /**
     * A whole frame addressed to this cell; says why it was not taken. {@code tick} is the one that
     * runs.
     */
    public @Nullable DropReason onFrame(DirectBuffer source, int offset, long tick) {
        frame.wrap(
                source,
                offset + BackplaneFrame.HEADER,
                EntityHandoverDecoder.BLOCK_LENGTH,
                EntityHandoverDecoder.SCHEMA_VERSION);
        if (frame.toCell() != cell || frame.toEpoch() != epoch) {
            return DropReason.STALE_EPOCH;
        }
        int entity = (int) frame.entity();
        long generation = frame.generation();
        int kind = kinds.of(frame.type(), frame.subtype());
        if (entity <= 0 || !isSane() || !moves(kind)) {
            return DropReason.BAD_HANDOVER;
        }
        int slot = entities.slotOf(entity);
        boolean repeated =
                taken.contains(entity, generation)
                        || (slot != Entities.NO_SLOT && entities.generations[slot] >= generation);
        if (!repeated) {
            if (slot != Entities.NO_SLOT) {
                entities.remove(slot); // on its way back before the acknowledgement came
            }
            fill(entities.add(entity, kind));
            taken.add(entity, generation, tick);
        }
        acks.send(frame.fromNode(), frame.fromCell(), frame.fromEpoch(), entity, generation);
        return repeated ? DropReason.REPEATED_HANDOVER : null;
    }

    private boolean moves(int kind) {
        Authority authority = kinds.get(kind).authority();
        return authority == Authority.BEHAVIOUR || authority == Authority.BALLISTIC;
    }

    private boolean isSane() {
        EntityColumnsDecoder columns = frame.columns();
        return Double.isFinite(columns.x())
                && Double.isFinite(columns.y())
                && Double.isFinite(columns.z())
                && Float.isFinite(columns.velocityX())
                && Float.isFinite(columns.velocityY())
                && Float.isFinite(columns.velocityZ())
                && Double.isFinite(frame.homeX())
                && Double.isFinite(frame.homeY());
    }

    private void fill(int slot) {
        entities.generations[slot] = frame.generation();
        CarriedColumns.read(frame.columns(), entities, slot);
        entities.homeCells[slot] = frame.homeCell();
        entities.homeEpochs[slot] = frame.homeEpoch();
        entities.homeX[slot] = frame.homeX();
        entities.homeY[slot] = frame.homeY();
        entities.endTicks[slot] = frame.endTick();
        entities.decideTicks[slot] = frame.decideTick();
        entities.owners[slot] = frame.owner();
    }
}
