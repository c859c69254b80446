package dev.shadowland.actors.store;

import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes positions behind the world's back: cells offer from their ticks without waiting, one
 * thread writes the newest position of each character every interval in one transaction. While the
 * store is away it keeps one position per character, to a bound; what does not fit is dropped and
 * counted.
 */
public final class StoreWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(12);

    private final WorldStore store;
    private final int capacity;
    private final long intervalNs;
    private final ManyToOneConcurrentArrayQueue<PositionSave> offered;
    private final Map<Long, PositionSave> pending = new LinkedHashMap<>();
    private final Queue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong fenced = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean isFailing;

    /** A writer with the usual interval of 500 ms. */
    public static StoreWriter start(WorldStore store, int capacity) {
        return start(store, capacity, INTERVAL);
    }

    /**
     * Starts a writer.
     *
     * @param capacity positions that may wait in the queue, and characters that may wait for the
     *     store
     * @param interval longest time between two transactions
     */
    public static StoreWriter start(WorldStore store, int capacity, Duration interval) {
        StoreWriter writer = new StoreWriter(store, capacity, interval);
        writer.thread.start();
        return writer;
    }

    private StoreWriter(WorldStore store, int capacity, Duration interval) {
        this.store = store;
        this.capacity = capacity;
        this.intervalNs = interval.toNanos();
        this.offered = new ManyToOneConcurrentArrayQueue<>(capacity);
        this.thread =
                Thread.ofPlatform().daemon().name("shadowland-store-writer").unstarted(this::run);
    }

    /**
     * Hands a position over; any thread, never blocks. False when the queue is full: dropped and
     * counted.
     */
    public boolean offer(PositionSave save) {
        boolean accepted = !closing && offered.offer(save);
        if (!accepted) {
            dropped.incrementAndGet();
        }
        return accepted;
    }

    /**
     * Writes at once what was offered before; any thread. Completes when that was tried, also when
     * the store is away, but not after the writer has closed.
     */
    public CompletableFuture<Void> flush() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        waiting.add(done);
        LockSupport.unpark(thread);
        return done;
    }

    private void run() {
        while (!closing) {
            LockSupport.parkNanos(intervalNs);
            writeAndAnswer();
        }
        writeAndAnswer();
    }

    private void writeAndAnswer() {
        List<CompletableFuture<Void>> answered = new ArrayList<>();
        for (var done = waiting.poll(); done != null; done = waiting.poll()) {
            answered.add(done);
        }
        write();
        answered.forEach(done -> done.complete(null));
    }

    private void write() {
        offered.drain(this::keep);
        if (pending.isEmpty()) {
            return;
        }
        try {
            int rows = store.savePositions(new ArrayList<>(pending.values()));
            written.addAndGet(rows);
            fenced.addAndGet(pending.size() - rows);
            pending.clear();
            if (isFailing) {
                isFailing = false;
                LOG.info("the store takes positions again");
            }
        } catch (StoreUnavailableException e) {
            failures.incrementAndGet();
            if (!isFailing) {
                isFailing = true;
                LOG.warn("positions wait in memory: {}", e.getMessage());
            }
        }
    }

    private void keep(PositionSave save) {
        PositionSave known = pending.get(save.character());
        if (known == null && pending.size() >= capacity) {
            dropped.incrementAndGet();
        } else if (known == null || known.generation() <= save.generation()) {
            pending.put(save.character(), save);
        }
    }

    /** Rows written since start. */
    public long written() {
        return written.get();
    }

    /** Positions that the store refused because it knows a higher generation. */
    public long fenced() {
        return fenced.get();
    }

    /** Positions that found no room. */
    public long dropped() {
        return dropped.get();
    }

    /** Transactions that failed; their positions stayed. */
    public long failures() {
        return failures.get();
    }

    /** True while the store takes nothing. */
    public boolean isFailing() {
        return isFailing;
    }

    /** Writes what waits, then ends the thread. The store stays open. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.warn("the store writer did not end in {}", CLOSE_LIMIT);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (isFailing) {
            LOG.error("{} positions were not saved: the store is away", pending.size());
        }
    }
}
