package dev.shadowland.shard.replication;

import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;

/**
 * Replication states of players who have left a cell, for those who come into any cell of the node:
 * somebody who walks from cell to cell takes no new memory. Safe for any thread; a viewer has one
 * owner at a time.
 */
public final class ViewerPool {
    private static final int MOST = 1024;

    private final ManyToManyConcurrentArrayQueue<Viewer> spare =
            new ManyToManyConcurrentArrayQueue<>(MOST);

    private final TableRoom tables = new TableRoom();
    private final TableRoom lists = new TableRoom();

    /** One to be {@linkplain Viewer#reset reset}; the caller owns it. */
    public Viewer take() {
        Viewer viewer = spare.poll();
        return viewer == null ? new Viewer(tables, lists) : viewer;
    }

    /** Takes back one that its owner uses no more; those beyond 1024 are dropped. */
    public void give(Viewer viewer) {
        spare.offer(viewer);
    }
}
