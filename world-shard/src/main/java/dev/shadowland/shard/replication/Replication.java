package dev.shadowland.shard.replication;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.backplane.SessionId;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.SnapshotEncoder;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.shard.interest.InterestRefresh;
import dev.shadowland.shard.interest.InterestRules;
import dev.shadowland.shard.interest.Rings;
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

    /** Of so many looks at who may come and go, one is a whole one. */
    private static final int LOOKS = InterestRules.LOOK_TICKS / INTEREST_TICKS;

    private static final int FRAMES_AT =
            MessageHeaderEncoder.ENCODED_LENGTH + SnapshotEncoder.BLOCK_LENGTH + Integer.BYTES;

    private final long cell;
    private final long epoch;
    private final Egress egress;
    private final WorldView view;
    private final InterestRefresh interest;
    private final InterestRules rules;
    private final Relations relations = Relations.TEAMS;
    private final Schedule schedule = new Schedule();
    private final SettledMembers settled;
    private final DueRecords due;
    private final SnapshotBody body;
    private final Renewal renewal;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SnapshotEncoder encoder = new SnapshotEncoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[FRAMES_AT + MAX_BUDGET]);
    private final int[] bytesByRing = new int[Rings.MOST];
    private int densest;

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
        this.settled = new SettledMembers(view, schedule, rules);
        this.due = new DueRecords(view, settled, relations, rules);
        this.body = new SnapshotBody(view, due, settled, relations);
        this.renewal = new Renewal(view);
        // Whole looks share a grid that is made for the tick: some viewers' turn is in the same
        // ticks, which are others in other cells.
        this.ran = CellKey.x(cell) * 8L + CellKey.y(cell);
    }

    /**
     * What an overloaded cell leaves out.
     *
     * @param sparse who is not near is told of half as often, counted in snapshots
     */
    public void ease(boolean sparse) {
        densest = sparse ? Math.min(1, rules.sparsest()) : 0;
    }

    /** A tick begins, in a thread whose scratch this is; the view is of this tick. */
    public void beginTick(long now, TickScratch scratch) {
        tick = now;
        ran++;
        view.fitUsual();
        schedule.follow(view.order());
        schedule.beginTick((int) now);
        settled.beginTick(scratch);
        interest.beginTick();
    }

    /**
     * To be called for every viewer of the cell in every tick in which the view's order changes.
     */
    public void follow(Viewer viewer) {
        viewer.follow(view.order(), tick);
    }

    /** Reads what reports and {@link #send} will need of a viewer, so that it is near then. */
    public void expect(Viewer viewer) {
        touched += viewer.touch(schedule);
    }

    /**
     * Sends one viewer its snapshot of the tick, unless its budget is below {@link #MIN_BUDGET}:
     * then what is due stays due and gets older. The viewer sees the world from its own entity,
     * which is in a slot of the view.
     */
    public void send(
            Viewer viewer,
            int entity,
            int viewerSlot,
            long session,
            long generation,
            long lastInput,
            long lastCommand) {
        if (tick <= viewer.lastTickSent) {
            return;
        }
        viewer.known.beginTick(tick);
        viewer.shedRemovals(tick);
        viewer.set.fit(view.order());
        if (viewer.collectedTick != schedule.previousTick()) {
            viewer.set.unsettleAll();
        }
        if (ran % INTEREST_TICKS == 0 && (ran / INTEREST_TICKS + entity) % LOOKS == 0) {
            look(viewer, viewerSlot, true);
        } else if (viewer.refreshDue || (ran + entity) % INTEREST_TICKS == 0) {
            renew(viewer, viewerSlot);
        }
        if (viewer.budgetBytes < MIN_BUDGET) {
            return;
        }
        int team = EntityRow.team(view.word(viewerSlot, EntityRow.REST));
        beginSnapshot(viewer, entity, team);
        int room = Math.min(viewer.budgetBytes, MAX_BUDGET);
        body.begin(buffer, FRAMES_AT, room, team);
        body.head(tick, viewer.sinceOr(tick), lastInput, lastCommand);
        collect(viewer, viewerSlot, room);
        commit(viewer);
        viewer.lastTickSent = tick;
        viewer.arrears.endTurn(rules.rings(viewer.rates.level()));
        if (!offer(session, generation, body.length())) {
            onLost(viewer, tick);
        }
    }

    /** A client will never have the snapshot of a tick; unknown ticks are ignored. */
    public void onLost(Viewer viewer, long lostTick) {
        viewer.onLost(lostTick, view, schedule);
    }

    /** Looks at everybody. */
    private void look(Viewer viewer, int viewerSlot, boolean isByRing) {
        viewer.refreshDue = false;
        viewer.lookedTick = tick;
        renewal.run(viewer, interest.look(viewerSlot, viewer.rates.level()), isByRing);
    }

    private void renew(Viewer viewer, int viewerSlot) {
        Rings before = rules.rings(viewer.rates.level());
        boolean isOther = viewer.rates.adapt(tick, densest, rules.sparsest());
        boolean isWhole =
                viewer.refreshDue
                        || viewer.hasUnseated
                        || isOther
                        || tick - viewer.lookedTick > InterestRules.LOOK_TICKS
                        || interest.isRestless(viewerSlot);
        if (isWhole) {
            look(viewer, viewerSlot, !isOther);
            if (isOther) {
                Rings after = rules.rings(viewer.rates.level());
                if (!viewer.arrears.onRings(before, after, renewal.moves())) {
                    viewer.set.unsettleAll();
                }
            }
            return;
        }
        interest.beginCheck();
        for (int word = 0; word < view.order().words(); word++) {
            interest.ask(word, viewer.set.brink(word));
        }
        renewal.run(viewer, interest.check(viewerSlot, viewer.rates.level()), true);
    }

    private void beginSnapshot(Viewer viewer, int entity, int team) {
        if (viewer.team != team) {
            viewer.team = team;
            viewer.addDueToAll(Field.FLAGS); // everybody's flags say what they are to the viewer
        }
        if (viewer.ownPlaceDue) {
            viewer.ownPlaceDue = false;
            viewer.addDue(view, entity, Field.POSITION);
        }
        settled.begin(viewer);
        viewer.history.begin(viewer, view, schedule, tick, settled.oldestSince());
        viewer.collectedTick = (int) tick;
    }

    /**
     * Collects what is due and writes it: usually all of it, and then nothing is looked at of those
     * who are settled but what changed.
     */
    private void collect(Viewer viewer, int viewerSlot, int room) {
        due.collect(viewer, viewerSlot);
        if (!viewer.isTight && due.bytes() <= room) {
            due.chooseAll();
            if (body.write()) {
                viewer.rates.onPressure(body.length(), room);
                return;
            }
            body.reset();
        }
        boolean skips = skipRings(viewer, viewerSlot, room);
        due.mergeSettled(viewer.set);
        if (!skips) {
            viewer.rates.onPressure(due.bytes(), room);
        }
        viewer.isTight = due.bytes() > room * 5 / 4;
        due.choose(room, viewer, viewerSlot, tick);
        body.write();
    }

    /**
     * Leaves the farther rings untold when the settled have so much more to tell than room that
     * choosing among it would take longer than all else: until the next renewal finds a level that
     * fits.
     *
     * @return whether it did
     */
    private boolean skipRings(Viewer viewer, int viewerSlot, int room) {
        Rings rings = rules.rings(viewer.rates.level());
        settled.bytes(bytesByRing);
        int others = due.bytes();
        int wanted = others;
        int kept = 0;
        boolean maySkip = viewer.rates.level() < rules.sparsest();
        for (int ring = 0; ring < Rings.MOST; ring++) {
            wanted += bytesByRing[ring];
            kept += wanted <= room ? 1 : 0;
            maySkip &= bytesByRing[ring] == 0 || viewer.arrears.maySkip(ring, rings);
        }
        if (!maySkip || wanted <= room * 5 / 4 || wanted - others <= room) {
            return false;
        }
        viewer.rates.onOverflow(wanted, room);
        settled.keep(kept, viewerSlot);
        for (int ring = kept; ring < Rings.MOST; ring++) {
            if (bytesByRing[ring] > 0) {
                viewer.arrears.skip(ring);
            }
        }
        return true;
    }

    /** Takes note of what is in the snapshot. */
    private void commit(Viewer viewer) {
        commitCreates(viewer, due.creates());
        commitUpdates(viewer, due.updates());
        Candidates removals = due.removals();
        for (int i = 0; i < removals.count(); i++) {
            if (removals.isChosen(i)) {
                viewer.history.addRemove(removals.id(i), removals.entry(i));
                viewer.known.onSent(removals.entry(i));
            }
        }
        if (settled.dueCount() > 0) {
            viewer.history.addSettled();
        }
    }

    private static void commitCreates(Viewer viewer, Candidates creates) {
        for (int i = 0; i < creates.count(); i++) {
            if (creates.isChosen(i)) {
                viewer.history.addCreate(creates.id(i), creates.entry(i));
                viewer.known.onSent(creates.entry(i));
            }
        }
    }

    private void commitUpdates(Viewer viewer, Candidates updates) {
        for (int i = 0; i < updates.count(); i++) {
            boolean isSettled = updates.isSettled(i);
            if (updates.isChosen(i) && isSettled) {
                viewer.history.addSettled();
            } else if (updates.isChosen(i)) {
                commitUpdate(viewer, updates, i);
            } else if (isSettled) {
                due.keepWaiting(viewer, i);
            }
        }
    }

    private void commitUpdate(Viewer viewer, Candidates updates, int place) {
        int entry = updates.entry(place);
        int mask = updates.mask(place);
        boolean places = (mask & Field.QUADRANT) != 0 && !viewer.known.isQuadrantAcked(entry);
        viewer.history.addUpdate(updates.id(place), entry, mask, places);
        viewer.known.onSent(entry);
        due.settle(viewer, entry, updates.slot(place));
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
