package dev.shadowland.actors.entity;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node's ids for new entities: those first whose former life ended on this node and that nobody
 * remembers any more, then fresh ones. A life ends in one cell, so an id comes back to one node; it
 * may have been leased by another one, for a lease is the right to the first life, and whoever ends
 * a life has the next. Holds {@value #CAPACITY} at most, beyond which the oldest is nobody's for
 * ever. Any thread; takes no lock, waits for nobody and does not allocate.
 */
public final class RestedIds implements EntityIdSource {
    /** Most ids that are kept. */
    public static final int CAPACITY = 1 << 16;

    private static final int MASK = CAPACITY - 1;

    private final EntityIdSource fresh;

    /** An id is in one place and leaves it by one exchange: nobody gets it twice. */
    private final AtomicIntegerArray places = new AtomicIntegerArray(CAPACITY);

    private final AtomicLong given = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();

    /** None has rested yet. */
    public RestedIds(EntityIdSource fresh) {
        this.fresh = fresh;
    }

    @Override
    public int tryTake() {
        int id = takeRested();
        return id == NONE ? fresh.tryTake() : id;
    }

    /**
     * A place that was claimed and not filled yet gives none, and what is filled into it later is
     * written over in the next round.
     */
    private int takeRested() {
        while (true) {
            long end = given.get();
            long first = taken.get();
            long at = Math.max(first, end - CAPACITY);
            if (at >= end) {
                return NONE;
            }
            if (taken.compareAndSet(first, at + 1)) {
                return places.getAndSet((int) at & MASK, NONE);
            }
        }
    }

    /** Nobody remembers the entity that had the id, and its life ended once. */
    public void giveBack(int id) {
        places.set((int) given.getAndIncrement() & MASK, id);
    }

    /** Ids that are at hand, about. */
    public int count() {
        return Math.clamp(given.get() - taken.get(), 0, CAPACITY);
    }
}
