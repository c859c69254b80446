package dev.shadowland.shard.interest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.snapshot.Field;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Against the plain rule, across the turn of the low 32 bits as well. */
class ChangeTicksPropertyTest {
    private static final int SLOTS = 3;

    private final int[][] last = new int[SLOTS][Field.COUNT];
    private final int[] whole = new int[SLOTS];

    @Property(tries = 500)
    void shouldTellWhichFieldsChangedLastInATimeAndWhichDidNotSince(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int begin = random.nextBoolean() ? Integer.MAX_VALUE - 40 : random.nextInt();
        ChangeTicks changes = new ChangeTicks(1);
        changes.grow(SLOTS);
        for (int slot = 0; slot < SLOTS; slot++) {
            Arrays.fill(last[slot], begin);
            whole[slot] = begin;
            changes.onChanged(slot, Field.ALL, begin);
            changes.onWhole(slot, begin);
        }
        for (int tick = begin + 1; tick - begin < 80; tick++) {
            change(random, changes, tick);
            int slot = random.nextInt(SLOTS);
            int after = tick - random.nextInt(30);
            int upTo = after + random.nextInt(30);
            int mask = random.nextInt(Field.ALL + 1);
            assertThat(changes.within(slot, after, upTo))
                    .as("seed %d", seed)
                    .isEqualTo(within(slot, after, upTo));
            assertThat(changes.unchangedSince(slot, mask, after))
                    .as("seed %d", seed)
                    .isEqualTo(mask & unchangedSince(slot, after));
        }
    }

    private void change(SplittableRandom random, ChangeTicks changes, int tick) {
        int slot = random.nextInt(SLOTS);
        int few = random.nextInt(Field.ALL + 1);
        int mask = random.nextInt(Field.ALL + 1) & few;
        changes.onChanged(slot, mask, tick);
        for (int field = 0; field < Field.COUNT; field++) {
            last[slot][field] = (mask >>> field & 1) != 0 ? tick : last[slot][field];
        }
        if (random.nextInt(20) == 0) {
            changes.onWhole(slot, tick);
            whole[slot] = tick;
        }
        assertThat(changes.position(slot)).isEqualTo(last[slot][0]);
    }

    private int within(int slot, int after, int upTo) {
        if (whole[slot] - after > 0 && whole[slot] - upTo <= 0) {
            return Field.ALL;
        }
        int mask = 0;
        for (int field = 0; field < Field.COUNT; field++) {
            boolean isWithin = last[slot][field] - after > 0 && last[slot][field] - upTo <= 0;
            mask |= isWithin ? 1 << field : 0;
        }
        return mask;
    }

    private int unchangedSince(int slot, int since) {
        int mask = 0;
        for (int field = 0; field < Field.COUNT; field++) {
            mask |= last[slot][field] - since <= 0 ? 1 << field : 0;
        }
        return mask;
    }
}
