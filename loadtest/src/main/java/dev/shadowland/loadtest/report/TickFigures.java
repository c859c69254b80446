package dev.shadowland.loadtest.report;

/** Tick durations of a node in milliseconds. */
public record TickFigures(double p50, double p99, double max) {}
