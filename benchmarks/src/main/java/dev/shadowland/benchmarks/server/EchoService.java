package dev.shadowland.benchmarks.server;

import java.util.Map;

/** An echo with its threads, from open to close. Used by one thread. */
interface EchoService extends AutoCloseable {
    /** Its UDP port. */
    int port();

    /** Datagrams answered so far. */
    long echoes();

    /** What else it counted and is not 0, by name: refusals and drops. */
    Map<String, Long> oddities();

    @Override
    void close();
}
