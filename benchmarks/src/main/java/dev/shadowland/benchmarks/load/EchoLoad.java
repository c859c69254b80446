package dev.shadowland.benchmarks.load;

/** Clients of one server, from the moment that they may ask. Owned by one thread. */
public interface EchoLoad extends AutoCloseable {
    /** Clients. */
    int clients();

    /** One client takes what came for it. */
    void receive(int client, long nowNs);

    /** One client asks once. */
    void ask(int client, long nowNs);

    /** Questions asked. */
    long asked();

    /** Answers that came and were what was asked. */
    long answered();

    @Override
    void close();
}
