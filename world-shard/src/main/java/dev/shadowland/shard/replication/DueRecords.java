package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.VarInt;
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
    /** Ticks between creates of one entity while none of them is acknowledged or lost. */
    private static final int CREATE_TICKS = 6;

    /** Ticks between records of an entity that stands and only turns or heals: the seed's 10 %. */
    private static final int STANDING_TICKS = 10;

    private static final int STANDING_FIELDS = Field.ROTATION | Field.TILT | Field.VITALS;
    private static final long VELOCITY_BITS = (1L << 48) - 1;
    private static final float[] RELATION_WEIGHTS = {1, 1.25f, 1.5f};
    private static final int OVERHEAD = SnapshotWriter.HEAD_SIZE + 3 * SnapshotWriter.LIST_OVERHEAD;

    private final WorldView view;
    private final Relations relations;
    private final InterestRules rules;
    private final Candidates creates = new Candidates();
    private final Candidates updates = new Candidates();
    private final Candidates removals = new Candidates();
    private final Choice choice = new Choice();
    private int[] turnEntries = new int[256];
    private int[] turnIds = new int[256];
    private int own;

    /** For one cell's view. */
    DueRecords(WorldView view, Relations relations, InterestRules rules) {
        this.view = view;
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

    /** Collects what is due among the entries that have their turn. */
    void collect(KnownTable known, int ownEntity, int turns) {
        own = ownEntity;
        creates.clear();
        updates.clear();
        removals.clear();
        int count = gather(known, turns);
        for (int i = 0; i < count; i++) {
            visit(known, turnEntries[i], turnIds[i]);
        }
    }

    /**
     * Lists the entries that have their turn. Their ids are read in a loop of their own: the table
     * is far away in memory, and so its lines are asked for at once and not one by one.
     */
    private int gather(KnownTable known, int turns) {
        Schedule schedule = known.schedule();
        if (turnEntries.length < known.count()) {
            turnEntries = new int[known.count() * 2];
            turnIds = new int[known.count() * 2];
        }
        int count = 0;
        for (int word = 0; word < schedule.words(); word++) {
            for (long left = schedule.due(word, turns); left != 0; left &= left - 1) {
                turnEntries[count++] = word * Long.SIZE + Long.numberOfTrailingZeros(left);
            }
        }
        for (int i = 0; i < count; i++) {
            turnIds[i] = known.id(turnEntries[i]);
        }
        return count;
    }

    private void visit(KnownTable known, int entry, int id) {
        int slot = known.viewSlot(entry);
        int state = known.state(entry);
        if (state == KnownTable.REMOVING) {
            if (known.due(entry) != 0) {
                removals.add(entry, slot, id, 0, 0);
            }
            return;
        }
        // Whoever left the view, or got another slot in it, is told of after the next renewal.
        if (state == KnownTable.FREE || slot == WorldView.NO_SLOT || view.id(slot) != id) {
            return;
        }
        int has = EntityRow.fields(view.word(slot, EntityRow.TILT));
        int mask = (known.look(entry, view) | known.due(entry)) & has;
        if (mask == 0) {
            return;
        }
        if (state == KnownTable.LIVE) {
            update(known, entry, slot, mask);
        } else {
            create(known, entry, slot, mask, has);
        }
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
        if ((mask & ~STANDING_FIELDS) == 0
                && id != own
                && known.ticksSinceSent(entry) < STANDING_TICKS
                && (view.word(slot, EntityRow.MOTION) & VELOCITY_BITS) == 0) {
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

    /** Chooses what fits; what does not stays due. */
    void choose(int budgetBytes, KnownTable known, int viewerSlot, long tick) {
        int room = budgetBytes - OVERHEAD;
        if (bytes() <= budgetBytes) {
            chooseAll(creates);
            chooseAll(updates);
            chooseAll(removals);
            return;
        }
        choice.clear();
        keepDue(creates, known);
        keepDue(updates, known);
        weigh(creates, known, viewerSlot, 2);
        weigh(updates, known, viewerSlot, 1);
        weigh(removals, known, viewerSlot, 2);
        choice.limit(room);
        int left = room - ownSize(creates) - ownSize(updates);
        left -= pick(creates, tick, left);
        left -= pick(updates, tick, left);
        pick(removals, tick, left);
    }

    private static void chooseAll(Candidates candidates) {
        for (int i = 0; i < candidates.count(); i++) {
            candidates.choose(i, true);
        }
    }

    private static void keepDue(Candidates candidates, KnownTable known) {
        for (int i = 0; i < candidates.count(); i++) {
            known.addDue(candidates.entry(i), candidates.mask(i));
        }
    }

    private void weigh(Candidates candidates, KnownTable known, int viewerSlot, float weight) {
        for (int i = 0; i < candidates.count(); i++) {
            int age = Math.max(1, known.ticksSinceSent(candidates.entry(i)));
            int step = Choice.step(weight * age * importance(candidates, i, viewerSlot));
            candidates.weigh(i, step);
            if (candidates.id(i) != own) {
                choice.count(step, candidates.size(i));
            }
        }
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

    /** Room that is kept for the viewer's own entity, which always comes along. */
    private int ownSize(Candidates candidates) {
        for (int i = 0; i < candidates.count(); i++) {
            if (candidates.id(i) == own) {
                return candidates.size(i) + VarInt.MAX_BYTES;
            }
        }
        return 0;
    }

    /**
     * Chooses by priority, beginning at a place that moves from tick to tick; then drops again, in
     * the order of the ids, what does not fit after all.
     *
     * @return bytes chosen, the own entity's not counted
     */
    private int pick(Candidates candidates, long tick, int room) {
        int count = candidates.count();
        int first = count == 0 ? 0 : Math.floorMod(tick * 31, count);
        for (int i = 0; i < count; i++) {
            int place = first + i < count ? first + i : first + i - count;
            candidates.choose(
                    place,
                    candidates.id(place) == own
                            || choice.take(candidates.step(place), candidates.size(place)));
        }
        int bytes = 0;
        int previous = 0;
        for (int i = 0; i < count; i++) {
            if (candidates.isChosen(i)) {
                int id = candidates.id(i);
                int size = candidates.size(i) + VarInt.size(id - previous);
                if (id != own && bytes + size > room) {
                    candidates.choose(i, false);
                    continue;
                }
                bytes += id == own ? 0 : size;
                previous = id;
            }
        }
        return bytes;
    }
}
