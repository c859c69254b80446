package dev.shadowland.loadtest.report;

/**
 * What the swarm itself cost in the measuring window; with all roles in one process, what they cost
 * together.
 *
 * @param cpuSeconds processor time
 * @param cpuMillisPerBotSecond of one bot in one second
 */
public record SwarmCost(double cpuSeconds, double cpuMillisPerBotSecond) {}
