package dev.shadowland.actors.entity;

import java.util.List;

/**
 * How many entities of each kind live on a map from the start.
 *
 * @param counts by number of the kind; kinds beyond it have none
 */
public record Headcount(List<Integer> counts) {
    /** Nobody. */
    public static final Headcount NONE = new Headcount(List.of());

    public Headcount {
        counts = List.copyOf(counts);
        if (counts.stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("counts are at least 0: " + counts);
        }
    }

    /** Entities of a kind. */
    public int count(int kind) {
        return kind < counts.size() ? counts.get(kind) : 0;
    }
}
