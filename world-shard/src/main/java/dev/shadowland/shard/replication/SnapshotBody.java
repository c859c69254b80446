package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.WireWriter;
import dev.shadowland.shard.interest.IdOrder;
import dev.shadowland.shard.interest.WorldView;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes a viewer's snapshot: the chosen of the {@link DueRecords} and, between them in the order
 * of the ids, the settled members whose turn it is. Reused for every viewer; owned by the cell's
 * thread.
 */
final class SnapshotBody {
    /** Bytes of a record at most: id, mask and all fields. */
    private static final int LONGEST = 48;

    private final WorldView view;
    private final IdOrder order;
    private final DueRecords due;
    private final SettledMembers settled;
    private final Relations relations;
    private final SnapshotWriter snapshot = new SnapshotWriter();
    private final WireWriter writer = new WireWriter();
    private int team;
    private int next;
    private int afterHead;

    /** For one cell's view. */
    SnapshotBody(WorldView view, DueRecords due, SettledMembers settled, Relations relations) {
        this.view = view;
        this.order = view.order();
        this.due = due;
        this.settled = settled;
        this.relations = relations;
    }

    /** Begins a snapshot of at most so many bytes. */
    void begin(UnsafeBuffer buffer, int offset, int room, int viewerTeam) {
        writer.wrap(buffer, offset, room);
        team = viewerTeam;
        next = 0;
    }

    /** Writes its head; see {@link SnapshotWriter#begin}. */
    void head(long tick, long since, long lastInput, long lastCommand) {
        snapshot.begin(writer, tick, since, lastInput, lastCommand);
        afterHead = writer.position();
    }

    /**
     * Writes the records.
     *
     * @return whether they fit
     */
    boolean write(InterestSet set) {
        writeCreates();
        if (!settled.isAnyDue()) {
            writeUpdates();
        } else if (!writeMerged(set)) {
            return false;
        }
        Candidates removals = due.removals();
        for (int i = 0; i < removals.count(); i++) {
            if (removals.isChosen(i)) {
                snapshot.remove(removals.id(i));
            }
        }
        snapshot.end();
        return true;
    }

    /** Forgets the records: the head alone is written then. */
    void reset() {
        writer.reset(afterHead);
        snapshot.reset();
        next = 0;
    }

    /** Bytes written. */
    int length() {
        return writer.length();
    }

    private void writeCreates() {
        Candidates creates = due.creates();
        for (int i = 0; i < creates.count(); i++) {
            if (creates.isChosen(i)) {
                int slot = creates.slot(i);
                snapshot.create(
                        view.word(slot, EntityRow.IDENTITY),
                        view.word(slot, EntityRow.PLACE),
                        view.word(slot, EntityRow.MOTION),
                        relative(view.word(slot, EntityRow.REST)),
                        view.word(slot, EntityRow.TILT));
            }
        }
    }

    private void writeUpdates() {
        Candidates updates = due.updates();
        for (int i = 0; i < updates.count(); i++) {
            if (updates.isChosen(i)) {
                update(updates.slot(i), updates.mask(i));
            }
        }
    }

    private boolean writeMerged(InterestSet set) {
        int reserve = due.removals().bytes() + SnapshotWriter.LIST_OVERHEAD + LONGEST;
        for (int word = 0; word < order.words(); word++) {
            long turns = settled.due(word);
            long low = set.ringLow(word);
            long high = set.ringHigh(word);
            for (long left = turns | due.updates(word, next); left != 0; left &= left - 1) {
                if (writer.remaining() < reserve) {
                    return false;
                }
                int bit = Long.numberOfTrailingZeros(left);
                if ((turns >>> bit & 1) != 0) {
                    tell(word * Long.SIZE + bit, InterestSet.ring(low, high, bit));
                } else {
                    update(due.updates().slot(next), due.updates().mask(next));
                    next++;
                }
            }
        }
        return true;
    }

    private void tell(int rank, int ring) {
        int mask = settled.changes(rank, ring);
        if ((mask & ~(Field.POSITION | Field.ROTATION)) != 0) {
            int slot = order.slot(rank);
            update(slot, mask & EntityRow.fields(view.word(slot, EntityRow.TILT)));
        } else if (mask != 0) {
            snapshot.move(mask, settled.id(rank), settled.place(rank));
        }
    }

    private void update(int slot, int mask) {
        snapshot.update(
                mask,
                view.word(slot, EntityRow.IDENTITY),
                view.word(slot, EntityRow.PLACE),
                view.word(slot, EntityRow.MOTION),
                relative(view.word(slot, EntityRow.REST)),
                view.word(slot, EntityRow.TILT));
    }

    /** The last word of a row with its team turned into what it is to the viewer. */
    private long relative(long rest) {
        return EntityRow.withTeam(rest, relations.between(team, EntityRow.team(rest)));
    }
}
