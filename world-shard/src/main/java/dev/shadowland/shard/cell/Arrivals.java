package dev.shadowland.shard.cell;

import dev.shadowland.protocol.backplane.codec.EntityHandoverDecoder;
import dev.shadowland.protocol.backplane.codec.HandoverAckDecoder;
import dev.shadowland.protocol.backplane.codec.HandoverDecoder;
import dev.shadowland.shard.handover.HandoverIn;
import dev.shadowland.shard.handover.HandoverOut;
import dev.shadowland.shard.ingress.BackplaneFrame;
import dev.shadowland.shard.ingress.DropReason;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Who comes from other cells, and who has arrived there: players and world entities. Owned by the
 * cell's thread.
 */
final class Arrivals {
    private final HandoverIn players;
    private final HandoverOut leavingPlayers;
    private final Residents residents;
    private final HandoverAckDecoder ack = new HandoverAckDecoder();

    Arrivals(HandoverIn players, HandoverOut leavingPlayers, Residents residents) {
        this.players = players;
        this.leavingPlayers = leavingPlayers;
        this.residents = residents;
    }

    /** A whole frame of one of the templates of handover; says why it was dropped. */
    @Nullable DropReason onFrame(int template, DirectBuffer buffer, int index, long tick) {
        return switch (template) {
            case HandoverDecoder.TEMPLATE_ID -> players.onFrame(buffer, index, tick);
            case EntityHandoverDecoder.TEMPLATE_ID ->
                    residents.arriving().onFrame(buffer, index, tick);
            case HandoverAckDecoder.TEMPLATE_ID -> onAck(buffer, index);
            default -> DropReason.UNKNOWN_FRAME;
        };
    }

    private @Nullable DropReason onAck(DirectBuffer buffer, int index) {
        ack.wrap(
                buffer,
                index + BackplaneFrame.HEADER,
                HandoverAckDecoder.BLOCK_LENGTH,
                HandoverAckDecoder.SCHEMA_VERSION);
        int entity = (int) ack.entity();
        boolean isOurs =
                leavingPlayers.onAcked(entity, ack.generation())
                        || residents.leaving().onAcked(entity, ack.generation());
        return isOurs ? null : DropReason.STALE_HANDOVER_ACK;
    }
}
