package dev.shadowland.shard.replication;

import dev.shadowland.shard.ghost.RowCopy;
import dev.shadowland.shard.interest.WorldView;

/**
 * What is put together for one tick of one cell and then forgotten: cells that a thread runs one
 * after the other write it over, so that it stays near. Owned by its thread; grows and never
 * shrinks.
 */
public final class TickScratch {
    /**
     * Rows that there is room for at once: those of all levels, and of as many viewers again whose
     * rings just became others.
     */
    private static final int ROWS = 24;

    private final RowCopy rowCopy = new RowCopy();
    private TurnRows[] rows = {};

    private int used;
    private int[] found = {};

    /** One for each thread that asks. */
    public static ThreadLocal<TickScratch> perThread() {
        return ThreadLocal.withInitial(TickScratch::new);
    }

    /** A neighbour's rows. */
    public RowCopy rowCopy() {
        return rowCopy;
    }

    /** Another cell's tick begins. All rows have room at once: no first use allocates. */
    void begin(WorldView view) {
        used = 0;
        if (found.length < view.limit() + SettledMembers.AT_ONCE) {
            fit(view.capacity());
        }
    }

    private void fit(int entities) {
        found = new int[entities + SettledMembers.AT_ONCE];
        rows = new TurnRows[ROWS];
        for (int i = 0; i < ROWS; i++) {
            rows[i] = new TurnRows(entities);
        }
    }

    /**
     * Rows for rings of these periods and turns skipped: those of the tick, if there are any. With
     * more in one tick than there is room for, those of before are made again.
     */
    TurnRows rows(int[] periods, long[] skipped) {
        for (int i = Math.max(used - ROWS, 0); i < used; i++) {
            if (rows[i % ROWS].isFor(periods, skipped)) {
                return rows[i % ROWS];
            }
        }
        TurnRows next = rows[used++ % ROWS];
        next.begin(periods, skipped);
        return next;
    }

    /** Room for whoever has its turn, with {@link SettledMembers#AT_ONCE} to spare. */
    int[] found() {
        return found;
    }
}
