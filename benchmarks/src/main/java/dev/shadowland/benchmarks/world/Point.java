package dev.shadowland.benchmarks.world;

/**
 * One row of a report, before it is measured.
 *
 * @param players who walk
 * @param threads that run the cells
 */
record Point(Layout layout, int players, int threads, Rates rates) {
    /** Where they walk. */
    Area area() {
        return layout.area(players);
    }

    /**
     * Whether another one measures the same: all of the map at the full density is both layouts.
     */
    boolean isSameWorldAs(Point other) {
        return players == other.players
                && threads == other.threads
                && rates.equals(other.rates)
                && area().equals(other.area());
    }

    /** For a person. */
    String text() {
        String beyond = rates.equals(Rates.WANTED) ? "" : ", %d Hz beyond".formatted(rates.farHz());
        return "%s, %d players, %s%s".formatted(layout.text(), players, threads(threads), beyond);
    }

    /** For a person. */
    static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }
}
