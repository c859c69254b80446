package dev.shadowland.protocol.limits;

import dev.shadowland.protocol.wire.FrameType;

import java.util.Arrays;

/**
 * What one connection may send per second: datagrams, bytes as they come and as they are
 * decompressed, frames of each type. Only what opened is counted. Owned by the connection's thread.
 */
public final class ConnectionLimits {
    private static final int TYPES = 256;

    private final Settings settings;
    private final long[] frames = new long[TYPES];
    private long datagrams = Rate.FRESH;
    private long bytes = Rate.FRESH;
    private long lastExcessNs = Rate.FRESH;
    private long excessSinceNs;

    /**
     * The same for all connections.
     *
     * @param byType a rate per frame type, 256 of them
     * @param toleranceNs excess that goes on for longer is persistent
     */
    public record Settings(Rate datagrams, Rate bytes, ByType byType, long toleranceNs) {}

    /** A rate per frame type. */
    public static final class ByType {
        private final Rate[] rates = new Rate[TYPES];

        /** The same rate for all. */
        public ByType(Rate all) {
            Arrays.fill(rates, all);
        }

        /** With another rate for this type, 0..255. */
        public ByType with(int type, Rate rate) {
            rates[type] = rate;
            return this;
        }
    }

    /** Nothing was sent. */
    public ConnectionLimits(Settings settings) {
        this.settings = settings;
        Arrays.fill(frames, Rate.FRESH);
    }

    /** Whether a datagram of this length may be taken. */
    public boolean onDatagram(int length, long nowNs) {
        long nextDatagrams = settings.datagrams().take(datagrams, 1, nowNs);
        long nextBytes = settings.bytes().take(bytes, length, nowNs);
        if (nextDatagrams == Rate.REFUSED || nextBytes == Rate.REFUSED) {
            onExcess(nowNs);
            return false;
        }
        datagrams = nextDatagrams;
        bytes = nextBytes;
        return true;
    }

    /** Whether a frame of this type, 0..255, may be taken. */
    public boolean onFrame(int type, long nowNs) {
        long next = settings.byType().rates[type].take(frames[type], 1, nowNs);
        if (next == Rate.REFUSED) {
            onExcess(nowNs);
            return false;
        }
        frames[type] = next;
        return true;
    }

    /**
     * Whether bytes that came compressed may be decoded to so many: they count as if they had come
     * so long, and each message as a frame of type 0x67.
     *
     * @param messages compressed messages among them, 0 or more
     */
    public boolean onExpanding(int length, int messages, long nowNs) {
        int type = FrameType.COMPRESSED;
        long nextBytes = settings.bytes().take(bytes, length, nowNs);
        long nextFrames = settings.byType().rates[type].take(frames[type], messages, nowNs);
        if (nextBytes == Rate.REFUSED || nextFrames == Rate.REFUSED) {
            onExcess(nowNs);
            return false;
        }
        bytes = nextBytes;
        frames[type] = nextFrames;
        return true;
    }

    /**
     * The connection sent what no honest one sends, and what cost as much as its other frames: it
     * counts as too much.
     */
    public void onNonsense(long nowNs) {
        onExcess(nowNs);
    }

    /** A second without excess starts its time anew. */
    private void onExcess(long nowNs) {
        boolean goesOn = lastExcessNs != Rate.FRESH && nowNs - lastExcessNs < 1_000_000_000L;
        excessSinceNs = goesOn ? excessSinceNs : nowNs;
        lastExcessNs = nowNs;
    }

    /** Whether the connection kept sending too much for longer than is tolerated. */
    public boolean isPersistent() {
        return lastExcessNs != Rate.FRESH && lastExcessNs - excessSinceNs >= settings.toleranceNs();
    }
}
