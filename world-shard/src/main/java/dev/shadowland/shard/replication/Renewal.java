package dev.shadowland.shard.replication;

import dev.shadowland.shard.interest.IdOrder;
import dev.shadowland.shard.interest.Rings;
import dev.shadowland.shard.interest.Surroundings;
import dev.shadowland.shard.interest.WorldView;

import java.util.Arrays;

/**
 * Brings a viewer's interest set up to date with what is around it, at a cost that grows with who
 * comes and goes. Reused for every viewer; owned by the cell's thread.
 */
final class Renewal {
    private final WorldView view;
    private final long[] rings = new long[Rings.MOST];
    private int[] entering = new int[64];
    private int entered;
    private int moves;

    /** For one cell's view. */
    Renewal(WorldView view) {
        this.view = view;
    }

    /**
     * Renews one viewer's set and table.
     *
     * @param isByRing whether rings are what they were, so that it matters who changes its own
     */
    void run(Viewer viewer, Surroundings around, boolean isByRing) {
        IdOrder order = view.order();
        if (viewer.hasUnseated) {
            seat(viewer, order);
        }
        entered = 0;
        moves = 0;
        int last = KnownTable.NO_ENTRY;
        for (int word = 0; word < around.words(); word++) {
            long members = viewer.set.members(word);
            long entrants = around.entering(word) & ~members;
            long leavers = members & around.asked(word) & ~around.staying(word);
            if (!isByRing) {
                noteRings(viewer.set, word);
            }
            viewer.set.renew(word, (members & ~leavers) | entrants, around, order, isByRing);
            if (!isByRing) {
                noteMoves(viewer.set, word);
            }
            for (long left = leavers; left != 0; left &= left - 1) {
                last = viewer.known.indexNear(last + 1, order.id(rank(word, left)));
                viewer.known.leave(last);
            }
            for (long left = entrants; left != 0; left &= left - 1) {
                enter(order.id(rank(word, left)));
            }
        }
        viewer.known.admit(entering, entered);
    }

    /**
     * Who of the settled moved between rings that are not what they were, see {@link
     * Arrears#onRings}.
     */
    int moves() {
        return moves;
    }

    private void noteRings(InterestSet set, int word) {
        for (int ring = 0; ring < Rings.MOST; ring++) {
            rings[ring] = set.inRing(word, ring) & set.settled(word);
        }
    }

    private void noteMoves(InterestSet set, int word) {
        for (int to = 0; to < Rings.MOST; to++) {
            long now = set.inRing(word, to);
            for (int from = 0; from < Rings.MOST; from++) {
                moves |= ((rings[from] & now) == 0 ? 0 : 1) << (from * Rings.MOST + to);
            }
        }
    }

    private static int rank(int word, long left) {
        return word * Long.SIZE + Long.numberOfTrailingZeros(left);
    }

    private void enter(int id) {
        if (entered == entering.length) {
            entering = Arrays.copyOf(entering, entered * 2);
        }
        entering[entered++] = id;
    }

    /** Whom another cell's viewer held is a member, if it is seen here, until this renewal. */
    private void seat(Viewer viewer, IdOrder order) {
        viewer.hasUnseated = false;
        for (int entry = 0; entry < viewer.known.count(); entry++) {
            if (viewer.known.isHeld(entry)) {
                int slot = view.slotOf(viewer.known.id(entry));
                if (slot == WorldView.NO_SLOT) {
                    viewer.known.leave(entry);
                } else {
                    viewer.set.seat(order.rank(slot));
                }
            }
        }
    }
}
