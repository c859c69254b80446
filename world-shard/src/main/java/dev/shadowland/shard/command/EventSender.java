package dev.shadowland.shard.command;

import dev.shadowland.protocol.backplane.SessionId;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.PlayerEventEncoder;
import dev.shadowland.protocol.message.WorldEvent;
import dev.shadowland.shard.columns.EventQueue;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.link.Egress;
import dev.shadowland.shard.replication.Viewer;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/** Sends players' due events to their gateways. Owned by the cell's thread. */
public final class EventSender implements EventQueue.Sink {
    private static final int BODY_AT =
            MessageHeaderEncoder.ENCODED_LENGTH + PlayerEventEncoder.BLOCK_LENGTH + Integer.BYTES;
    private static final int SOURCE_SIZE = 8;

    private final long cell;
    private final long epoch;
    private final Players players;
    private final Egress egress;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PlayerEventEncoder frame = new PlayerEventEncoder();
    private final UnsafeBuffer buffer =
            new UnsafeBuffer(new byte[BODY_AT + WorldEvent.HEAD_SIZE + WorldEvent.MAX_BODY]);
    private int slot;

    /** For one cell under one epoch. */
    public EventSender(long cell, long epoch, Players players, Egress egress) {
        this.cell = cell;
        this.epoch = epoch;
        this.players = players;
        this.egress = egress;
    }

    /** Sends what is due to the player of a used slot, once snapshots have named the source. */
    public void send(int ofSlot, long tick) {
        slot = ofSlot;
        if (players.viewer(ofSlot).since() != Viewer.NOT_YET) {
            players.events(ofSlot).sendDue(tick, this);
        }
    }

    @Override
    public void onEvent(long number, DirectBuffer event, int offset, int length) {
        long session = players.sessions[slot];
        frame.wrapAndApplyHeader(buffer, 0, header)
                .session(session)
                .cell(cell)
                .epoch(epoch)
                .generation(players.generations[slot]);
        int body = SOURCE_SIZE + length;
        buffer.putInt(BODY_AT - Integer.BYTES, body, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(BODY_AT, (int) number, ByteOrder.LITTLE_ENDIAN);
        long since = players.viewer(slot).since();
        buffer.putInt(BODY_AT + Integer.BYTES, (int) since, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(BODY_AT + SOURCE_SIZE, event, offset, length);
        // A refused one is counted by the egress and sent again with the others.
        boolean _ =
                egress.toGateway(
                        SessionId.gatewayNode(session),
                        SessionId.worker(session),
                        buffer,
                        0,
                        BODY_AT + body);
    }
}
