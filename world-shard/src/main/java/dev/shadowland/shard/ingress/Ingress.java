package dev.shadowland.shard.ingress;

import dev.shadowland.protocol.backplane.codec.EntityHandoverDecoder;
import dev.shadowland.protocol.backplane.codec.EventReceiptDecoder;
import dev.shadowland.protocol.backplane.codec.GhostRowsDecoder;
import dev.shadowland.protocol.backplane.codec.HandoverAckDecoder;
import dev.shadowland.protocol.backplane.codec.HandoverDecoder;
import dev.shadowland.protocol.backplane.codec.PlayerCommandDecoder;
import dev.shadowland.protocol.backplane.codec.PlayerInputDecoder;
import dev.shadowland.protocol.backplane.codec.ViewerReportDecoder;
import dev.shadowland.protocol.backplane.codec.ViewerResyncDecoder;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.shard.ghost.CellRows;
import dev.shadowland.shard.ghost.RowTable;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the frames of gateways and other shards: checks them, then appends them to the ring of
 * their cell, or puts rows into the node's table. Owned by the node's ingress thread. Never throws
 * on what came in; a drop is counted.
 */
public final class Ingress {
    private static final int ROW_BYTES = EntityRow.WORDS * Long.BYTES;

    private final CellDirectory cells;
    private final RowTable rows;
    private final DropCounters drops;
    private final PlayerInputDecoder input = new PlayerInputDecoder();
    private final GhostRowsDecoder ghosts = new GhostRowsDecoder();
    private final HandoverDecoder handover = new HandoverDecoder();
    private final HandoverAckDecoder ack = new HandoverAckDecoder();

    /** For one node. */
    public Ingress(CellDirectory cells, RowTable rows, DropCounters drops) {
        this.cells = cells;
        this.rows = rows;
        this.drops = drops;
    }

    /** One whole frame from another node; fits {@code transport.link}'s handler. */
    public void onFrame(int sourceNode, DirectBuffer buffer, int offset, int length) {
        DropReason reason = BackplaneFrame.check(buffer, offset, length);
        if (reason == null) {
            reason = route(buffer, offset, length);
        }
        if (reason != null) {
            drops.count(reason);
        }
    }

    private @Nullable DropReason route(DirectBuffer buffer, int offset, int length) {
        int block = offset + BackplaneFrame.HEADER;
        return switch (BackplaneFrame.template(buffer, offset)) {
            // The frames of sessions all begin with session, cell and epoch.
            case PlayerInputDecoder.TEMPLATE_ID,
                    ViewerReportDecoder.TEMPLATE_ID,
                    PlayerCommandDecoder.TEMPLATE_ID,
                    EventReceiptDecoder.TEMPLATE_ID,
                    ViewerResyncDecoder.TEMPLATE_ID -> {
                input.wrap(
                        buffer,
                        block,
                        PlayerInputDecoder.BLOCK_LENGTH,
                        PlayerInputDecoder.SCHEMA_VERSION);
                yield append(input.cell(), input.epoch(), buffer, offset, length);
            }
            // Both kinds of handovers begin alike.
            case HandoverDecoder.TEMPLATE_ID, EntityHandoverDecoder.TEMPLATE_ID -> {
                handover.wrap(
                        buffer,
                        block,
                        HandoverDecoder.BLOCK_LENGTH,
                        HandoverDecoder.SCHEMA_VERSION);
                yield append(handover.toCell(), handover.toEpoch(), buffer, offset, length);
            }
            case HandoverAckDecoder.TEMPLATE_ID -> {
                ack.wrap(
                        buffer,
                        block,
                        HandoverAckDecoder.BLOCK_LENGTH,
                        HandoverAckDecoder.SCHEMA_VERSION);
                yield append(ack.fromCell(), ack.fromEpoch(), buffer, offset, length);
            }
            default -> storeRows(buffer, block);
        };
    }

    private @Nullable DropReason append(
            long cell, long epoch, DirectBuffer buffer, int offset, int length) {
        CellInbox inbox = cells.inbox(cell);
        return inbox == null ? DropReason.NOT_LOCAL : inbox.offer(epoch, buffer, offset, length);
    }

    private @Nullable DropReason storeRows(DirectBuffer buffer, int block) {
        ghosts.wrap(buffer, block, GhostRowsDecoder.BLOCK_LENGTH, GhostRowsDecoder.SCHEMA_VERSION);
        long cell = ghosts.cell();
        long count = ghosts.count();
        long farSeen = ghosts.farSeen();
        CellRows target = rows.of(cell);
        if (target == null || farSeen > count || count * ROW_BYTES != ghosts.rowsLength()) {
            return DropReason.MALFORMED;
        }
        CellInbox local = cells.inbox(cell);
        boolean ownedHere = local != null && local.epoch() >= ghosts.epoch();
        int rowsAt = ghosts.limit() + GhostRowsDecoder.rowsHeaderLength();
        boolean taken =
                !ownedHere
                        && target.publish(
                                ghosts.epoch(),
                                ghosts.tick(),
                                buffer,
                                rowsAt,
                                (int) count,
                                (int) farSeen);
        return taken ? null : DropReason.STALE_ROWS;
    }
}
