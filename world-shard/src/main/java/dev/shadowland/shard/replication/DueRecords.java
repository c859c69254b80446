package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.shard.interest.InterestRules;
import dev.shadowland.shard.interest.WorldView;

/**
 * What is due to one viewer at a tick, and the choice of what fits its budget. A field is due when
 * it changed since the viewer's entry was last looked at, or when the datagram that carried its
 * present value is lost or overdue. A position is never sent without its quadrant until the client
 * is known to hold the quadrant: fields are ordered one by one at the client, and an offset in the
 * wrong quadrant would be a kilometre off. Reused for every viewer; owned by the cell's thread.
 */
final class DueRecords {
    /** Ticks between creates of one entity that changes, while none is acknowledged or lost. */
    private static final int CREATE_TICKS = 6;

    /** Ticks between records of an entity that stands and only turns or heals: the seed's 10 %. */
    private static final int STANDING_TICKS = 10;

    static final int NO_ID = Integer.MAX_VALUE;
    private static final float[] RELATION_WEIGHTS = {1, 1.25f, 1.5f};
    private static final int OVERHEAD = SnapshotWriter.HEAD_SIZE + 3 * SnapshotWriter.LIST_OVERHEAD;

    private final WorldView view;
    private final Relations relations;
    private final InterestRules rules;
    private final Candidates creates = new Candidates();
    private Candidates updates = new Candidates();
    private Candidates merged = new Candidates();
    private final Candidates removals = new Candidates();
    private final Choice choice = new Choice();
    private final SettledMembers settled;
    private int own;

    /** Sum of what {@link #expectOthers} read, so that the reads are not compiled away. */
    @SuppressWarnings("UnusedVariable")
    private int touched;

    /** For one cell's view. */
    DueRecords(WorldView view, SettledMembers settled, Relations relations, InterestRules rules) {
        this.view = view;
        this.settled = settled;
        this.relations = relations;
        this.rules = rules;
    }

    Candidates creates() {
        return creates;
    }

    Candidates updates() {
        return updates;
    }

    Candidates removals() {
        return removals;
    }

    /** Collects what is due of those who have their turn and are not told of as settled. */
    void collect(Viewer viewer, int ownSlot) {
        own = view.id(ownSlot);
        creates.clear();
        updates.clear();
        removals.clear();
        settled.collect(viewer.set, ownSlot);
        expectOthers(viewer.known);
        int more = 0;
        for (int place = 0; place < settled.otherCount(); place++) {
            int rank = settled.otherRank(place);
            int guess = settled.membersBelowOther(place) + more;
            int entry = viewer.known.indexNear(guess, view.order().id(rank));
            more += entry - guess; // entries of whom the client may hold still
            visit(viewer, entry, rank);
        }
        if (viewer.known.hasRemovals()) {
            collectRemovals(viewer.known);
        }
    }

    /** Reads a word of each entry: far away in memory, together they arrive in the time of one. */
    private void expectOthers(KnownTable known) {
        for (int place = 0; place < settled.otherCount(); place++) {
            touched += known.touch(settled.membersBelowOther(place));
        }
    }

    /** Entity of one of the updates; above all when there are not so many. */
    int updateId(int place) {
        return place < updates.count() ? updates.id(place) : NO_ID;
    }

    /** Makes updates of what is due of the settled, for not everything has room. */
    void mergeSettled(InterestSet set) {
        merged.clear();
        int next = 0;
        int below = 0;
        int word = 0;
        for (int place = 0; place < settled.dueCount(); place++) {
            int slot = settled.slot(place);
            int rank = view.order().rank(slot);
            while (updateId(next) < view.id(slot)) {
                merged.add(updates, next++);
            }
            for (; word < rank / Long.SIZE; word++) {
                below += Long.bitCount(set.members(word));
            }
            int guess = below + Long.bitCount(set.members(word) & ((1L << rank) - 1));
            mergeSettled(guess, slot, TurnRows.fields(settled.change(place)));
        }
        while (next < updates.count()) {
            merged.add(updates, next++);
        }
        settled.clear();
        Candidates swapped = updates;
        updates = merged;
        merged = swapped;
    }

    private void mergeSettled(int guess, int slot, int changes) {
        int mask = changes & EntityRow.fields(view.word(slot, EntityRow.TILT));
        if (mask != 0) {
            int size = Candidates.size(false, mask, view.word(slot, EntityRow.REST));
            merged.addSettled(guess, slot, view.id(slot), mask, size);
        }
    }

    private void visit(Viewer viewer, int entry, int rank) {
        KnownTable known = viewer.known;
        if (viewer.set.isSettled(rank)) {
            viewer.set.unsettle(rank);
            known.onLooked(entry, settled.since(viewer.set.ring(rank)));
        }
        int slot = view.order().slot(rank);
        int has = EntityRow.fields(view.word(slot, EntityRow.TILT));
        int mask = (known.look(entry, slot, view) | known.due(entry)) & has;
        if (mask == 0) {
            settle(viewer, entry, slot);
        } else if (known.state(entry) == KnownTable.LIVE) {
            update(known, entry, slot, mask);
        } else {
            create(known, entry, slot, mask, has);
        }
    }

    /** A member of whom all was told that is due is settled, if nothing is open besides. */
    void settle(Viewer viewer, int entry, int slot) {
        if (viewer.known.isCalm(entry)) {
            viewer.set.settle(view.order().rank(slot));
        }
    }

    private void collectRemovals(KnownTable known) {
        for (int entry = 0; entry < known.count(); entry++) {
            if (known.state(entry) == KnownTable.REMOVING && known.due(entry) != 0) {
                removals.add(entry, WorldView.NO_SLOT, known.id(entry), 0, 0);
            }
        }
        known.hasRemovals(removals.count() > 0);
    }

    private void create(KnownTable known, int entry, int slot, int mask, int has) {
        if (known.ticksSinceSent(entry) < CREATE_TICKS) {
            known.addDue(entry, mask);
            return;
        }
        long rest = view.word(slot, EntityRow.REST);
        creates.add(entry, slot, known.id(entry), has, Candidates.size(true, has, rest));
    }

    private void update(KnownTable known, int entry, int slot, int mask) {
        int id = known.id(entry);
        if (id != own
                && known.ticksSinceSent(entry) < STANDING_TICKS
                && view.isStanding(slot, mask)) {
            known.addDue(entry, mask);
            return;
        }
        int fields = withQuadrant(mask, known.isQuadrantAcked(entry));
        long rest = view.word(slot, EntityRow.REST);
        updates.add(entry, slot, id, fields, Candidates.size(false, fields, rest));
    }

    private static int withQuadrant(int mask, boolean quadrantAcked) {
        if ((mask & Field.QUADRANT) != 0) {
            return mask | Field.POSITION;
        }
        return (mask & Field.POSITION) != 0 && !quadrantAcked ? mask | Field.QUADRANT : mask;
    }

    /** Bytes of a snapshot of all that was collected, at most. */
    int bytes() {
        return OVERHEAD + creates.bytes() + updates.bytes() + removals.bytes();
    }

    /** Chooses all of it. */
    void chooseAll() {
        chooseAll(creates);
        chooseAll(updates);
        chooseAll(removals);
    }

    /** Chooses what fits; what does not stays due. */
    void choose(int budgetBytes, Viewer viewer, int viewerSlot, long tick) {
        if (bytes() <= budgetBytes) {
            chooseAll();
            return;
        }
        choice.clear();
        keepDue(creates, viewer.known);
        keepDue(updates, viewer.known);
        weigh(creates, viewer, viewerSlot, 2);
        weigh(updates, viewer, viewerSlot, 1);
        weigh(removals, viewer, viewerSlot, 2);
        choice.limit(budgetBytes - OVERHEAD);
        pick(creates, tick);
        pick(updates, tick);
        pick(removals, tick);
    }

    private static void chooseAll(Candidates candidates) {
        for (int i = 0; i < candidates.count(); i++) {
            candidates.choose(i, true);
        }
    }

    private static void keepDue(Candidates candidates, KnownTable known) {
        for (int i = 0; i < candidates.count(); i++) {
            if (!candidates.isSettled(i)) {
                known.addDue(candidates.entry(i), candidates.mask(i));
            }
        }
    }

    /** The viewer's own entity comes along whatever it weighs. */
    private void weigh(Candidates candidates, Viewer viewer, int viewerSlot, float weight) {
        int previous = 0;
        for (int i = 0; i < candidates.count(); i++) {
            int age = Math.max(1, viewer.known.tick() - sentTick(candidates, i, viewer));
            int step = Choice.step(weight * age * importance(candidates, i, viewerSlot));
            candidates.weigh(i, step);
            int distance = candidates.id(i) - previous;
            previous = candidates.id(i);
            if (previous == own) {
                choice.countChosen(candidates.size(i), distance);
            } else {
                choice.count(step, candidates.size(i), distance);
            }
        }
    }

    private int sentTick(Candidates candidates, int place, Viewer viewer) {
        return candidates.isSettled(place)
                ? sinceOf(viewer.set, candidates.slot(place))
                : viewer.known.sentTick(candidates.entry(place));
    }

    private int sinceOf(InterestSet set, int slot) {
        return settled.since(set.ring(view.order().rank(slot)));
    }

    /** A settled member of whom something changed was not chosen: it is due from now on. */
    void keepWaiting(Viewer viewer, int place) {
        int slot = updates.slot(place);
        int entry = viewer.known.indexNear(updates.entryGuess(place), updates.id(place));
        viewer.known.keepWaiting(entry, updates.mask(place), sinceOf(viewer.set, slot));
        viewer.set.unsettle(view.order().rank(slot));
    }

    /** By kind and distance, and by what the entity is to the viewer. */
    private float importance(Candidates candidates, int place, int viewerSlot) {
        int slot = candidates.slot(place);
        if (slot == WorldView.NO_SLOT || view.id(slot) != candidates.id(place)) {
            return 1;
        }
        float weight = rules.weight(view.kind(slot), view.distanceSquare(viewerSlot, slot));
        int relation =
                relations.between(
                        EntityRow.team(view.word(viewerSlot, EntityRow.REST)),
                        EntityRow.team(view.word(slot, EntityRow.REST)));
        return weight * RELATION_WEIGHTS[relation];
    }

    /** Chooses by priority, beginning at a place that moves from tick to tick. */
    private void pick(Candidates candidates, long tick) {
        int count = candidates.count();
        int first = count == 0 ? 0 : Math.floorMod(tick * 31, count);
        for (int i = 0; i < count; i++) {
            int place = first + i < count ? first + i : first + i - count;
            candidates.choose(
                    place,
                    candidates.id(place) == own
                            || choice.take(candidates.step(place), candidates.size(place)));
        }
    }
}
