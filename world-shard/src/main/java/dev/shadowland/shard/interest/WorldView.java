package dev.shadowland.shard.interest;

import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.shard.ghost.RowCopy;
import dev.shadowland.shard.ghost.RowTable;

import org.agrona.collections.Int2IntHashMap;

import java.util.Arrays;

/**
 * What one cell sees: its own rows and those of the neighbours that interest can reach, each entity
 * once and in one slot for as long as it is seen. Of two rows of one entity the higher generation
 * is shown; that is how a player in handover is never seen twice. Renewed every tick, with a memory
 * of what changed when: a viewer asks what changed since it was last told, and nobody keeps copies
 * of values. Owned by the cell's thread, grows and never shrinks.
 */
public final class WorldView {
    /** No such entity. */
    public static final int NO_SLOT = -1;

    /**
     * Ticks for which an entity is kept where it was last seen: its row can be gone for a moment
     * while it changes cells.
     */
    public static final int MISSING_TICKS = 12;

    /** Ticks after which an entity counts as changed in every field, see {@link #changesSince}. */
    public static final int WHOLE_TICKS = 300;

    /** Ticks that a renewal makes up for in that: one that skips more has too much to tell. */
    public static final int MOST_WHOLE_TICKS = 2;

    /** Renewals that a row's history goes back. */
    public static final int HISTORY_RENEWALS = RenewalTicks.KEPT;

    private static final int PLACE_FIELDS = Field.POSITION | Field.QUADRANT;
    private static final int STANDING_FIELDS = Field.ROTATION | Field.TILT | Field.VITALS;
    private static final long VELOCITY_BITS = (1L << 48) - 1;
    private static final int STRIDE = 8;
    private static final int HISTORY = EntityRow.WORDS;
    private static final int OLDER_HISTORY = HISTORY + 1;
    private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;
    private static final int FIRST_CAPACITY = 256;

    private final MapGeometry geometry;
    private final InterestRules rules;
    private final ChangeTicks changes = new ChangeTicks(FIRST_CAPACITY);
    private final Places places = new Places(FIRST_CAPACITY);
    private final RenewalTicks renewals = new RenewalTicks();
    private final Leaps leaps;
    private final Neighbours neighbours;
    private final SeenArea area;
    private final IdOrder order = new IdOrder();
    private final Int2IntHashMap byEntity =
            new Int2IntHashMap(2 * IdOrder.USUAL_CAPACITY, 0.55f, NO_SLOT, false);
    private long[] words = new long[FIRST_CAPACITY * STRIDE];
    private int[] seenTicks = new int[FIRST_CAPACITY];
    private int[] ownSlots = new int[FIRST_CAPACITY];
    private int limit;
    private int free = NO_SLOT;
    private int tick;

    /**
     * Creates an empty view.
     *
     * @param margin units that a viewer can be outside the cell
     */
    public WorldView(
            MapGeometry geometry,
            RowTable table,
            long cell,
            PositionQuantizer quantizer,
            InterestRules rules,
            double margin) {
        this.geometry = geometry;
        this.rules = rules;
        this.leaps = new Leaps(rules, FIRST_CAPACITY);
        this.neighbours = new Neighbours(geometry, table, cell, rules, margin);
        this.area = new SeenArea(geometry, cell, quantizer.step(), rules, margin);
    }

    /**
     * Renews the view from the cell's own rows of this tick and its neighbours' of the tick before.
     *
     * @param copy written over with those
     */
    public void rebuild(long now, long[] ownRows, int ownRowCount, RowCopy copy) {
        tick = (int) now;
        renewals.add(tick);
        order.beginTick();
        if (ownSlots.length < ownRowCount) {
            ownSlots = new int[ownRowCount * 2];
        }
        for (int i = 0; i < ownRowCount; i++) {
            ownSlots[i] = see(ownRows, i * EntityRow.WORDS, ownSlots[i]);
        }
        for (int neighbour = 0; neighbour < neighbours.count(); neighbour++) {
            if (neighbours.read(neighbour, now, copy)) {
                seeGhosts(copy, neighbours.slots(neighbour, copy.count()));
            }
        }
        forgetMissing();
        order.settle();
    }

    /** Somebody looks around: there is room at once for as many as are usual then. */
    public void fitUsual() {
        if (places.slots() < IdOrder.USUAL_CAPACITY) {
            grow(IdOrder.USUAL_CAPACITY);
            order.grow(IdOrder.USUAL_CAPACITY);
        }
    }

    /** Slots are those of the same rows in the tick before, most likely. */
    private void seeGhosts(RowCopy copy, int[] slots) {
        long[] source = copy.words();
        for (int i = 0; i < copy.count(); i++) {
            int at = i * EntityRow.WORDS;
            int x = Places.x(source[at + EntityRow.PLACE], source[at + EntityRow.REST]);
            int y = Places.y(source[at + EntityRow.PLACE], source[at + EntityRow.REST]);
            int kind = rules.kindOf(source[at + EntityRow.IDENTITY]);
            if (area.contains(kind, x, y)) {
                slots[i] = see(source, at, slots[i]);
            }
        }
    }

    private int see(long[] source, int at, int guess) {
        int id = EntityRow.id(source[at + EntityRow.IDENTITY]);
        int slot = id(guess) == id ? guess : byEntity.get(id);
        if (slot == NO_SLOT) {
            slot = allocate(id);
            write(slot, Field.ALL, source, at);
            return slot;
        }
        int to = slot * STRIDE;
        boolean isOutdone =
                seenTicks[slot] == tick
                        && source[at + EntityRow.GENERATION] <= words[to + EntityRow.GENERATION];
        if (!isOutdone) {
            int changed =
                    EntityRow.changes(
                            source[at + EntityRow.IDENTITY] ^ words[to + EntityRow.IDENTITY],
                            source[at + EntityRow.PLACE] ^ words[to + EntityRow.PLACE],
                            source[at + EntityRow.MOTION] ^ words[to + EntityRow.MOTION],
                            source[at + EntityRow.REST] ^ words[to + EntityRow.REST],
                            source[at + EntityRow.TILT] ^ words[to + EntityRow.TILT]);
            write(slot, changed, source, at);
        }
        return slot;
    }

    private void write(int slot, int changed, long[] source, int at) {
        int to = slot * STRIDE;
        int elapsed = Math.min(tick - seenTicks[slot], MOST_WHOLE_TICKS);
        boolean isWhole =
                Integer.remainderUnsigned(tick + EntityRow.id(source[at]), WHOLE_TICKS) < elapsed;
        remember(to, tick == seenTicks[slot], (isWhole ? Field.ALL : changed) * EVERY_BYTE);
        seenTicks[slot] = tick;
        if (isWhole) {
            changes.onWhole(slot, tick);
        }
        if (source[at + EntityRow.GENERATION] != words[to + EntityRow.GENERATION]) {
            words[to + EntityRow.GENERATION] = source[at + EntityRow.GENERATION];
        }
        if (changed == 0) {
            return;
        }
        long place = source[at + EntityRow.PLACE];
        long rest = source[at + EntityRow.REST];
        words[to + EntityRow.IDENTITY] = source[at + EntityRow.IDENTITY];
        words[to + EntityRow.PLACE] = place;
        words[to + EntityRow.MOTION] = source[at + EntityRow.MOTION];
        words[to + EntityRow.REST] = rest;
        words[to + EntityRow.TILT] = source[at + EntityRow.TILT];
        places.kind(slot, rules.kindOf(source[at + EntityRow.IDENTITY]));
        if ((changed & PLACE_FIELDS) != 0) {
            double moved = places.move(slot, place, rest);
            leaps.onMoved(slot, (float) moved, tick - changes.position(slot), tick);
        }
        changes.onChanged(slot, changed, tick);
    }

    /**
     * Byte k of the history, of sixteen in two words, holds the fields that changed in the last k +
     * 1 renewals. For a row that was missing they count as one: what changed before it was seems
     * later than it is then, never earlier.
     */
    private void remember(int to, boolean isAgain, long changed) {
        long recent = words[to + HISTORY];
        long older = words[to + OLDER_HISTORY];
        int bits = isAgain ? 0 : Byte.SIZE;
        words[to + HISTORY] = recent << bits | changed;
        words[to + OLDER_HISTORY] =
                older << bits | (isAgain ? 0 : recent >>> (Long.SIZE - bits)) | changed;
    }

    private int allocate(int id) {
        int slot = free;
        if (slot != NO_SLOT) {
            free = (int) words[slot * STRIDE + EntityRow.PLACE];
        } else {
            slot = limit++;
            if (limit > places.slots()) {
                grow(places.slots() * 2);
            }
        }
        byEntity.put(id, slot);
        order.onAdded(slot, id);
        changes.onWhole(slot, tick);
        leaps.onCame(slot, tick);
        return slot;
    }

    private void forgetMissing() {
        for (int slot = 0; slot < limit; slot++) {
            int id = id(slot);
            if (id != 0 && tick - seenTicks[slot] > MISSING_TICKS) {
                byEntity.remove(id);
                order.onRemoved(slot);
                words[slot * STRIDE + EntityRow.IDENTITY] = 0;
                words[slot * STRIDE + EntityRow.GENERATION] = 0;
                words[slot * STRIDE + EntityRow.PLACE] = free;
                free = slot;
            }
        }
    }

    private void grow(int capacity) {
        words = Arrays.copyOf(words, capacity * STRIDE);
        places.grow(capacity);
        seenTicks = Arrays.copyOf(seenTicks, capacity);
        changes.grow(capacity);
        leaps.grow(capacity);
    }

    /** Tick of the view, the low 32 bits; 0 before the first. */
    public int tick() {
        return tick;
    }

    /** Entities seen. */
    public int count() {
        return byEntity.size();
    }

    /** Slots that there is room for. */
    public int capacity() {
        return places.slots();
    }

    /** Slots are below this number; {@link #id} is 0 in free ones. */
    public int limit() {
        return limit;
    }

    /** Who is seen, by id. */
    public IdOrder order() {
        return order;
    }

    /** Slot of an entity, or {@link #NO_SLOT}. */
    public int slotOf(int entity) {
        return byEntity.get(entity);
    }

    /** Slot of the cell's own row at a place of its order. */
    public int ownSlot(int ownRow) {
        return ownSlots[ownRow];
    }

    /** One word of an entity, see {@link EntityRow}. */
    public long word(int slot, int word) {
        return words[slot * STRIDE + word];
    }

    /** Entity in a slot, 0 for none. */
    public int id(int slot) {
        return EntityRow.id(words[slot * STRIDE]);
    }

    /**
     * Fields that changed after a tick, the low 32 bits of which are given, up to the present one.
     * Every {@link #WHOLE_TICKS} ticks, at a tick of its own, an entity counts as changed in all of
     * them: so everybody is told all of it again, whatever went wrong.
     */
    public int changesSince(int slot, int afterTick) {
        return changes.within(slot, afterTick, tick);
    }

    /** Fields that changed last after the one tick and up to the other; all as above. */
    public int changesWithin(int slot, int afterTick, int upToTick) {
        return changes.within(slot, afterTick, upToTick);
    }

    /** Renewals after a tick; more than {@link #HISTORY_RENEWALS} when it is long ago. */
    public int renewalsAfter(int afterTick) {
        return renewals.after(afterTick);
    }

    /**
     * Fields that changed last in so many last renewals but not in so many, each at most {@link
     * #HISTORY_RENEWALS}. Of an entity that was seen in this tick, see {@link #isSeen}.
     */
    public int changesIn(int slot, int last, int butNotIn) {
        return changesIn(slot, last) & ~changesIn(slot, butNotIn);
    }

    private int changesIn(int slot, int last) {
        if (last == 0) {
            return 0;
        }
        int byteAt = (last - 1) % Long.BYTES;
        return (int) (history(slot, last > Long.BYTES) >>> (byteAt * Byte.SIZE)) & Field.ALL;
    }

    /**
     * The fields that changed in the last renewals: byte k those of the last k + 1 or, when it is
     * the older part, of the last k + 9. Of an entity that was seen in this tick, see {@link
     * #isSeen}.
     */
    public long history(int slot, boolean isOlder) {
        return words[slot * STRIDE + (isOlder ? OLDER_HISTORY : HISTORY)];
    }

    /** Whether an entity's row was there in this tick. */
    public boolean isSeen(int slot) {
        return seenTicks[slot] == tick;
    }

    /**
     * Whether an entity came into view, or moved faster than is usual, since the oldest whole look
     * that still counts.
     */
    boolean isRestless(int slot) {
        return leaps.isRestless(slot, tick);
    }

    /** Whether an entity stands and all of these fields are of those who only turn or heal. */
    public boolean isStanding(int slot, int fields) {
        return (fields & ~STANDING_FIELDS) == 0
                && (words[slot * STRIDE + EntityRow.MOTION] & VELOCITY_BITS) == 0;
    }

    /** Which of the fields have the value that they had after the view of a tick. */
    public int unchangedSince(int slot, int fields, int sinceTick) {
        return changes.unchangedSince(slot, fields, sinceTick);
    }

    /** Number of an entity's kind. */
    public int kind(int slot) {
        return places.kind(slot);
    }

    /** X in quantization steps from the world's origin. */
    public int stepsX(int slot) {
        return places.x(slot);
    }

    /** Y in quantization steps from the world's origin. */
    public int stepsY(int slot) {
        return places.y(slot);
    }

    /** Height in quantization steps above the map's lowest. */
    public int stepsZ(int slot) {
        return places.z(slot);
    }

    /** Square of the distance between two entities, in steps. */
    public double distanceSquare(int a, int b) {
        return places.distanceSquare(a, b);
    }

    /** Where entities of each kind are looked at. */
    SeenArea area() {
        return area;
    }

    /** How often by distance, at a level. */
    public Rings rings(int level) {
        return rules.rings(level);
    }

    /** Shape of the map. */
    public MapGeometry geometry() {
        return geometry;
    }
}
