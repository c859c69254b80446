package dev.shadowland.shard.replication;

import dev.shadowland.protocol.backplane.SessionId;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.SnapshotEncoder;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.WireWriter;
import dev.shadowland.shard.interest.InterestRefresh;
import dev.shadowland.shard.interest.WorldView;
import dev.shadowland.shard.link.Egress;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * Tells each viewer of a cell what it does not know yet, once per tick. A field is due while its
 * present quantized value differs from the last one sent, or when the datagram that carried it last
 * is lost or overdue; see {@link KnownTable} for creates and removals. A position is never sent
 * without its quadrant until the client is known to hold the quadrant: fields are ordered one by
 * one at the client, and an offset in the wrong quadrant would be a kilometre off. Owned by the
 * cell's thread.
 */
public final class Replication {
    /** Largest snapshot in bytes: what one datagram can carry. */
    public static final int MAX_BUDGET = 1152;

    /**
     * Least budget in bytes that a snapshot is made for: one has room for an update of the viewer's
     * own entity and a create besides, so that nobody starves of it. With less the viewer waits.
     */
    public static final int MIN_BUDGET = 100;

    private static final int INTEREST_TICKS = 6;
    private static final int FULL_TICKS = 300;
    private static final int MISSING_TICKS = 12;
    private static final float NEAR_WEIGHT = 3;
    private static final int FRAMES_AT =
            MessageHeaderEncoder.ENCODED_LENGTH + SnapshotEncoder.BLOCK_LENGTH + Integer.BYTES;

    private final long cell;
    private final long epoch;
    private final Egress egress;
    private final WorldView view;
    private final InterestRefresh interest;
    private final double reachSquare;
    private final Candidates candidates = new Candidates();
    private final SnapshotWriter snapshot = new SnapshotWriter();
    private final WireWriter writer = new WireWriter();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SnapshotEncoder encoder = new SnapshotEncoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[FRAMES_AT + MAX_BUDGET]);
    private long tick;
    private long previousTick;

    /**
     * For one cell under one epoch.
     *
     * @param reachSteps greatest interest distance in quantization steps
     */
    public Replication(
            long cell,
            long epoch,
            Egress egress,
            WorldView view,
            InterestRefresh interest,
            double reachSteps) {
        this.cell = cell;
        this.epoch = epoch;
        this.egress = egress;
        this.view = view;
        this.interest = interest;
        this.reachSquare = reachSteps * reachSteps;
    }

    /** A tick begins; the view is of this tick. */
    public void beginTick(long now) {
        previousTick = tick == 0 ? now - 1 : tick;
        tick = now;
    }

    /**
     * Sends one viewer its snapshot of the tick, unless its budget is below {@link #MIN_BUDGET}:
     * then what is due stays due and gains priority. The viewer sees the world from its own entity.
     */
    public void send(
            Viewer viewer,
            int entity,
            long session,
            long generation,
            long lastInput,
            long lastCommand) {
        int viewerRow = view.rowOf(entity);
        if (viewerRow == WorldView.NO_ROW || tick <= viewer.lastTickSent) {
            return;
        }
        KnownTable known = viewer.known;
        known.beginTick(tick);
        if (viewer.refreshDue || crosses(entity, INTEREST_TICKS)) {
            viewer.refreshDue = false;
            interest.refresh(viewerRow, known);
        }
        boolean isAfforded = viewer.budgetBytes >= MIN_BUDGET;
        if (isAfforded) {
            viewer.history.begin(known, tick);
        }
        candidates.clear();
        collect(known, viewerRow, entity);
        if (!isAfforded) {
            return;
        }
        candidates.choose(Math.min(viewer.budgetBytes, MAX_BUDGET), known.ids);
        int length = write(viewer, lastInput, lastCommand);
        viewer.lastTickSent = tick;
        if (!offer(session, generation, length)) {
            viewer.history.onLost(known, tick);
        }
    }

    /** Whether the staggered period of an entity ends between the tick before and this one. */
    private boolean crosses(int entity, int period) {
        return (tick + entity) / period != (previousTick + entity) / period;
    }

    private void collect(KnownTable known, int viewerRow, int own) {
        for (int slot = 0; slot < known.limit(); slot++) {
            switch (known.states[slot]) {
                case KnownTable.CREATING, KnownTable.LIVE ->
                        collectPresent(known, slot, viewerRow, own);
                case KnownTable.REMOVING -> collectRemoval(known, slot);
                default -> {}
            }
        }
    }

    private void collectRemoval(KnownTable known, int slot) {
        if (known.due[slot] != 0) {
            known.priorities[slot] += NEAR_WEIGHT;
            candidates.add(slot, WorldView.NO_ROW, Candidates.REMOVE, 0, 0, known.priorities[slot]);
        }
    }

    private void collectPresent(KnownTable known, int slot, int viewerRow, int own) {
        int row = view.rowOf(known.ids[slot]);
        if (row == WorldView.NO_ROW) {
            onMissing(known, slot);
            return;
        }
        known.missing[slot] = 0;
        int mask = known.due[slot] | known.changes(slot, view, row);
        boolean live = known.states[slot] == KnownTable.LIVE;
        if (live && crosses(known.ids[slot], FULL_TICKS)) {
            mask = Field.ALL;
            known.due[slot] = mask;
        }
        if (mask == 0) {
            return;
        }
        if (live) {
            mask = withQuadrant(mask, known.quadrantAcked[slot]);
        } else {
            mask = Field.ALL;
        }
        float priority = Float.MAX_VALUE;
        if (known.ids[slot] != own) {
            priority = known.priorities[slot] += weight(viewerRow, row, live);
        }
        long rest = view.word(row, EntityRow.REST);
        candidates.add(
                slot, row, live ? Candidates.UPDATE : Candidates.CREATE, mask, rest, priority);
    }

    private static int withQuadrant(int mask, boolean quadrantAcked) {
        if ((mask & Field.QUADRANT) != 0) {
            return mask | Field.POSITION;
        }
        return (mask & Field.POSITION) != 0 && !quadrantAcked ? mask | Field.QUADRANT : mask;
    }

    /**
     * A row can be gone for a moment while its entity changes cells; only a lasting gap is a leave.
     */
    private static void onMissing(KnownTable known, int slot) {
        known.missing[slot]++;
        if (known.missing[slot] > MISSING_TICKS) {
            known.leave(slot);
        }
    }

    private float weight(int viewerRow, int row, boolean live) {
        double nearness = 1 - Math.min(1, view.distanceSquare(viewerRow, row) / reachSquare);
        return (float) (1 + NEAR_WEIGHT * nearness) * (live ? 1 : 2);
    }

    private int write(Viewer viewer, long lastInput, long lastCommand) {
        KnownTable known = viewer.known;
        writer.wrap(buffer, FRAMES_AT, MAX_BUDGET);
        snapshot.begin(writer, tick, viewer.sinceOr(tick), lastInput, lastCommand);
        for (int i = 0; i < candidates.chosenCount(); i++) {
            int candidate = candidates.candidate(i);
            int slot = candidates.slot(candidate);
            int id = known.ids[slot];
            int row = candidates.row(candidate);
            int mask = candidates.mask(candidate);
            switch (candidates.kind(candidate)) {
                case Candidates.CREATE -> {
                    snapshot.create(
                            view.word(row, EntityRow.IDENTITY),
                            view.word(row, EntityRow.PLACE),
                            view.word(row, EntityRow.MOTION),
                            view.word(row, EntityRow.REST));
                    viewer.history.addCreate(id);
                    known.onSent(slot, Field.ALL, view, row);
                }
                case Candidates.UPDATE -> {
                    snapshot.update(
                            mask,
                            view.word(row, EntityRow.IDENTITY),
                            view.word(row, EntityRow.PLACE),
                            view.word(row, EntityRow.MOTION),
                            view.word(row, EntityRow.REST));
                    viewer.history.addUpdate(id, mask);
                    known.onSent(slot, mask, view, row);
                }
                default -> {
                    snapshot.remove(id);
                    viewer.history.addRemove(id);
                    known.onRemovalSent(slot);
                }
            }
        }
        snapshot.end();
        return writer.length();
    }

    private boolean offer(long session, long generation, int length) {
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .session(session)
                .cell(cell)
                .epoch(epoch)
                .generation(generation)
                .tick(tick);
        buffer.putInt(FRAMES_AT - Integer.BYTES, length, ByteOrder.LITTLE_ENDIAN);
        int gateway = SessionId.gatewayNode(session);
        return egress.toGateway(gateway, SessionId.worker(session), buffer, 0, FRAMES_AT + length);
    }
}
