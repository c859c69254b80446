package dev.shadowland.shard.replication;

import dev.shadowland.protocol.backplane.SessionId;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.SnapshotEncoder;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.WireWriter;
import dev.shadowland.shard.interest.InterestRefresh;
import dev.shadowland.shard.interest.InterestRules;
import dev.shadowland.shard.interest.WorldView;
import dev.shadowland.shard.link.Egress;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * Tells each viewer of a cell what it does not know yet, in one snapshot per tick: of an entity in
 * a ring, at the turns of that ring. Owned by the cell's thread.
 */
public final class Replication {
    /** Largest snapshot in bytes: what one datagram can carry. */
    public static final int MAX_BUDGET = 1152;

    /**
     * Least budget in bytes that a snapshot is made for: one has room for a record of the viewer's
     * own entity and a create besides, however large, so that nobody starves of it. With less the
     * viewer waits.
     */
    public static final int MIN_BUDGET = 110;

    private static final int INTEREST_TICKS = 6;

    /**
     * Turns that one snapshot makes up for at most. A cell that skips ticks has too much to do
     * already: then all are told of less often, each in its turn.
     */
    private static final int MOST_TURNS = 2;

    private static final int FRAMES_AT =
            MessageHeaderEncoder.ENCODED_LENGTH + SnapshotEncoder.BLOCK_LENGTH + Integer.BYTES;

    private final long cell;
    private final long epoch;
    private final Egress egress;
    private final WorldView view;
    private final InterestRefresh interest;
    private final InterestRules rules;
    private final Relations relations = Relations.TEAMS;
    private final DueRecords due;
    private final SnapshotWriter snapshot = new SnapshotWriter();
    private final WireWriter writer = new WireWriter();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SnapshotEncoder encoder = new SnapshotEncoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[FRAMES_AT + MAX_BUDGET]);
    private int densest;
    private boolean isBudgetHalved;
    private int viewerTeam;

    /** Sum of what {@link #expect} read, so that the reads are not compiled away. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    private long tick;
    private long ran;

    /** For one cell under one epoch. */
    public Replication(
            long cell,
            long epoch,
            Egress egress,
            WorldView view,
            InterestRefresh interest,
            InterestRules rules) {
        this.cell = cell;
        this.epoch = epoch;
        this.egress = egress;
        this.view = view;
        this.interest = interest;
        this.rules = rules;
        this.due = new DueRecords(view, relations, rules);
    }

    /**
     * What an overloaded cell leaves out.
     *
     * @param sparse who is not near is told of half as often
     * @param small snapshots have half of their budget
     */
    public void ease(boolean sparse, boolean small) {
        densest = sparse ? Math.min(1, rules.sparsest()) : 0;
        isBudgetHalved = small;
    }

    /** A tick begins; the view is of this tick. */
    public void beginTick(long now) {
        tick = now;
        ran++;
    }

    /**
     * Reads what {@link #send} will need of a viewer. Each viewer's state is far away in memory:
     * asked for together, those of several arrive in the time of one.
     */
    public void expect(Viewer viewer) {
        touched += viewer.touch();
    }

    /**
     * Sends one viewer its snapshot of the tick, unless its budget is below {@link #MIN_BUDGET}:
     * then what is due stays due and gets older. The viewer sees the world from its own entity.
     */
    public void send(
            Viewer viewer,
            int entity,
            long session,
            long generation,
            long lastInput,
            long lastCommand) {
        int viewerSlot = view.slotOf(entity);
        if (viewerSlot == WorldView.NO_SLOT || tick <= viewer.lastTickSent) {
            return;
        }
        KnownTable known = viewer.known;
        known.beginTick(tick);
        if (viewer.refreshDue || (ran + entity) % INTEREST_TICKS == 0) {
            viewer.refreshDue = false;
            viewer.adaptLevel(densest, rules.sparsest());
            int level = viewer.level;
            known.renew(interest.look(viewerSlot, level), view, rules.rings(level), level);
        }
        if (viewer.budgetBytes < MIN_BUDGET) {
            return;
        }
        lookWith(viewer, EntityRow.team(view.word(viewerSlot, EntityRow.REST)));
        viewer.history.begin(viewer, view, tick);
        int turns = densest > 0 ? 1 : Math.clamp(tick - viewer.collectedTick, 1, MOST_TURNS);
        due.collect(known, entity, Schedule.next(viewer.turn, turns));
        viewer.turn += turns;
        viewer.collectedTick = tick;
        int room = budget(viewer);
        viewer.onPressure(due.bytes(), room);
        due.choose(room, known, viewerSlot, tick);
        int length = write(viewer, lastInput, lastCommand);
        viewer.lastTickSent = tick;
        if (!offer(session, generation, length)) {
            viewer.onLost(tick, view);
        }
    }

    /** A viewer that changed its team is told anew of everybody's flags. */
    private void lookWith(Viewer viewer, int team) {
        if (viewer.team != team) {
            viewer.team = team;
            viewer.known.addDueToAll(Field.FLAGS);
        }
        viewerTeam = team;
    }

    /** The last word of a row with its team turned into what it is to the viewer. */
    private long relative(long rest) {
        return EntityRow.withTeam(rest, relations.between(viewerTeam, EntityRow.team(rest)));
    }

    private int budget(Viewer viewer) {
        int budget = Math.min(viewer.budgetBytes, MAX_BUDGET);
        return isBudgetHalved ? Math.max(budget / 2, MIN_BUDGET) : budget;
    }

    private int write(Viewer viewer, long lastInput, long lastCommand) {
        writer.wrap(buffer, FRAMES_AT, MAX_BUDGET);
        snapshot.begin(writer, tick, viewer.sinceOr(tick), lastInput, lastCommand);
        writeCreates(viewer, due.creates());
        writeUpdates(viewer, due.updates());
        writeRemovals(viewer, due.removals());
        snapshot.end();
        return writer.length();
    }

    private void writeCreates(Viewer viewer, Candidates creates) {
        for (int i = 0; i < creates.count(); i++) {
            if (creates.isChosen(i)) {
                int slot = creates.slot(i);
                snapshot.create(
                        view.word(slot, EntityRow.IDENTITY),
                        view.word(slot, EntityRow.PLACE),
                        view.word(slot, EntityRow.MOTION),
                        relative(view.word(slot, EntityRow.REST)),
                        view.word(slot, EntityRow.TILT));
                viewer.history.addCreate(creates.id(i));
                viewer.known.onSent(creates.entry(i));
            }
        }
    }

    private void writeUpdates(Viewer viewer, Candidates updates) {
        for (int i = 0; i < updates.count(); i++) {
            if (updates.isChosen(i)) {
                int slot = updates.slot(i);
                int mask = updates.mask(i);
                snapshot.update(
                        mask,
                        view.word(slot, EntityRow.IDENTITY),
                        view.word(slot, EntityRow.PLACE),
                        view.word(slot, EntityRow.MOTION),
                        relative(view.word(slot, EntityRow.REST)),
                        view.word(slot, EntityRow.TILT));
                boolean places =
                        (mask & Field.QUADRANT) != 0
                                && !viewer.known.isQuadrantAcked(updates.entry(i));
                viewer.history.addUpdate(updates.id(i), mask, places);
                viewer.known.onSent(updates.entry(i));
            }
        }
    }

    private void writeRemovals(Viewer viewer, Candidates removals) {
        for (int i = 0; i < removals.count(); i++) {
            if (removals.isChosen(i)) {
                snapshot.remove(removals.id(i));
                viewer.history.addRemove(removals.id(i));
                viewer.known.onSent(removals.entry(i));
            }
        }
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
