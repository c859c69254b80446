package dev.shadowland.loadtest.report;

/** How many entities the bots saw, each counted once a second. */
public record VisibleEntities(long p50, long max) {}
