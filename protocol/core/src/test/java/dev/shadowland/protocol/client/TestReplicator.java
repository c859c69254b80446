package dev.shadowland.protocol.client;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.WireWriter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** What a server tells one viewer: the rules of WIRE-FORMAT section 18, written small. */
final class TestReplicator {
    private static final int OVERDUE_TICKS = 30;

    private final SnapshotWriter snapshot = new SnapshotWriter();
    private final TreeMap<Integer, Told> told = new TreeMap<>();
    private final TreeMap<Long, List<Sent>> inFlight = new TreeMap<>();

    private static final class Told {
        boolean isKnown;
        boolean isQuadrantKnown;
        int due;
        long[] words = new long[5];
        final Map<Integer, Long> sentTicks = new HashMap<>();
    }

    private record Sent(int id, int mask) {
        static final int REMOVE = -1;
    }

    /**
     * Writes a tick's snapshot.
     *
     * @param rows all entities in sight, {@link TestRow}
     * @param isTurn whose turn it is at this tick, by its rate
     */
    void write(
            WireWriter writer,
            long tick,
            long lastInput,
            SortedMap<Integer, long[]> rows,
            IntPredicate isTurn) {
        expire(tick);
        List<Sent> sent = new ArrayList<>();
        snapshot.begin(writer, tick, 0, lastInput, 0);
        rows.forEach((id, row) -> create(tick, id, row, sent));
        rows.forEach(
                (id, row) -> {
                    if (isTurn.test(id)) {
                        update(tick, id, row, sent);
                    }
                });
        for (int id : told.keySet()) {
            if (!rows.containsKey(id)) {
                snapshot.remove(id);
                sent.add(new Sent(id, Sent.REMOVE));
            }
        }
        snapshot.end();
        inFlight.put(tick, sent);
    }

    private void create(long tick, int id, long[] row, List<Sent> sent) {
        Told known = told.computeIfAbsent(id, _ -> new Told());
        if (!known.isKnown) {
            snapshot.create(row[0], row[1], row[2], row[3], row[4]);
            onSent(known, tick, id, EntityRow.fields(row[4]), row, sent);
        }
    }

    private void update(long tick, int id, long[] row, List<Sent> sent) {
        Told known = told.get(id);
        if (known == null || !known.isKnown) {
            return;
        }
        int mask = (known.due | changes(known.words, row)) & EntityRow.fields(row[4]);
        if ((mask & Field.QUADRANT) != 0) {
            known.isQuadrantKnown = false;
        }
        if ((mask & Field.POSITION) != 0 && !known.isQuadrantKnown) {
            mask |= Field.QUADRANT;
        }
        if (mask != 0) {
            mask |= (mask & Field.QUADRANT) != 0 ? Field.POSITION : 0;
            snapshot.update(mask, row[0], row[1], row[2], row[3], row[4]);
            onSent(known, tick, id, mask, row, sent);
        }
    }

    private static int changes(long[] words, long[] row) {
        return EntityRow.changes(
                words[0] ^ row[0],
                words[1] ^ row[1],
                words[2] ^ row[2],
                words[3] ^ row[3],
                words[4] ^ row[4]);
    }

    private static void onSent(
            Told known, long tick, int id, int mask, long[] row, List<Sent> sent) {
        known.words = row;
        known.due &= ~mask;
        for (int field = 0; field < Field.COUNT; field++) {
            if ((mask >> field & 1) != 0) {
                known.sentTicks.put(1 << field, tick);
            }
        }
        sent.add(new Sent(id, mask));
    }

    void onAcked(long tick) {
        List<Sent> records = inFlight.remove(tick);
        for (Sent record : records == null ? List.<Sent>of() : records) {
            Told known = told.get(record.id);
            if (record.mask == Sent.REMOVE) {
                told.remove(record.id);
            } else if (known != null) {
                known.isKnown |= (record.mask & Field.YAW_ONLY) == Field.YAW_ONLY;
                known.isQuadrantKnown |= isLast(known, Field.QUADRANT, tick);
            }
        }
    }

    private void expire(long tick) {
        while (!inFlight.isEmpty() && inFlight.firstKey() + OVERDUE_TICKS < tick) {
            long lost = inFlight.firstKey();
            for (Sent record : inFlight.pollFirstEntry().getValue()) {
                Told known = told.get(record.id);
                for (int field = 0; known != null && field < Field.COUNT; field++) {
                    known.due |= isLast(known, 1 << field, lost) ? 1 << field : 0;
                }
            }
        }
    }

    private static boolean isLast(Told known, int field, long tick) {
        return known.sentTicks.getOrDefault(field, -1L) == tick;
    }
}
