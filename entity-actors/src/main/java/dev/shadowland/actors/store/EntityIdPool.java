package dev.shadowland.actors.store;

import dev.shadowland.actors.entity.EntityIdSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A node's ids for new entities, from ranges that it leases of the store: one range in use and one
 * in reserve, so that taking an id never waits. A thread of its own does the leasing. Ids left over
 * when the node ends are nobody's.
 */
public final class EntityIdPool implements EntityIdSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EntityIdPool.class);
    private static final int LEASE = 4_096;
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long NO_RANGE = 0;

    private final WorldStore store;
    private final StoreOutage outage;
    private final Thread leaser;

    /** Next id above, the end below: 32 bits each. Exhausted when they are equal. */
    private final AtomicLong present = new AtomicLong(NO_RANGE);

    private final AtomicLong reserve = new AtomicLong(NO_RANGE);
    private volatile boolean closed;

    private EntityIdPool(WorldStore store, StoreOutage outage) {
        this.store = store;
        this.outage = outage;
        this.leaser = Thread.ofPlatform().daemon().name("entity-ids").unstarted(this::lease);
    }

    /**
     * A pool of the store's ids; leases its first range in the background. {@code outage} hears of
     * what fails.
     */
    public static EntityIdPool start(WorldStore store, StoreOutage outage) {
        EntityIdPool pool = new EntityIdPool(store, outage);
        pool.leaser.start();
        return pool;
    }

    @Override
    public int tryTake() {
        while (true) {
            long range = present.get();
            int next = (int) (range >>> 32);
            if (next != (int) range) {
                if (present.compareAndSet(range, range + (1L << 32))) {
                    return next;
                }
            } else if (!takeReserve()) {
                return NONE;
            }
        }
    }

    /** Of two that come at once one gets it; the other finds the present range new. */
    private boolean takeReserve() {
        long range = reserve.get();
        if (range != NO_RANGE && reserve.compareAndSet(range, NO_RANGE)) {
            present.set(range);
        }
        LockSupport.unpark(leaser);
        return range != NO_RANGE;
    }

    private void lease() {
        String told = "";
        while (!closed) {
            if (reserve.get() != NO_RANGE) {
                LockSupport.park(this);
                continue;
            }
            try {
                long first = outage.watch(() -> store.leaseEntityIds(LEASE));
                reserve.set(first << 32 | (first + LEASE));
                told = "";
            } catch (RuntimeException e) {
                if (!closed) {
                    String reason = e.toString();
                    if (!reason.equals(told)) {
                        LOG.warn("no entity ids to be had, trying again each second: {}", reason);
                        told = reason;
                    }
                    LockSupport.parkNanos(this, RETRY_NS);
                }
            }
        }
    }

    /** Ends the thread; the store may be closed after it. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(leaser);
        try {
            leaser.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
