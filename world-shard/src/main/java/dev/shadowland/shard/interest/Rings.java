package dev.shadowland.shard.interest;

import java.util.ArrayList;
import java.util.List;

/**
 * How often an entity is told of by its distance: rings around a viewer, each with a period. The
 * last ring has no end: interest distances bound it. Immutable.
 *
 * @param rings from the nearest on, 1 to {@value #MOST}
 */
public record Rings(List<Ring> rings) {
    /** Most rings. */
    public static final int MOST = 4;

    /** Every period divides it, so a schedule repeats after so many ticks. */
    public static final int CYCLE_TICKS = 48;

    /** Ticks from one record to the next, as there can be, ascending. */
    private static final List<Integer> PERIODS = List.of(1, 2, 3, 4, 6, 12, 24, CYCLE_TICKS);

    /** Longest that a cell makes of its rings for being late. */
    private static final int LONGEST_HALVED = 12;

    /**
     * Full rate within 80 m, 30 Hz within a section, 20 Hz within two, 10 Hz beyond (the seed's
     * distances and rates, read as ticks).
     */
    public static final Rings DEFAULT =
            new Rings(
                    List.of(
                            new Ring(8_000, 1),
                            new Ring(25_600, 2),
                            new Ring(51_200, 3),
                            new Ring(Double.POSITIVE_INFINITY, 6)));

    /** Everything at full rate. */
    public static final Rings FULL_RATE = new Rings(List.of(new Ring(Double.POSITIVE_INFINITY, 1)));

    /**
     * One ring.
     *
     * @param radius units to its outer edge
     * @param periodTicks ticks from one record to the next: one of {@link #periods}
     */
    public record Ring(double radius, int periodTicks) {
        public Ring {
            if (!(radius > 0) || !PERIODS.contains(periodTicks)) {
                throw new IllegalArgumentException(
                        "a ring needs a radius above 0 and a period in ticks of "
                                + PERIODS
                                + ": "
                                + radius
                                + ", "
                                + periodTicks);
            }
        }
    }

    public Rings {
        rings = List.copyOf(rings);
        if (rings.isEmpty() || rings.size() > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " rings, not " + rings.size());
        }
        for (int i = 1; i < rings.size(); i++) {
            if (rings.get(i).radius() <= rings.get(i - 1).radius()) {
                throw new IllegalArgumentException("rings ascend: " + rings);
            }
        }
    }

    /**
     * The same rings and ever sparser ones, for a viewer that has less room than there is to tell,
     * or a cell that has less time. The first tells of whoever is not near half as often; the next
     * ones shrink the rings too, and tell of the nearest as often as they can. In a crowd that
     * fills the first ring each of them tells two fifths of what the one before it does, or more: a
     * viewer finds one that fills its room. Without an end of the first ring there is one level
     * only.
     */
    public List<Rings> levels() {
        double near = rings.getFirst().radius();
        if (rings.size() == 1) {
            return List.of(this);
        }
        return List.of(
                this,
                halved(),
                of(near / 4, 1, near / 2, 1, near, 2, 12),
                of(near / 4, 1, near / 2, 2, near, 4, 12),
                of(near / 4, 2, near / 2, 4, near, 6, 12),
                of(near / 8, 2, near / 4, 4, near / 2, 6, 12),
                of(near / 16, 2, near / 8, 6, near / 4, 12, 12),
                of(near / 16, 2, near / 8, 6, near / 4, 12, 24),
                of(near / 16, 4, near / 8, 12, near / 4, 24, CYCLE_TICKS));
    }

    private Rings halved() {
        List<Ring> halved = new ArrayList<>(rings);
        for (int i = 1; i < halved.size(); i++) {
            Ring ring = halved.get(i);
            halved.set(i, new Ring(ring.radius(), twice(ring.periodTicks())));
        }
        return new Rings(halved);
    }

    /** The next period that is at least twice as long, within bounds. */
    private static int twice(int period) {
        int wanted = Math.max(period, Math.min(2 * period, LONGEST_HALVED));
        return PERIODS.stream().filter(longer -> longer >= wanted).findFirst().orElseThrow();
    }

    private static Rings of(
            double first,
            int period,
            double second,
            int after,
            double third,
            int farther,
            int beyond) {
        return new Rings(
                List.of(
                        new Ring(first, period),
                        new Ring(second, after),
                        new Ring(third, farther),
                        new Ring(Double.POSITIVE_INFINITY, beyond)));
    }

    /** Outer radius of a ring in units; infinite for the last and for those that are not there. */
    double radius(int ring) {
        return ring < rings.size() - 1 ? rings.get(ring).radius() : Double.POSITIVE_INFINITY;
    }

    /** First ring that has a period of so many ticks or more; the last one when none has. */
    int firstFrom(int periodTicks) {
        int ring = 0;
        while (ring < rings.size() - 1 && rings.get(ring).periodTicks() < periodTicks) {
            ring++;
        }
        return ring;
    }

    /** Ticks from one record to the next, as there can be, ascending. */
    public static List<Integer> periods() {
        return PERIODS;
    }

    /** Ticks from one record to the next where that is longest. */
    public int longestTicks() {
        int longest = 0;
        for (int ring = 0; ring < rings.size(); ring++) {
            longest = Math.max(longest, rings.get(ring).periodTicks());
        }
        return longest;
    }

    /** Ticks from one record to the next in a ring. */
    public int periodTicks(int ring) {
        return rings.get(Math.min(ring, rings.size() - 1)).periodTicks();
    }
}
