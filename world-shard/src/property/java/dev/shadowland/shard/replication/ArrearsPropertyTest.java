package dev.shadowland.shard.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.shard.interest.Rings;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Of each member what changed since it was last told of is told, however rings and room change. */
class ArrearsPropertyTest {
    private static final List<Rings> LEVELS = Rings.DEFAULT.levels();
    private static final int MEMBERS = 96;

    private final Arrears arrears = new Arrears();
    private final int[] rings = new int[MEMBERS];
    private final int[] told = new int[MEMBERS];
    private int level;

    @Property(tries = 500)
    void shouldNeverBeLessThanWhatWasNotTold(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        arrears.clear();
        Arrays.setAll(rings, _ -> random.nextInt(Rings.MOST));
        Arrays.fill(told, -1);
        double change = random.nextDouble() * 0.3;
        double skip = random.nextDouble();
        level = random.nextInt(LEVELS.size());
        for (int turn = 0; turn < 400; turn++) {
            if (turn >= Rings.CYCLE_TICKS && random.nextDouble() < change) {
                changeRings(random);
            }
            boolean isFull = turn >= Rings.CYCLE_TICKS && random.nextDouble() < skip;
            tell(turn, isFull, random, seed);
        }
    }

    private void changeRings(SplittableRandom random) {
        Rings before = LEVELS.get(level);
        level = Math.clamp(level + random.nextInt(-3, 4), 0, LEVELS.size() - 1);
        int moves = 0;
        for (int member = 0; member < MEMBERS; member++) {
            int next = Math.clamp(rings[member] + random.nextInt(-1, 2), 0, Rings.MOST - 1);
            moves |= 1 << (rings[member] * Rings.MOST + next);
            rings[member] = next;
        }
        if (!arrears.onRings(before, LEVELS.get(level), moves)) {
            Arrays.fill(told, Integer.MAX_VALUE); // nobody is settled
        }
    }

    private void tell(int turn, boolean isFull, SplittableRandom random, long seed) {
        Rings now = LEVELS.get(level);
        int first = isFull ? random.nextInt(Rings.MOST) : Rings.MOST;
        int skipped = 0;
        for (int ring = first; ring < Rings.MOST; ring++) {
            skipped |= arrears.maySkip(ring, now) ? 1 << ring : 0;
        }
        for (int member = 0; member < MEMBERS; member++) {
            int ring = rings[member];
            int age = age(turn, ring, member % Schedule.CYCLE);
            assertThat(age).as("turns that are known, seed %d", seed).isBetween(1, Schedule.CYCLE);
            boolean isDue = turn % now.periodTicks(ring) == member % now.periodTicks(ring);
            if (isDue && told[member] == Integer.MAX_VALUE) {
                told[member] = turn; // told of by itself, and settled from now on
            } else if (isDue && (skipped >>> ring & 1) == 0) {
                assertThat(turn - age)
                        .as("since when member %d is told at %d, seed %d", member, turn, seed)
                        .isLessThanOrEqualTo(told[member]);
                told[member] = turn;
            }
        }
        for (int ring = 0; ring < Rings.MOST; ring++) {
            if ((skipped >>> ring & 1) != 0) {
                arrears.skip(ring);
            }
        }
        arrears.endTurn(now);
    }

    /** As rows are put together, see {@link TurnRows}. */
    private int age(int turn, int ring, int phase) {
        return TurnRows.age(
                turn, phase, arrears.period(ring, LEVELS.get(level)), arrears.skipped(ring));
    }

    @Example
    void shouldEndOnceEverybodyHadATurn() {
        Rings before = LEVELS.get(1);
        Rings after = LEVELS.get(0);
        arrears.onRings(before, after, 1 << (3 * Rings.MOST + 2));
        int period = after.periodTicks(2);
        assertThat(arrears.period(2, after)).isGreaterThan(period);
        for (int turn = 0; turn < period; turn++) {
            assertThat(arrears.isEmpty()).isFalse();
            arrears.endTurn(after);
        }
        assertThat(arrears.isEmpty()).isTrue();
        arrears.skip(2);
        arrears.endTurn(after);
        for (int turn = 0; turn < period; turn++) {
            assertThat(arrears.isEmpty()).isFalse();
            arrears.endTurn(after);
        }
        assertThat(arrears.isEmpty()).isTrue();
    }
}
