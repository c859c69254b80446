package dev.shadowland.shard.handover;

import dev.shadowland.protocol.backplane.codec.EntityColumnsDecoder;
import dev.shadowland.protocol.backplane.codec.HandoverDecoder;
import dev.shadowland.shard.columns.EventQueue;
import dev.shadowland.shard.columns.InputQueues;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.ingress.BackplaneFrame;
import dev.shadowland.shard.ingress.DropReason;
import dev.shadowland.shard.ports.CellEvents;
import dev.shadowland.shard.ports.NodePorts;
import dev.shadowland.shard.replication.Replication;
import dev.shadowland.shard.replication.Viewer;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes players over from other cells: each (entity, generation) once, every repetition
 * acknowledged again. What the client had in flight counts as lost. Owned by the cell's thread.
 */
public final class HandoverIn {
    private final long cell;
    private final long epoch;
    private final Players players;
    private final CellEvents events;
    private final NodePorts ports;
    private final HandoverAcks acks;
    private final TakenLog taken = new TakenLog();
    private final HandoverDecoder frame = new HandoverDecoder();
    private long completed;

    /** For one cell under one epoch. */
    public HandoverIn(long cell, long epoch, NodePorts ports, Players players, CellEvents events) {
        this.cell = cell;
        this.epoch = epoch;
        this.players = players;
        this.events = events;
        this.ports = ports;
        this.acks = new HandoverAcks(cell, new CellPort(ports));
    }

    /** Forgets handovers that nobody repeats any more. */
    public void expire(long tick) {
        taken.expire(tick);
    }

    /** Whether this generation of the entity, or a later one, was taken from another cell. */
    public boolean hasTaken(int entity, long generation) {
        return taken.contains(entity, generation);
    }

    /** Players taken from other cells. */
    public long completed() {
        return completed;
    }

    /**
     * A whole handover frame addressed to this cell; says why it was not taken. {@code tick} is the
     * one that runs.
     */
    public @Nullable DropReason onFrame(DirectBuffer source, int offset, long tick) {
        frame.wrap(
                source,
                offset + BackplaneFrame.HEADER,
                HandoverDecoder.BLOCK_LENGTH,
                HandoverDecoder.SCHEMA_VERSION);
        if (frame.toCell() != cell || frame.toEpoch() != epoch) {
            return DropReason.STALE_EPOCH;
        }
        int entity = (int) frame.entity();
        long generation = frame.generation();
        int inputBytes = frame.pendingInputsLength();
        int inputsAt = frame.limit() + HandoverDecoder.pendingInputsHeaderLength();
        if (!isSane(entity)
                || !InputQueues.isValid(source, inputsAt, inputBytes)
                || !hasValidEvents(source, inputsAt + inputBytes)) {
            return DropReason.BAD_HANDOVER;
        }
        int slot = players.slotOf(entity);
        boolean repeated =
                taken.contains(entity, generation)
                        || (slot != Players.NO_SLOT && players.generations[slot] >= generation);
        if (!repeated) {
            take(slot, entity, source, tick);
        }
        acks.send(frame.fromNode(), frame.fromCell(), frame.fromEpoch(), entity, generation);
        return repeated ? DropReason.REPEATED_HANDOVER : null;
    }

    private boolean hasValidEvents(DirectBuffer source, int knownHeaderAt) {
        frame.limit(knownHeaderAt);
        frame.limit(knownHeaderAt + HandoverDecoder.knownHeaderLength() + frame.knownLength());
        int eventsAt = frame.limit() + HandoverDecoder.eventsHeaderLength();
        return EventQueue.isValid(source, eventsAt, frame.eventsLength());
    }

    private boolean isSane(int entity) {
        EntityColumnsDecoder columns = frame.columns();
        return entity > 0
                && Double.isFinite(columns.x())
                && Double.isFinite(columns.y())
                && Double.isFinite(columns.z())
                && Float.isFinite(frame.stepCredit());
    }

    private void take(int oldSlot, int entity, DirectBuffer source, long tick) {
        if (oldSlot != Players.NO_SLOT) {
            players.remove(oldSlot); // frozen here, taken there, and on its way back before the
            // acknowledgement came
        }
        int slot = players.add(entity, frame.session());
        fillColumns(slot, tick);
        frame.sbeRewind();
        int inputBytes = frame.pendingInputsLength();
        int inputsAt = frame.limit() + HandoverDecoder.pendingInputsHeaderLength();
        players.inputs().clear(slot, frame.lastInput());
        players.inputs().read(slot, source, inputsAt, inputBytes);
        frame.limit(inputsAt + inputBytes);
        int knownBytes = frame.knownLength();
        int knownAt = frame.limit() + HandoverDecoder.knownHeaderLength();
        Viewer viewer = players.viewer(slot);
        // The gateway learns from a snapshot whom to report budgets to, so the first is always
        // made.
        viewer.reset(Math.max(frame.budgetBytes(), Replication.MIN_BUDGET), frame.since());
        viewer.adopt(source, knownAt, knownBytes, frame.lastTickSent(), tick);
        frame.limit(knownAt + knownBytes);
        int eventBytes = frame.eventsLength();
        int eventsAt = frame.limit() + HandoverDecoder.eventsHeaderLength();
        players.events(slot).read(source, eventsAt, eventBytes);
        taken.add(entity, frame.generation(), tick);
        completed++;
        ports.probe().onHandoverTaken(frame.fromNode());
        events.onPlayerArrived(frame.character(), entity, frame.generation());
    }

    private void fillColumns(int slot, long tick) {
        players.characters[slot] = frame.character();
        players.generations[slot] = frame.generation();
        CarriedColumns.read(frame.columns(), players, slot);
        // Time goes on while a handover is under way; by a clock that is behind nobody is in debt.
        double paidTick = frame.frozenTick() - (double) frame.stepCredit();
        players.paidTicks[slot] = Math.min(paidTick, (double) tick);
        players.lastCommands[slot] = frame.lastCommand();
        players.lastStepTicks[slot] = tick;
        players.lastHeardTicks[slot] = tick;
    }
}
