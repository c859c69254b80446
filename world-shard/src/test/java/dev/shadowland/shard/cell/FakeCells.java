package dev.shadowland.shard.cell;

import dev.shadowland.actors.api.Position;
import dev.shadowland.shard.ports.CellEvents;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Cells that only remember what was asked of them. */
public final class FakeCells implements CellFactory {
    /** Every cell ever made, oldest first. */
    public final CopyOnWriteArrayList<FakeCell> made = new CopyOnWriteArrayList<>();

    @Override
    public FakeCell create(long cell, long epoch, CellEvents events) {
        FakeCell made = new FakeCell(cell, epoch, events);
        this.made.add(made);
        return made;
    }

    /** The newest cell. */
    public FakeCell newest() {
        return made.getLast();
    }

    /** One of them. */
    public static final class FakeCell implements CellSimulation {
        public final long cell;
        public final long epoch;
        public final CellEvents events;
        public final Map<Integer, PlayerEntry> entities = new ConcurrentHashMap<>();
        public final AtomicLong ticks = new AtomicLong();

        /** A tick takes one permit; without any it fails the cell. */
        public final Semaphore ticksAllowed = new Semaphore(Integer.MAX_VALUE);

        /** A tick waits for one of these. */
        public final Semaphore tickGate = new Semaphore(Integer.MAX_VALUE / 2);

        public volatile boolean isClosed;

        FakeCell(long cell, long epoch, CellEvents events) {
            this.cell = cell;
            this.epoch = epoch;
            this.events = events;
        }

        @Override
        public void tick(long tick, long scheduledNs) {
            tickGate.acquireUninterruptibly();
            if (!ticksAllowed.tryAcquire()) {
                throw new IllegalStateException("planted fault");
            }
            ticks.incrementAndGet();
        }

        @Override
        public EnterOutcome enter(PlayerEntry entry) {
            entities.put(entry.entity(), entry);
            return new EnterOutcome.Entered(ticks.get());
        }

        @Override
        public @Nullable PlayerExit remove(int entity, long generation) {
            PlayerEntry entry = entities.get(entity);
            if (entry == null || entry.generation() > generation) {
                return null;
            }
            entities.remove(entity);
            Position position = entry.position();
            return new PlayerExit(entry.character(), entity, entry.generation(), position);
        }

        @Override
        public int players() {
            return entities.size();
        }

        @Override
        public int entities() {
            return 0;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
