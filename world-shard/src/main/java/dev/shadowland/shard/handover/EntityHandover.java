package dev.shadowland.shard.handover;

import dev.shadowland.actors.entity.Kind;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.backplane.Generation;
import dev.shadowland.protocol.backplane.codec.EntityHandoverEncoder;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;

import org.agrona.concurrent.UnsafeBuffer;

/** A world entity's frame: its columns. */
final class EntityHandover implements HandoverWriter {
    private static final int BYTES =
            MessageHeaderEncoder.ENCODED_LENGTH + EntityHandoverEncoder.BLOCK_LENGTH;

    private final long cell;
    private final long epoch;
    private final int node;
    private final WorldEntities entities;
    private final Kinds kinds;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final EntityHandoverEncoder encoder = new EntityHandoverEncoder();

    EntityHandover(long cell, long epoch, int node, WorldEntities entities, Kinds kinds) {
        this.cell = cell;
        this.epoch = epoch;
        this.node = node;
        this.entities = entities;
        this.kinds = kinds;
    }

    @Override
    public int maxBytes() {
        return BYTES;
    }

    @Override
    public int write(int slot, long target, long targetEpoch, UnsafeBuffer buffer) {
        Kind kind = kinds.get(entities.kinds[slot]);
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .fromCell(cell)
                .fromEpoch(epoch)
                .toCell(target)
                .toEpoch(targetEpoch)
                .fromNode(node)
                .entity(entities.entities[slot])
                .generation(Generation.afterHandover(entities.generations[slot]))
                .type((short) kind.type())
                .subtype((short) kind.subtype());
        CarriedColumns.write(entities, slot, encoder.columns());
        encoder.homeCell(entities.homeCells[slot])
                .homeEpoch(entities.homeEpochs[slot])
                .homeX(entities.homeX[slot])
                .homeY(entities.homeY[slot])
                .endTick(entities.endTicks[slot])
                .decideTick(entities.decideTicks[slot])
                .owner(entities.owners[slot]);
        return BYTES;
    }
}
