package dev.shadowland.shard.ghost;

import dev.shadowland.protocol.backplane.codec.GhostRowsEncoder;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.shard.link.Egress;
import dev.shadowland.shard.link.ShardPeers;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * Sends one cell's rows to every other shard node, once per tick and node, while it has any and for
 * {@value #REPEATS_EMPTY} ticks after the last one left. Owned by the cell's thread.
 */
public final class GhostSender {
    private static final int REPEATS_EMPTY = 6;
    private static final int ROW_BYTES = EntityRow.WORDS * Long.BYTES;
    private static final int ROWS_AT =
            MessageHeaderEncoder.ENCODED_LENGTH + GhostRowsEncoder.BLOCK_LENGTH + Integer.BYTES;

    private final long cell;
    private final long epoch;
    private final Egress egress;
    private final ShardPeers peers;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final GhostRowsEncoder encoder = new GhostRowsEncoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[ROWS_AT + 64 * ROW_BYTES]);
    private int emptyLeft = 0;

    /** For one cell under one epoch. */
    public GhostSender(long cell, long epoch, Egress egress, ShardPeers peers) {
        this.cell = cell;
        this.epoch = epoch;
        this.egress = egress;
        this.peers = peers;
    }

    /**
     * Sends the rows of a tick. A refused offer is not repeated: the next tick carries everything
     * again.
     */
    public void send(long tick, long[] rows, int count, int farSeen) {
        int[] nodes = peers.nodes();
        emptyLeft = count > 0 ? REPEATS_EMPTY : Math.max(emptyLeft - 1, -1);
        if (emptyLeft < 0 || nodes.length == 0) {
            return;
        }
        int length = frameBytes(count);
        if (buffer.capacity() < length) {
            buffer.wrap(new byte[length * 2]);
        }
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .cell(cell)
                .epoch(epoch)
                .tick(tick)
                .count(count)
                .farSeen(farSeen);
        buffer.putInt(ROWS_AT - Integer.BYTES, count * ROW_BYTES, ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count * EntityRow.WORDS; i++) {
            buffer.putLong(ROWS_AT + i * Long.BYTES, rows[i], ByteOrder.LITTLE_ENDIAN);
        }
        for (int node : nodes) {
            egress.toShard(node, buffer, 0, length);
        }
    }

    /** Length of the frame that carries so many rows. */
    static int frameBytes(int count) {
        return ROWS_AT + count * ROW_BYTES;
    }
}
