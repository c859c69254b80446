package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

/**
 * When a connection speaks although it has nothing to say, and when silence means that the peer is
 * gone. Owned by the connection's thread.
 */
final class Heartbeat {
    /** Bytes of a ping, and of a pong. */
    static final int FRAME_SIZE = 10;

    private static final long NO_SAMPLE = -1;

    private final ConnectionSettings settings;
    private final long startedNs;
    private boolean pongDue;
    private long pongEcho;
    private long lastHeardNs;
    private long lastSentNs;
    private long nextPingNs;

    Heartbeat(ConnectionSettings settings, long nowNs) {
        this.settings = settings;
        startedNs = nowNs;
        lastHeardNs = nowNs;
        lastSentNs = nowNs - settings.keepAliveNs();
        nextPingNs = nowNs + settings.pingIntervalNs();
    }

    long lastHeardNs() {
        return lastHeardNs;
    }

    void onHeard(long nowNs) {
        lastHeardNs = nowNs;
    }

    /** Takes the body of a ping; false when malformed. */
    boolean onPing(WireReader reader) {
        long echo = reader.i64();
        if (!reader.finished()) {
            return false;
        }
        pongEcho = echo;
        pongDue = true;
        return true;
    }

    /**
     * What a pong says of the round trip, in nanoseconds; -1 when it answers no ping that this end
     * can have sent within the timeout.
     */
    long sampleOf(long echoedNs, long nowNs) {
        long sample = nowNs - echoedNs;
        return sample >= 0 && sample <= settings.timeoutNs() ? sample : NO_SAMPLE;
    }

    /** Whether the peer was silent, or did not end its proof, for the timeout. */
    boolean isTimedOut(boolean proving, long nowNs) {
        return nowNs - (proving ? startedNs : lastHeardNs) >= settings.timeoutNs();
    }

    /** How long this end has been silent. */
    long silentNs(long nowNs) {
        return nowNs - lastSentNs;
    }

    /** Whether an established connection has to speak. */
    boolean isDue(long nowNs) {
        return pongDue || nowNs - nextPingNs >= 0 || nowNs - lastSentNs >= settings.keepAliveNs();
    }

    /** Writes what is due; pings once established only. */
    void write(WireWriter writer, boolean established, long nowNs) {
        if (pongDue) {
            writer.u8(FrameType.PONG).u8(8).i64(pongEcho);
            pongDue = false;
        }
        if (established && nowNs - nextPingNs >= 0) {
            writer.u8(FrameType.PING).u8(8).i64(nowNs);
            nextPingNs = nowNs + settings.pingIntervalNs();
        }
        lastSentNs = nowNs;
    }
}
