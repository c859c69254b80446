package dev.shadowland.shard.replication;

import dev.shadowland.shard.interest.Rings;

import java.util.Arrays;

/**
 * How far back it may be that the settled members in each of one viewer's rings were told of. As
 * long as rings stay what they are, that is their period. When they change, a member that was told
 * of at every turn of one period, and is to be told of at every turn of another, is told of at the
 * turns that both have; so until everybody in the ring had its first turn, what changed since the
 * last such turn is told. A turn of a ring with far more to tell than room is skipped: then it is
 * the one before. Owned by the cell's thread.
 */
final class Arrears {
    private static final int KNOWN_TURNS = Schedule.CYCLE;
    private static final long KNOWN = (1L << KNOWN_TURNS) - 1;
    private static final int BYTE = (1 << Byte.SIZE) - 1;

    /** By ring, a byte each: the period of the turns that are sure, 0 for the ring's own. */
    private int periods;

    /** By ring, a byte each: turns until its own is sure. */
    private int turns;

    /** By ring, bit k: the turn k + 1 turns ago was skipped. */
    private final long[] skipped = new long[Rings.MOST];

    private final long[] moved = new long[Rings.MOST];

    /** A bit for each ring whose present turn is skipped. */
    private int skipping;

    /** Nobody is settled. */
    void clear() {
        periods = 0;
        turns = 0;
        skipping = 0;
        Arrays.fill(skipped, 0);
    }

    /** Whether everybody was told of at the last turn of its ring. */
    boolean isEmpty() {
        return periods == 0 && !hasSkipped();
    }

    /**
     * Period of the turns at which all settled members in a ring were told of, but for those
     * skipped: one of {@link Rings#periods}.
     */
    int period(int ring, Rings rings) {
        int period = at(periods, ring);
        return period == 0 ? rings.periodTicks(ring) : period;
    }

    /** Turns of a ring that were skipped, as far as that matters: bit k for k + 1 turns ago. */
    long skipped(int ring) {
        return skipped[ring];
    }

    private boolean hasSkipped() {
        return (skipped[0] | skipped[1] | skipped[2] | skipped[3]) != 0;
    }

    /**
     * Whether the present turn of a ring can be skipped: for everybody the last one that was not is
     * one of the cycle's.
     */
    boolean maySkip(int ring, Rings rings) {
        return isKnown(skipped[ring] << 1 | 1, period(ring, rings));
    }

    /** Between those skipped and the present turn there may be most of a period. */
    private static boolean isKnown(long skipped, int period) {
        int turnsSince = Long.SIZE - Long.numberOfLeadingZeros(skipped);
        int periodsSkipped = (turnsSince + period - 1) / period;
        return (periodsSkipped + 1) * period <= KNOWN_TURNS || skipped == 0;
    }

    /** Nobody settled in a ring is told of in the present turn. */
    void skip(int ring) {
        skipping |= 1 << ring;
    }

    /**
     * Rings are others from the present turn on.
     *
     * @param moves bit 4 · a + b: some settled member was in ring a and now is in ring b
     * @return whether it is known when everybody was told of; else nobody counts as settled
     */
    boolean onRings(Rings before, Rings after, int moves) {
        int newPeriods = 0;
        int newTurns = 0;
        boolean isKnown = true;
        for (int ring = 0; ring < Rings.MOST; ring++) {
            int own = after.periodTicks(ring);
            int sure = own;
            moved[ring] = 0;
            for (int from = 0; from < Rings.MOST; from++) {
                if (isMove(moves, from, ring)) {
                    sure = commonMultiple(sure, period(from, before));
                    moved[ring] |= skipped[from];
                }
            }
            newPeriods |= (sure == own ? 0 : sure) << (ring * Byte.SIZE);
            newTurns |= (sure == own ? 0 : own) << (ring * Byte.SIZE);
            isKnown &= isKnown(moved[ring], sure);
        }
        System.arraycopy(moved, 0, skipped, 0, Rings.MOST);
        periods = newPeriods;
        turns = newTurns;
        if (!isKnown) {
            clear();
        }
        return isKnown;
    }

    private static boolean isMove(int moves, int from, int to) {
        return (moves >>> (from * Rings.MOST + to) & 1) != 0;
    }

    /** Those whose turn it was were told of, but for the rings that were skipped. */
    void endTurn(Rings rings) {
        if (skipping == 0 && isEmpty()) {
            return;
        }
        for (int ring = 0; ring < Rings.MOST; ring++) {
            long now = ((skipped[ring] << 1) & KNOWN) | (skipping >>> ring & 1);
            boolean isPast = Long.numberOfTrailingZeros(now) >= period(ring, rings);
            skipped[ring] = isPast ? 0 : now; // past: everybody had a turn since
            countDown(ring, rings);
        }
        skipping = 0;
    }

    private void countDown(int ring, Rings rings) {
        int left = at(turns, ring);
        if (left == 0) {
            return;
        }
        boolean isSkipped = (skipping >>> ring & 1) != 0;
        int next = isSkipped ? rings.periodTicks(ring) : left - 1;
        turns += (next - left) << (ring * Byte.SIZE);
        if (next == 0) {
            periods &= ~(BYTE << (ring * Byte.SIZE));
        }
    }

    private static int at(int bytes, int ring) {
        return bytes >>> (ring * Byte.SIZE) & BYTE;
    }

    private static int commonMultiple(int a, int b) {
        int multiple = a;
        while (multiple % b != 0) {
            multiple += a;
        }
        return multiple;
    }
}
