package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.reliability.Resends;

/**
 * Times and sizes of an established connection.
 *
 * @param replayWindow positions, 64..1024 (seed: 64)
 * @param pingIntervalNs how often this end pings for the round trip
 * @param keepAliveNs longest silence of this end: 250 ms for a server (WIRE "Resume")
 * @param timeoutNs silence of the peer after which the connection is dead (seed: 15 s)
 * @param firstBytesPerSecond what this end may send before it knows the path
 * @param mostBytesPerSecond ceiling of what this end sends, at least 3000
 * @param compresses whether this end compresses what it sends; it understands it either way
 * @param resends when what is reliable goes again
 */
public record ConnectionSettings(
        int replayWindow,
        long pingIntervalNs,
        long keepAliveNs,
        long timeoutNs,
        int firstBytesPerSecond,
        int mostBytesPerSecond,
        boolean compresses,
        Resends resends) {
    /** A full snapshot at 60 Hz and a third more. */
    public static final int FIRST_BYTES_PER_SECOND = 96 * 1024;

    /** Ceiling of what an end sends unless set otherwise: 512 KiB a second. */
    public static final int MOST_BYTES_PER_SECOND = 512 * 1024;

    private static final long MS = 1_000_000;

    /** A server's defaults: heartbeat 5 s, a datagram at least every 250 ms, dead after 15 s. */
    public static final ConnectionSettings SERVER =
            new ConnectionSettings(64, 5_000 * MS, 250 * MS, 15_000 * MS);

    /** A client's defaults: pings each second, for it wants to know its round trip. */
    public static final ConnectionSettings CLIENT =
            new ConnectionSettings(64, 1_000 * MS, 250 * MS, 15_000 * MS);

    /** With the default ceiling, and compression. */
    public ConnectionSettings(
            int replayWindow, long pingIntervalNs, long keepAliveNs, long timeoutNs) {
        this(
                replayWindow,
                pingIntervalNs,
                keepAliveNs,
                timeoutNs,
                FIRST_BYTES_PER_SECOND,
                MOST_BYTES_PER_SECOND,
                true);
    }

    /** With the default resends. */
    public ConnectionSettings(
            int replayWindow,
            long pingIntervalNs,
            long keepAliveNs,
            long timeoutNs,
            int firstBytesPerSecond,
            int mostBytesPerSecond,
            boolean compresses) {
        this(
                replayWindow,
                pingIntervalNs,
                keepAliveNs,
                timeoutNs,
                firstBytesPerSecond,
                mostBytesPerSecond,
                compresses,
                Resends.DEFAULT);
    }

    /** The same with other resends. */
    public ConnectionSettings withResends(Resends other) {
        return new ConnectionSettings(
                replayWindow,
                pingIntervalNs,
                keepAliveNs,
                timeoutNs,
                firstBytesPerSecond,
                mostBytesPerSecond,
                compresses,
                other);
    }
}
