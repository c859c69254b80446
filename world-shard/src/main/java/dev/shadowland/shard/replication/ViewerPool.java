package dev.shadowland.shard.replication;

import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;

/**
 * Replication states of players who have left a cell, for those who come into any cell of the node:
 * somebody who walks from cell to cell takes no new memory. Safe for any thread; a viewer has one
 * owner at a time.
 */
public final class ViewerPool {
    private static final int MOST = 1024;
    private static final int READY = 64;

    private final ManyToManyConcurrentArrayQueue<Viewer> spare =
            new ManyToManyConcurrentArrayQueue<>(MOST);

    /**
     * Of 10 000 spread over a map of 8 × 8 cells, one knows 556 and tells of 125 in a turn at most.
     */
    private final TableRoom tables = new TableRoom(768);

    private final TableRoom lists = new TableRoom(192);

    /**
     * A pool with some viewers in it: as many players are on their way from cell to cell at once,
     * each of whom holds two until it is acknowledged.
     */
    public ViewerPool() {
        for (int i = 0; i < READY; i++) {
            give(new Viewer(tables, lists));
        }
    }

    /**
     * One for a player who comes from another cell, to be {@linkplain Viewer#reset reset}; the
     * caller owns it.
     */
    public Viewer take() {
        Viewer viewer = spare.poll();
        return viewer == null ? new Viewer(tables, lists) : viewer;
    }

    /**
     * The same for a player who comes into the world, which leaves what is ready to those who walk:
     * the first players used all of it up, and whoever walked was allocated a new one.
     */
    public Viewer takeForEntry() {
        return spare.size() > READY ? take() : new Viewer(tables, lists);
    }

    /** Takes back one that its owner uses no more; those beyond 1024 are dropped. */
    public void give(Viewer viewer) {
        spare.offer(viewer);
    }
}
