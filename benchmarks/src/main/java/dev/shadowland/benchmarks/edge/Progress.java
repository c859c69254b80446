package dev.shadowland.benchmarks.edge;

/** Told how far a long run is. */
@FunctionalInterface
public interface Progress {
    /** One line for a person. */
    void say(String line);
}
