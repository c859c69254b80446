package dev.shadowland.shard.handover;

import dev.shadowland.protocol.backplane.codec.HandoverAckEncoder;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;

import org.agrona.concurrent.UnsafeBuffer;

/** Tells cells that this one owns what they handed over. Owned by the cell's thread. */
final class HandoverAcks {
    private final long cell;
    private final CellPort port;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final HandoverAckEncoder ack = new HandoverAckEncoder();
    private final UnsafeBuffer buffer =
            new UnsafeBuffer(
                    new byte
                            [MessageHeaderEncoder.ENCODED_LENGTH
                                    + HandoverAckEncoder.BLOCK_LENGTH]);

    HandoverAcks(long cell, CellPort port) {
        this.cell = cell;
        this.port = port;
    }

    /** A lost one is sent again when the handover is. */
    void send(int node, long toCell, long toEpoch, int entity, long generation) {
        ack.wrapAndApplyHeader(buffer, 0, header)
                .fromCell(toCell)
                .fromEpoch(toEpoch)
                .toCell(cell)
                .entity(entity)
                .generation(generation);
        port.offer(node, toCell, toEpoch, buffer, buffer.capacity());
    }
}
