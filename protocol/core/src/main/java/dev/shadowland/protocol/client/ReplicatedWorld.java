package dev.shadowland.protocol.client;

import dev.shadowland.protocol.snapshot.EntityRecord;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotHandler;
import dev.shadowland.protocol.snapshot.SnapshotOutcome;
import dev.shadowland.protocol.snapshot.SnapshotReader;
import dev.shadowland.protocol.wire.PositionQuantizer;

import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A client's picture of the world, kept from snapshots that arrive in any order, twice, or not at
 * all. Confined to one thread; does not allocate once it has held its greatest number of entities.
 *
 * <p>Order is kept per <em>field</em>: a field applies unless the entity has a later tick for that
 * same field. Per record would lose data: an older datagram that arrives late is acknowledged all
 * the same, and may be the only carrier of a field which the newer one did not repeat.
 *
 * <p>A removed entity stays as a tombstone until {@value #TOMBSTONE_SNAPSHOTS} newer snapshots
 * came: what was sent before its removal is then too old for the widest replay window, however
 * seldom datagrams come, and late records do not revive it. A removal applies unless some record of
 * the entity is later.
 *
 * <p>A source that begins to tell this viewer of the world without knowing what the client holds
 * (its cell was restored after a death) says since which tick it does. That names the source: what
 * an earlier one told is gone once this one told of none of it anew for {@value #SUCCESSION_TICKS}
 * ticks, and snapshots of an earlier one that come yet are ignored. Both may have ticked at the
 * same time for a moment, so their ticks are not compared.
 *
 * <p>The wire has the low 32 bits of ticks. Here they are counts that do not wrap, on from that of
 * the first snapshot; only what is older than that one may be below 0.
 *
 * <p>Entities live in slots: {@link #slotOf} finds one, {@link #limit} and {@link #isLive} iterate.
 * A slot is valid until the next frame.
 */
public final class ReplicatedWorld {
    /** For how many newer snapshots removed entities are remembered. */
    public static final int TOMBSTONE_SNAPSHOTS = 1024;

    /** No tick: before all others. */
    public static final long NO_TICK = Long.MIN_VALUE;

    /** No such entity. */
    public static final int NO_SLOT = -1;

    /**
     * What an earlier source told stays this long, in ticks, after the present one began or last
     * told of some of it for the first time.
     */
    public static final int SUCCESSION_TICKS = 120;

    private static final int SWEEP_PER_SNAPSHOT = 4;

    private final SnapshotReader reader = new SnapshotReader();
    private final Applier applier = new Applier();
    private final ReplicationCounters counters = new ReplicationCounters();
    private final Int2IntHashMap slots = new Int2IntHashMap(256, 0.55f, NO_SLOT, false);
    private final Succession succession = new Succession(SUCCESSION_TICKS);
    private final PositionQuantizer quantizer;
    private final @Nullable MotionHistory history;
    private EntityColumns columns;
    private int limit;
    private int free = NO_SLOT;
    private int live;
    private int sweep;
    private long newestTick;
    private long lastInput;
    private long lastCommand;
    private long datagramTick = NO_TICK;
    private long datagramInput;
    private boolean newestInDatagram;

    /** An empty world of the map that the quantizer describes; it keeps the newest state only. */
    public ReplicatedWorld(PositionQuantizer quantizer) {
        this(quantizer, MotionSettings.BOT);
    }

    /** An empty world that with interpolation also keeps what a {@link RenderedWorld} needs. */
    public ReplicatedWorld(PositionQuantizer quantizer, MotionSettings settings) {
        this.quantizer = quantizer;
        columns = new EntityColumns(64);
        history =
                settings.interpolation()
                        ? new MotionHistory(settings.timing().states(), columns.capacity())
                        : null;
    }

    /** Call before the first frame of each datagram. */
    public void beginDatagram() {
        reader.beginDatagram();
        datagramTick = NO_TICK;
        datagramInput = 0;
        newestInDatagram = false;
    }

    /** Takes one frame of a datagram; frames that are no snapshot's are left alone. */
    public SnapshotOutcome onFrame(int type, DirectBuffer buffer, int offset, int length) {
        SnapshotOutcome outcome = reader.onFrame(type, buffer, offset, length, applier);
        if (outcome == SnapshotOutcome.MALFORMED || outcome == SnapshotOutcome.NO_HEAD) {
            counters.malformedFrames++;
        }
        return outcome;
    }

    /** Tick of the snapshot in the present datagram, {@link #NO_TICK} when it holds none. */
    public long datagramTick() {
        return datagramTick;
    }

    /**
     * Newest input that the snapshot in the present datagram acknowledges, 0 when it holds none.
     */
    public long datagramInput() {
        return datagramInput;
    }

    /** Whether the present datagram holds a newer snapshot than every one before it. */
    public boolean isNewest() {
        return newestInDatagram;
    }

    /** Newest tick seen, 0 before the first snapshot. */
    public long newestTick() {
        return newestTick;
    }

    /** Newest input that the server wholly consumed. */
    public long lastInput() {
        return lastInput;
    }

    /** Newest command that the server applied. */
    public long lastCommand() {
        return lastCommand;
    }

    /** Tick from which on the source of the newest snapshots has told everything. */
    public long since() {
        return succession.since();
    }

    /** What happened so far. */
    public ReplicationCounters counters() {
        return counters;
    }

    /** Number of entities, without tombstones. */
    public int size() {
        return live;
    }

    /** Slot of a live entity, or {@link #NO_SLOT}. */
    public int slotOf(int id) {
        int slot = slots.get(id);
        return slot == NO_SLOT || !columns.live[slot] ? NO_SLOT : slot;
    }

    /** Slots are below this number. */
    public int limit() {
        return limit;
    }

    /** Whether the slot holds a live entity. */
    public boolean isLive(int slot) {
        return columns.live[slot];
    }

    /** Entity id in the slot. */
    public int id(int slot) {
        return columns.ids[slot];
    }

    /** {@link dev.shadowland.protocol.snapshot.EntityType} in the slot. */
    public int type(int slot) {
        return columns.types[slot] & 0xFF;
    }

    /** Subtype of the entity in the slot. */
    public int subtype(int slot) {
        return columns.subtypes[slot] & 0xFF;
    }

    /** Coordinate in units, at most half a quantization step off. */
    public double x(int slot) {
        return quantizer.decode(columns.quadrantX(slot), columns.x(slot));
    }

    /** Coordinate in units, at most half a quantization step off. */
    public double y(int slot) {
        return quantizer.decode(columns.quadrantY(slot), columns.y(slot));
    }

    /** Coordinate in units, at most half a quantization step off. */
    public double z(int slot) {
        return quantizer.decodeHeight(columns.height(slot));
    }

    /**
     * The quantized state as the words of an {@link dev.shadowland.protocol.snapshot.EntityRow};
     * generation is 0.
     */
    public long word(int slot, int word) {
        return columns.word(slot, word);
    }

    /**
     * Tick of the newest value of a field, {@code field} from 0 to {@link Field#COUNT} − 1; {@link
     * #NO_TICK} of one that the present source has not told of.
     */
    public long fieldTick(int slot, int field) {
        return columns.fieldTick(slot, field);
    }

    /** Tick of the newest record of the entity. */
    public long recordTick(int slot) {
        return columns.recordTicks[slot];
    }

    /** How positions became wire values. */
    PositionQuantizer quantizer() {
        return quantizer;
    }

    /** The states of the last ticks, null without interpolation. */
    @Nullable MotionHistory history() {
        return history;
    }

    /** {@link #limit} is at most this; it only grows. */
    int capacity() {
        return columns.capacity();
    }

    private int addSlot(int id) {
        int slot = free;
        if (slot != NO_SLOT) {
            free = columns.ids[slot];
        } else {
            if (limit == columns.capacity()) {
                columns = columns.grown();
                if (history != null) {
                    history.grow(columns.capacity());
                }
            }
            slot = limit++;
        }
        columns.clear(slot, id, since());
        slots.put(id, slot);
        forgetStates(slot);
        return slot;
    }

    private void revive(int slot) {
        columns.live[slot] = true;
        live++;
        forgetStates(slot);
    }

    private void forgetStates(int slot) {
        if (history != null) {
            history.begin(slot);
        }
    }

    private void onToldAnew(int slot) {
        if (columns.live[slot]) {
            succession.onToldAnew(datagramTick);
        }
        if (history != null) {
            history.succeed(slot, datagramTick);
        }
    }

    private void apply(int slot, EntityRecord entity) {
        columns.apply(slot, datagramTick, entity);
        if (history != null) {
            history.add(slot, datagramTick, entity, columns);
        }
    }

    private void sweep() {
        if (succession.isSettledNow(newestTick)) {
            // At once, lest it be seen beside its like.
            int gone = columns.endEarlier(limit, since(), counters.newer());
            live -= gone;
            counters.leftByPredecessor += gone;
        }
        for (int i = 0; i < SWEEP_PER_SNAPSHOT && limit > 0; i++) {
            sweep = sweep + 1 < limit ? sweep + 1 : 0;
            if (columns.isTombstone(sweep)
                    && counters.newer() - columns.removedAt[sweep] > TOMBSTONE_SNAPSHOTS) {
                slots.remove(columns.ids[sweep]);
                columns.release(sweep, free);
                free = sweep;
            }
        }
    }

    /** Where the reader's findings land. */
    private final class Applier implements SnapshotHandler {
        private boolean isOfPredecessor;

        @Override
        public void onHead(long wireTick, long wireSince, long input, long command) {
            boolean isFirst = counters.snapshots++ == 0;
            datagramTick = isFirst ? wireTick : TickCount.near(wireTick, newestTick);
            isOfPredecessor =
                    succession.isOfPredecessor(wireSince, isFirst ? datagramTick : since());
            datagramInput = input;
            newestInDatagram = isFirst || datagramTick > newestTick;
            if (newestInDatagram) {
                newestTick = datagramTick;
                lastInput = Math.max(lastInput, input);
                lastCommand = isOfPredecessor ? lastCommand : Math.max(lastCommand, command);
            } else {
                counters.lateSnapshots++;
            }
            sweep();
        }

        @Override
        public void onCreate(long wireTick, EntityRecord entity) {
            counters.creates++;
            if (isOfPredecessor) {
                counters.recordsOfPredecessor++;
                return;
            }
            int slot = find(entity.id());
            if (slot == NO_SLOT) {
                slot = addSlot(entity.id());
            } else if (columns.live[slot]) {
                counters.createsForKnown++;
            } else if (datagramTick <= columns.recordTicks[slot]) {
                counters.recordsForRemoved++;
                return;
            }
            if (!columns.live[slot]) {
                revive(slot);
            }
            if (datagramTick >= columns.recordTicks[slot]) {
                columns.types[slot] = (byte) entity.type();
                columns.subtypes[slot] = (byte) entity.subtype();
            }
            apply(slot, entity);
        }

        @Override
        public void onUpdate(long wireTick, EntityRecord entity) {
            counters.updates++;
            if (isOfPredecessor) {
                counters.recordsOfPredecessor++;
                return;
            }
            int slot = find(entity.id());
            if (slot == NO_SLOT) {
                counters.updatesForUnknown++;
            } else if (columns.live[slot]) {
                apply(slot, entity);
            } else if (datagramTick > columns.recordTicks[slot]) {
                counters.updatesForUnknown++;
            } else {
                counters.recordsForRemoved++;
            }
        }

        @Override
        public void onRemove(long wireTick, int id) {
            counters.removes++;
            if (isOfPredecessor) {
                counters.recordsOfPredecessor++;
                return;
            }
            int slot = find(id);
            if (slot == NO_SLOT) {
                counters.removesForUnknown++;
                slot = addSlot(id);
            }
            if (columns.live[slot] && datagramTick > columns.recordTicks[slot]) {
                columns.live[slot] = false;
                live--;
            }
            columns.removedAt[slot] = counters.newer();
            columns.recordTicks[slot] = Math.max(columns.recordTicks[slot], datagramTick);
        }

        /** Slot of an entity that is live or a tombstone, which the present source tells of now. */
        private int find(int id) {
            int slot = slots.get(id);
            if (slot != NO_SLOT && columns.succeed(slot, since())) {
                onToldAnew(slot);
            }
            return slot;
        }
    }
}
