package dev.shadowland.benchmarks.server;

/** What a server process answers with. */
public enum EchoKind {
    /** The datagram as it came, by recvmmsg and sendmmsg alone. */
    RAW,
    /** What a gateway worker makes of it. */
    GATEWAY
}
