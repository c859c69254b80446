package dev.shadowland.shard.admin;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.shard.cell.CellWatch;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The cells that this node runs, for its status. Written by the cells' threads, read by any. */
public final class CellBoard implements CellWatch {
    private final Map<Long, Entry> cells = new ConcurrentHashMap<>();
    private final AtomicLong ticksSkipped = new AtomicLong();
    private final LongSupplier nanoTime;
    private long countedUntilNs;
    private long cellNs;

    /** One cell under one epoch; the numbers have one writer. */
    private static final class Entry {
        private final long epoch;
        private volatile int players;
        private volatile int entities;

        Entry(long epoch) {
            this.epoch = epoch;
        }
    }

    /** An empty board, on the JVM's clock. */
    public CellBoard() {
        this(System::nanoTime);
    }

    CellBoard(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        countedUntilNs = nanoTime.getAsLong();
    }

    @Override
    public synchronized void onStarted(long cell, long epoch) {
        countTime();
        cells.put(cell, new Entry(epoch));
    }

    @Override
    public void onPopulation(long cell, int players, int entities) {
        Entry entry = cells.get(cell);
        if (entry != null && entry.players != players) {
            entry.players = players;
        }
        if (entry != null && entry.entities != entities) {
            entry.entities = entities;
        }
    }

    @Override
    public void onTickSkipped(long cell) {
        ticksSkipped.getAndIncrement();
    }

    @Override
    public synchronized void onStopped(long cell, long epoch) {
        countTime();
        cells.computeIfPresent(cell, (_, entry) -> entry.epoch == epoch ? null : entry);
    }

    /** Number of cells that run here. */
    public int cells() {
        return cells.size();
    }

    /**
     * Seconds that cells have run here, summed over the cells: they come and go while a rate is
     * measured.
     */
    public synchronized double cellSeconds() {
        countTime();
        return cellNs / 1e9;
    }

    private void countTime() {
        long nowNs = nanoTime.getAsLong();
        cellNs += cells.size() * (nowNs - countedUntilNs);
        countedUntilNs = nowNs;
    }

    /** Players in them. */
    public int players() {
        return cells.values().stream().mapToInt(entry -> entry.players).sum();
    }

    /** World entities in them. */
    public int entities() {
        return cells.values().stream().mapToInt(entry -> entry.entities).sum();
    }

    /** Players by cell key text, cells without any included. */
    public Map<String, Integer> cellPlayers() {
        Map<String, Integer> players = new TreeMap<>();
        cells.forEach((cell, entry) -> players.put(CellKey.text(cell), entry.players));
        return players;
    }

    /** Epoch of a cell that runs here, or null. */
    public @Nullable Long epochOf(long cell) {
        Entry entry = cells.get(cell);
        return entry == null ? null : entry.epoch;
    }

    /** Ticks skipped since start because the one before was outstanding. */
    public long ticksSkipped() {
        return ticksSkipped.get();
    }
}
