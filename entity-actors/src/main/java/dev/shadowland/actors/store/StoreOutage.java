package dev.shadowland.actors.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counts what the store failed to do for the players and cells of a node, and says so: when it
 * begins, then at most once a second with the number, and when it is over; never two lines within a
 * second, for the disk that the store lacks may be that of the log. Any thread.
 */
public final class StoreOutage {
    private static final Logger LOG = LoggerFactory.getLogger(StoreOutage.class);
    private static final long INTERVAL_NS = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong nextLineNs;
    private volatile boolean isAway;

    /** No outage; on the JVM's clock. */
    public StoreOutage() {
        this(System::nanoTime);
    }

    StoreOutage(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        nextLineNs = new AtomicLong(nanoTime.getAsLong());
    }

    /** Does it and takes note of how it ended. */
    public <T> T watch(Supplier<T> call) {
        T answer;
        try {
            answer = call.get();
        } catch (RuntimeException e) {
            onFailure(e);
            throw e;
        }
        if (isAway && maySpeak()) {
            isAway = false;
            LOG.info("the store answers again; it failed {} times so far", failures());
        }
        return answer;
    }

    private void onFailure(RuntimeException e) {
        long total = failures.incrementAndGet();
        isAway = true;
        if (maySpeak()) {
            LOG.warn("the store failed {} times so far: {}", total, e.getMessage());
        }
    }

    private boolean maySpeak() {
        long nowNs = nanoTime.getAsLong();
        long due = nextLineNs.get();
        return nowNs - due >= 0 && nextLineNs.compareAndSet(due, nowNs + INTERVAL_NS);
    }

    /** Calls that failed since start. */
    public long failures() {
        return failures.get();
    }
}
