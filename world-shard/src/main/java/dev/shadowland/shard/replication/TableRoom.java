package dev.shadowland.shard.replication;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many entries a viewer's table gets when it grows: what the largest of its sort on the node
 * needed, for its viewer will come by there too. Growing on its own, each of 10 000 tables grew
 * once more at some time, one in every tick. Safe for any thread.
 */
final class TableRoom {
    private final int least;
    private final AtomicInteger largest = new AtomicInteger();

    /**
     * For one sort of table.
     *
     * @param least entries that each gets: what is usual, for those that are first know of no
     *     others
     */
    TableRoom(int least) {
        this.least = least;
    }

    /** Room for a table that needs so many: twice as much, or a little more than the largest. */
    int of(int needed) {
        int most = largest.get();
        if (needed > most) {
            largest.accumulateAndGet(needed, Math::max);
        }
        return Math.max(least, Math.max(most + most / 4, needed * 2));
    }
}
