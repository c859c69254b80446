package dev.shadowland.protocol.client;

/**
 * The server's time as far as a client can have heard of it: the tick whose snapshot would arrive
 * now if it came as fast as the fastest of late. Server and client share no clock, so of each
 * snapshot only the difference of its arrival and its tick is known; the least difference of the
 * last two to four seconds is the one that the network delayed least. Jitter, loss and reordering
 * only make single differences larger and so change nothing; a longer path, or a clock that runs
 * slower, shows when its windows have passed.
 *
 * <p>The time given out never runs back and runs at most a tenth faster or slower than the client's
 * own: so it gets to where the estimate is without a visible jump. Only when it is more than 250 ms
 * behind does it jump forward, and when it is that far ahead it stands.
 *
 * <p>Nanoseconds of the caller's clock, which may begin anywhere and must not run back. Owned by
 * one thread; does not allocate.
 */
public final class ServerClock {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long WINDOW_NS = 2 * SECOND_NS;
    private static final long JUMP_NS = SECOND_NS / 4;
    private static final int SLEW_PART = 10;

    private final int tickRateHz;
    private boolean isStarted;
    private boolean isShown;
    private long windowStartNs;
    private long leastInWindowNs;
    private long leastBeforeNs;
    private long serverNs;
    private long lastNs;
    private long jumps;

    /**
     * A clock that waits for its first snapshot.
     *
     * @param tickRateHz ticks per second of the server, above 0
     */
    public ServerClock(int tickRateHz) {
        if (tickRateHz <= 0) {
            throw new IllegalArgumentException("tick rate " + tickRateHz);
        }
        this.tickRateHz = tickRateHz;
    }

    /**
     * A snapshot arrived; late ones and repeated ones may be told of too.
     *
     * @param tick as {@link ReplicatedWorld#datagramTick} counts it
     */
    public void onSnapshot(long tick, long arrivedNs) {
        long differenceNs = arrivedNs - tick * SECOND_NS / tickRateHz;
        if (!isStarted) {
            isStarted = true;
            windowStartNs = arrivedNs;
            leastInWindowNs = differenceNs;
            leastBeforeNs = differenceNs;
        } else if (arrivedNs - windowStartNs >= WINDOW_NS) {
            windowStartNs = arrivedNs;
            leastBeforeNs = leastInWindowNs;
            leastInWindowNs = differenceNs;
        } else if (differenceNs - leastInWindowNs < 0) {
            leastInWindowNs = differenceNs;
        }
    }

    /** Moves the time on to the caller's; once per drawn frame. */
    public void advance(long nowNs) {
        if (!isStarted) {
            return;
        }
        long targetNs =
                nowNs - (leastInWindowNs - leastBeforeNs < 0 ? leastInWindowNs : leastBeforeNs);
        if (!isShown) {
            isShown = true;
            serverNs = targetNs;
            lastNs = nowNs;
            return;
        }
        long elapsedNs = Math.max(0, nowNs - lastNs);
        lastNs += elapsedNs;
        follow(targetNs, elapsedNs);
    }

    private void follow(long targetNs, long elapsedNs) {
        long behindNs = targetNs - serverNs - elapsedNs;
        if (behindNs > JUMP_NS) {
            serverNs = targetNs;
            jumps++;
        } else if (behindNs >= -JUMP_NS) {
            long slewNs = elapsedNs / SLEW_PART;
            serverNs += elapsedNs + Math.clamp(behindNs, -slewNs, slewNs);
        }
    }

    /** Whether there is a time to give out: after the first snapshot and {@link #advance}. */
    public boolean isRunning() {
        return isShown;
    }

    /**
     * The time in ticks and parts of a tick, {@code behindNs} before the newest snapshot that can
     * have come.
     */
    public double ticks(long behindNs) {
        return (serverNs - behindNs) * (double) tickRateHz / SECOND_NS;
    }

    /** How often the time jumped forward because it was too far behind. */
    public long jumps() {
        return jumps;
    }
}
