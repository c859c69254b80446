package dev.shadowland.shard.replication;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.shard.interest.InterestSet;
import dev.shadowland.shard.interest.WorldView;

import org.agrona.collections.Int2IntHashMap;

import java.util.Arrays;

/**
 * What one viewer has been sent, by slot: each entity that its client may hold, the last sent
 * words, and the tick that last carried each field. Ticks are the low 32 bits, compared by
 * subtraction. Owned by the cell's thread; grows and never shrinks.
 *
 * <p>An entity is CREATING until a create is acknowledged, then LIVE, then REMOVING until a removal
 * is acknowledged; one that comes back while REMOVING is CREATING again. {@code since} is the tick
 * at which the present state began, so that acknowledgements of an earlier life count for nothing.
 */
final class KnownTable implements InterestSet {
    static final int NO_SLOT = -1;
    static final byte FREE = 0;
    static final byte CREATING = 1;
    static final byte LIVE = 2;
    static final byte REMOVING = 3;

    private static final int TICK_STRIDE = 8;

    private final Int2IntHashMap slots = new Int2IntHashMap(128, 0.55f, NO_SLOT, false);
    private int limit;
    private int free = NO_SLOT;
    private int refreshStamp;
    private int tick;
    byte[] states = new byte[64];
    int[] ids = new int[64];
    int[] due = new int[64];
    int[] since = new int[64];
    int[] quadrantSince = new int[64];
    boolean[] quadrantAcked = new boolean[64];
    byte[] missing = new byte[64];
    float[] priorities = new float[64];
    long[] identities = new long[64];
    long[] places = new long[64];
    long[] motions = new long[64];
    long[] rests = new long[64];
    private int[] fieldTicks = new int[64 * TICK_STRIDE];
    private int[] stamps = new int[64];

    /** The tick at which changes of state from now on begin. */
    void beginTick(long now) {
        tick = (int) now;
    }

    int limit() {
        return limit;
    }

    int slotOf(int entity) {
        return slots.get(entity);
    }

    /** Adds an entity or revives one that is REMOVING. */
    @Override
    public void enter(int entity) {
        int slot = slots.get(entity);
        if (slot == NO_SLOT) {
            slot = allocate(entity);
        }
        setCreating(slot);
        stamps[slot] = refreshStamp;
    }

    /**
     * Adds an entity that the client may hold already, as a handover says: LIVE with everything
     * due, or CREATING.
     */
    void adopt(int entity, boolean createAcked) {
        int slot = allocate(entity);
        setCreating(slot);
        states[slot] = createAcked ? LIVE : CREATING;
    }

    private void setCreating(int slot) {
        states[slot] = CREATING;
        since[slot] = tick;
        due[slot] = Field.ALL;
        missing[slot] = 0;
        quadrantAcked[slot] = false;
        quadrantSince[slot] = tick;
        priorities[slot] = 0;
    }

    @Override
    public void beginRefresh() {
        refreshStamp++;
    }

    @Override
    public boolean stay(int entity) {
        int slot = slots.get(entity);
        if (slot == NO_SLOT || states[slot] == REMOVING) {
            return false;
        }
        stamps[slot] = refreshStamp;
        return true;
    }

    @Override
    public void endRefresh(WorldView view) {
        for (int slot = 0; slot < limit; slot++) {
            boolean present = states[slot] == CREATING || states[slot] == LIVE;
            if (present
                    && stamps[slot] != refreshStamp
                    && view.rowOf(ids[slot]) != WorldView.NO_ROW) {
                leave(slot);
            }
        }
    }

    /** The entity is out of the interest set: its removal is due until acknowledged. */
    void leave(int slot) {
        states[slot] = REMOVING;
        since[slot] = tick;
        due[slot] = Field.ALL;
        priorities[slot] = 0;
    }

    /** The client is known not to hold the entity any more. */
    void forget(int slot) {
        slots.remove(ids[slot]);
        states[slot] = FREE;
        ids[slot] = free;
        free = slot;
    }

    void clear() {
        slots.clear();
        Arrays.fill(states, 0, limit, FREE);
        limit = 0;
        free = NO_SLOT;
    }

    /** Fields that differ from the last sent ones. */
    int changes(int slot, WorldView view, int row) {
        return EntityRow.changes(
                identities[slot] ^ view.word(row, EntityRow.IDENTITY),
                places[slot] ^ view.word(row, EntityRow.PLACE),
                motions[slot] ^ view.word(row, EntityRow.MOTION),
                rests[slot] ^ view.word(row, EntityRow.REST));
    }

    /**
     * The row's masked fields are in the datagram of the present tick; the mask covers everything
     * that differs.
     */
    void onSent(int slot, int mask, WorldView view, int row) {
        long rest = view.word(row, EntityRow.REST);
        if ((mask & Field.QUADRANT) != 0 && (rest ^ rests[slot]) >>> 32 != 0) {
            quadrantAcked[slot] = false;
            quadrantSince[slot] = tick;
        }
        identities[slot] = view.word(row, EntityRow.IDENTITY);
        places[slot] = view.word(row, EntityRow.PLACE);
        motions[slot] = view.word(row, EntityRow.MOTION);
        rests[slot] = rest;
        for (int fields = mask & Field.ALL; fields != 0; fields &= fields - 1) {
            fieldTicks[slot * TICK_STRIDE + Integer.numberOfTrailingZeros(fields)] = tick;
        }
        due[slot] = 0;
        priorities[slot] = 0;
    }

    /** The removal is in the datagram of the present tick. */
    void onRemovalSent(int slot) {
        fieldTicks[slot * TICK_STRIDE] = tick;
        due[slot] = 0;
        priorities[slot] = 0;
    }

    /**
     * The datagram of a tick, which held these fields of the entity, did not arrive: what nothing
     * later carried is due.
     */
    void onLost(int slot, int mask, int lostTick) {
        for (int fields = mask & Field.ALL; fields != 0; fields &= fields - 1) {
            int field = Integer.numberOfTrailingZeros(fields);
            if (fieldTicks[slot * TICK_STRIDE + field] == lostTick) {
                due[slot] |= 1 << field;
            }
        }
    }

    /** A removal in the datagram of a tick did not arrive. */
    void onRemovalLost(int slot, int lostTick) {
        if (states[slot] == REMOVING && fieldTicks[slot * TICK_STRIDE] == lostTick) {
            due[slot] = Field.ALL;
        }
    }

    /**
     * The client holds the state that a datagram of this tick created or, when it only placed it,
     * its quadrant.
     */
    void onAcked(int slot, boolean create, int ackedTick) {
        if (states[slot] == CREATING && create && ackedTick - since[slot] >= 0) {
            states[slot] = LIVE;
        }
        if (states[slot] != REMOVING && ackedTick - quadrantSince[slot] >= 0) {
            quadrantAcked[slot] = true;
        }
    }

    /** The client took the removal. */
    void onRemovalAcked(int slot, int ackedTick) {
        if (states[slot] == REMOVING && ackedTick - since[slot] >= 0) {
            forget(slot);
        }
    }

    /** Everything in flight counts as lost and everything known is due. */
    void restart() {
        for (int slot = 0; slot < limit; slot++) {
            if (states[slot] != FREE) {
                due[slot] = Field.ALL;
                since[slot] = tick;
                quadrantAcked[slot] = false;
                quadrantSince[slot] = tick;
            }
        }
    }

    /** The client is to be told of everything present anew. */
    void recreate() {
        for (int slot = 0; slot < limit; slot++) {
            if (states[slot] == CREATING || states[slot] == LIVE) {
                setCreating(slot);
            }
        }
    }

    private int allocate(int entity) {
        int slot = free;
        if (slot != NO_SLOT) {
            free = ids[slot];
        } else {
            slot = limit++;
            if (limit > ids.length) {
                grow(ids.length * 2);
            }
        }
        ids[slot] = entity;
        identities[slot] = 0;
        places[slot] = 0;
        motions[slot] = 0;
        rests[slot] = 0;
        slots.put(entity, slot);
        return slot;
    }

    private void grow(int capacity) {
        states = Arrays.copyOf(states, capacity);
        ids = Arrays.copyOf(ids, capacity);
        due = Arrays.copyOf(due, capacity);
        since = Arrays.copyOf(since, capacity);
        quadrantSince = Arrays.copyOf(quadrantSince, capacity);
        quadrantAcked = Arrays.copyOf(quadrantAcked, capacity);
        missing = Arrays.copyOf(missing, capacity);
        priorities = Arrays.copyOf(priorities, capacity);
        identities = Arrays.copyOf(identities, capacity);
        places = Arrays.copyOf(places, capacity);
        motions = Arrays.copyOf(motions, capacity);
        rests = Arrays.copyOf(rests, capacity);
        fieldTicks = Arrays.copyOf(fieldTicks, capacity * TICK_STRIDE);
        stamps = Arrays.copyOf(stamps, capacity);
    }
}
