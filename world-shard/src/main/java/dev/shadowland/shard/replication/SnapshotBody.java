package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.WireWriter;
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

    /** What changes of those who walk. */
    private static final int MOVES = Field.POSITION | Field.ROTATION | Field.VELOCITY;

    private final WorldView view;
    private final DueRecords records;
    private final SettledMembers settled;
    private final Relations relations;
    private final SnapshotWriter snapshot = new SnapshotWriter();
    private final WireWriter writer = new WireWriter();
    private byte[] bytes = new byte[0];
    private int team;
    private int next;
    private int afterHead;

    /** For one cell's view. */
    SnapshotBody(WorldView view, DueRecords records, SettledMembers settled, Relations relations) {
        this.view = view;
        this.records = records;
        this.settled = settled;
        this.relations = relations;
    }

    /** Begins a snapshot of at most so many bytes; the buffer is one over an array. */
    void begin(UnsafeBuffer buffer, int offset, int room, int viewerTeam) {
        writer.wrap(buffer, offset, room);
        bytes = buffer.byteArray();
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
    boolean write() {
        writeCreates();
        if (settled.dueCount() == 0) {
            writeUpdates();
        } else if (!writeMerged()) {
            return false;
        }
        Candidates removals = records.removals();
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
        Candidates creates = records.creates();
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
        Candidates updates = records.updates();
        for (int i = 0; i < updates.count(); i++) {
            if (updates.isChosen(i)) {
                update(updates.slot(i), updates.mask(i));
            }
        }
    }

    /**
     * Writes updates and settled members in the order of their ids: a run of those who moved, then
     * one of another kind, and again.
     */
    private boolean writeMerged() {
        int last = writer.position() + writer.remaining() - reserve();
        int place = 0;
        if (writer.position() > last) {
            return false;
        }
        while (place < settled.dueCount()) {
            place = writeRun(place, last);
            if (place < settled.dueCount()) {
                if (writer.position() > last) {
                    return false;
                }
                place = writeOther(place);
            }
        }
        for (; records.updateId(next) != DueRecords.NO_ID; next++) {
            if (writer.position() > last) {
                return false;
            }
            update(records.updates().slot(next), records.updates().mask(next));
        }
        return true;
    }

    /** Bytes that must be free before a record is written. */
    private int reserve() {
        return records.removals().bytes()
                + SnapshotWriter.LIST_OVERHEAD
                + Math.max(LONGEST, SnapshotWriter.WIDE_MOVE);
    }

    /**
     * Writes settled members who moved and did nothing else, as long as they follow. Written out
     * with what it reads in locals: it takes a quarter of a tick.
     */
    private int writeRun(int from, int last) {
        int at = snapshot.nextMove();
        int[] due = settled.due();
        int dueAt = settled.dueAt();
        long[] rows = settled.rows();
        byte[] to = bytes;
        int count = settled.dueCount();
        int until = records.updateId(next);
        int previous = snapshot.previousId();
        int place = from;
        for (; place < count && at <= last; place++) {
            int member = due[dueAt + place];
            int row = SettledMembers.slotOf(member) * TurnRows.STRIDE;
            int change = TurnRows.change(rows[row], member);
            if ((change & TurnRows.PLAIN_MOVE) == 0) {
                if (TurnRows.fields(change) == 0) {
                    continue;
                }
                if ((TurnRows.fields(change) & ~MOVES) != 0) {
                    break;
                }
            }
            int id = (int) rows[row + TurnRows.ENTITY];
            int delta = id - previous;
            if (id > until || delta > SnapshotWriter.MOST_MOVE_DELTA) {
                break;
            }
            int size = TurnRows.moveSize(change);
            int fields = TurnRows.fields(change);
            long moved = rows[row + TurnRows.PLACE];
            at = SnapshotWriter.putMove(to, at, fields, size, delta, moved);
            previous = id;
            if ((change & Field.VELOCITY) != 0) {
                at = SnapshotWriter.putVelocity(to, at, rows[row + TurnRows.MOTION]);
            }
        }
        snapshot.afterMoves(at, previous);
        return place;
    }

    /** Writes one who is not only moved, or the first record of all. */
    private int writeOther(int place) {
        int slot = settled.slot(place);
        if (records.updateId(next) < view.id(slot)) {
            update(records.updates().slot(next), records.updates().mask(next));
            next++;
            return place;
        }
        int mask =
                TurnRows.fields(settled.change(place))
                        & EntityRow.fields(view.word(slot, EntityRow.TILT));
        if (mask != 0) {
            update(slot, mask);
        }
        return place + 1;
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
