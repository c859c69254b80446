package dev.shadowland.benchmarks.flood;

import java.util.Set;

/**
 * How much is sent.
 *
 * @param bots who play
 * @param port UDP port of the gateway
 * @param perSecond datagrams per second, one kind at a time
 * @param secondsPerKind how long each kind lasts
 * @param addresses of the attacker's own
 * @param kinds what is sent
 */
public record FloodOptions(
        int bots,
        int port,
        int perSecond,
        int secondsPerKind,
        int addresses,
        Set<FloodKind> kinds) {}
