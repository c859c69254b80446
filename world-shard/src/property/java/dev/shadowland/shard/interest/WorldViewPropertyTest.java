package dev.shadowland.shard.interest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.shard.ghost.RowCopy;
import dev.shadowland.shard.ghost.RowTable;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What a view says of changes is what somebody finds who kept every row of every tick. */
class WorldViewPropertyTest {
    private static final MapGeometry MAP = MapGeometry.DEFAULT;
    private static final int ENTITIES = 8;
    private static final int KEPT = 24;

    /** An entity's words and the ticks at which its fields last changed. */
    private static final class Remembered {
        final long[] words = new long[EntityRow.WORDS];
        final long[] changed = new long[Field.COUNT];
        long seen;
        long whole;
        long missed;
    }

    private final Map<Integer, Remembered> oracle = new HashMap<>();
    private final List<Long> rounds = new ArrayList<>();

    @Property(tries = 40)
    void shouldKnowWhatChangedSinceAnyTick(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int longestSkip) {
        oracle.clear();
        rounds.clear();
        SplittableRandom random = new SplittableRandom(seed);
        PositionQuantizer quantizer = new PositionQuantizer(MAP.cellSize(), MAP.minZ());
        InterestRules rules = new InterestRules(Kinds.seed(), 1.1, Rings.DEFAULT, quantizer.step());
        WorldView view =
                new WorldView(
                        MAP, new RowTable(MAP), CellKey.of(0, 0, 4, 4), quantizer, rules, 400);
        long tick = 1_000L + random.nextInt(1_000_000);
        for (int i = 0; i < 400; i++) {
            tick += 1 + random.nextInt(longestSkip);
            long[] rows = rows(random, tick);
            view.rebuild(tick, rows, rows.length / EntityRow.WORDS, new RowCopy());
            long now = tick;
            oracle.values().removeIf(entity -> now - entity.seen > WorldView.MISSING_TICKS);
            assertThat(view.count()).isEqualTo(oracle.size());
            assertThat(view.order().isConsistent(view)).as("ranks, seed %d", seed).isTrue();
            rounds.add(now);
            oracle.forEach((id, entity) -> assertKnows(view, id, entity, now, seed));
        }
    }

    private void assertKnows(WorldView view, int id, Remembered entity, long now, long seed) {
        int slot = view.slotOf(id);
        assertThat(slot).as("slot of %d, seed %d", id, seed).isNotEqualTo(WorldView.NO_SLOT);
        assertThat(view.word(slot, EntityRow.PLACE)).isEqualTo(entity.words[EntityRow.PLACE]);
        assertThat(view.word(slot, EntityRow.REST)).isEqualTo(entity.words[EntityRow.REST]);
        assertThat(view.word(slot, EntityRow.TILT)).isEqualTo(entity.words[EntityRow.TILT]);
        for (long after = now - KEPT; after <= now; after++) {
            int expected = changedAfter(entity, after);
            assertThat(view.changesSince(slot, (int) after))
                    .as("changes of %d in %d..%d, seed %d", id, after, now, seed)
                    .isEqualTo(entity.whole > after ? Field.ALL : expected);
            assertThat(view.unchangedSince(slot, Field.ALL, (int) after))
                    .isEqualTo(~expected & Field.ALL);
        }
        assertThat(view.isSeen(slot)).isEqualTo(entity.seen == now);
        for (int round = 1; entity.seen == now && round <= Math.min(16, rounds.size()); round++) {
            long after = rounds.size() > round ? rounds.get(rounds.size() - 1 - round) : 0;
            long history = view.history(slot, round > 8);
            int told = (int) (history >>> ((round - 1) % 8 * 8)) & Field.ALL;
            int expected = entity.whole > after ? Field.ALL : changedAfter(entity, after);
            assertThat(told & expected)
                    .as("history of %d, %d back, at %d, seed %d", id, round, now, seed)
                    .isEqualTo(expected);
            if (entity.missed < rounds.getFirst()) {
                assertThat(told).isEqualTo(expected);
            }
        }
    }

    private static int changedAfter(Remembered entity, long after) {
        int changed = 0;
        for (int field = 0; field < Field.COUNT; field++) {
            changed |= entity.changed[field] > after ? 1 << field : 0;
        }
        return changed;
    }

    /** Some entities are there, with some words changed; the oracle takes note. */
    private long[] rows(SplittableRandom random, long tick) {
        List<long[]> rows = new ArrayList<>();
        for (int id = 1; id <= ENTITIES; id++) {
            boolean isAway = random.nextInt(id) > 3;
            if (!isAway) {
                rows.add(row(random, id, tick));
            } else if (oracle.containsKey(id)) {
                oracle.get(id).missed = tick;
            }
        }
        return rows.stream().flatMapToLong(Arrays::stream).toArray();
    }

    private long[] row(SplittableRandom random, int id, long tick) {
        boolean isNew = !oracle.containsKey(id);
        Remembered entity = oracle.computeIfAbsent(id, _ -> new Remembered());
        long[] before = entity.words.clone();
        entity.words[EntityRow.IDENTITY] =
                EntityRow.identity(id, EntityType.PLAYER, 200 + random.nextInt(2), 7);
        entity.words[EntityRow.PLACE] =
                EntityRow.place(100 + random.nextInt(2), 50, 5, random.nextInt(2));
        entity.words[EntityRow.MOTION] = EntityRow.motion(random.nextInt(2), 0, 0, 3);
        entity.words[EntityRow.REST] = EntityRow.rest(random.nextInt(2), 0, 0);
        entity.words[EntityRow.TILT] = id % 2 == 0 ? 0 : EntityRow.tilt(9, random.nextInt(2));
        int mask =
                isNew
                        ? Field.ALL
                        : EntityRow.changes(
                                before[EntityRow.IDENTITY] ^ entity.words[EntityRow.IDENTITY],
                                before[EntityRow.PLACE] ^ entity.words[EntityRow.PLACE],
                                before[EntityRow.MOTION] ^ entity.words[EntityRow.MOTION],
                                before[EntityRow.REST] ^ entity.words[EntityRow.REST],
                                before[EntityRow.TILT] ^ entity.words[EntityRow.TILT]);
        for (int field = 0; field < Field.COUNT; field++) {
            entity.changed[field] = (mask >> field & 1) != 0 ? tick : entity.changed[field];
        }
        long elapsed = Math.min(tick - entity.seen, WorldView.MOST_WHOLE_TICKS);
        boolean isWhole = Math.floorMod(tick + id, WorldView.WHOLE_TICKS) < elapsed;
        entity.whole = isNew || isWhole ? tick : entity.whole;
        entity.seen = tick;
        return entity.words.clone();
    }
}
