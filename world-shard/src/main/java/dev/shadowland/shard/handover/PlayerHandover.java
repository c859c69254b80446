package dev.shadowland.shard.handover;

import dev.shadowland.protocol.backplane.Generation;
import dev.shadowland.protocol.backplane.codec.HandoverEncoder;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.shard.columns.EventQueue;
import dev.shadowland.shard.columns.Players;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/** A player's frame: columns, queued inputs, what its client may hold, events. */
final class PlayerHandover implements HandoverWriter {
    private static final int MAX_BYTES = 1 << 16;

    /** Steps; a cell counts fewer. */
    private static final int MOST_CREDIT = 1_000;

    private static final int KNOWN_END = MAX_BYTES - EventQueue.MAX_BYTES - 16;
    private static final int BLOCK_END =
            MessageHeaderEncoder.ENCODED_LENGTH + HandoverEncoder.BLOCK_LENGTH;
    private static final int INPUTS_AT = BLOCK_END + Integer.BYTES;

    private final long cell;
    private final long epoch;
    private final int node;
    private final Players players;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final HandoverEncoder encoder = new HandoverEncoder();

    PlayerHandover(long cell, long epoch, int node, Players players) {
        this.cell = cell;
        this.epoch = epoch;
        this.node = node;
        this.players = players;
    }

    /** Finite, also of who took no step since it was put here again. */
    private float credit(int slot) {
        return (float) Math.min(MOST_CREDIT, players.frozenTicks[slot] - players.paidTicks[slot]);
    }

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public int write(int slot, long target, long targetEpoch, UnsafeBuffer buffer) {
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .fromCell(cell)
                .fromEpoch(epoch)
                .toCell(target)
                .toEpoch(targetEpoch)
                .fromNode(node)
                .entity(players.entities[slot])
                .generation(Generation.afterHandover(players.generations[slot]))
                .session(players.sessions[slot])
                .character(players.characters[slot]);
        CarriedColumns.write(players, slot, encoder.columns());
        encoder.frozenTick(players.frozenTicks[slot])
                .lastTickSent(players.viewer(slot).lastTickSent())
                .since(players.viewer(slot).since())
                .lastInput(players.inputs().processed(slot))
                .lastCommand(players.lastCommands[slot])
                .stepCredit(credit(slot))
                .budgetBytes(players.viewer(slot).budgetBytes());
        int inputBytes = players.inputs().write(slot, buffer, INPUTS_AT);
        buffer.putInt(BLOCK_END, inputBytes, ByteOrder.LITTLE_ENDIAN);
        int knownAt = INPUTS_AT + inputBytes + Integer.BYTES;
        int knownBytes = players.viewer(slot).writeKnown(buffer, knownAt, KNOWN_END - knownAt);
        buffer.putInt(knownAt - Integer.BYTES, knownBytes, ByteOrder.LITTLE_ENDIAN);
        int eventsAt = knownAt + knownBytes + Integer.BYTES;
        int eventBytes = players.events(slot).write(buffer, eventsAt);
        buffer.putInt(eventsAt - Integer.BYTES, eventBytes, ByteOrder.LITTLE_ENDIAN);
        return eventsAt + eventBytes;
    }
}
