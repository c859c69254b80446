package dev.shadowland.transport.agent;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The node's time in nanoseconds since 1970: the wall clock at start plus the monotonic clock,
 * pulled towards the wall clock by at most 500 parts per million, so that it never jumps and never
 * steps back, on any thread or between threads.
 *
 * <p>{@link #nowNs} is for every thread, {@link #onHousekeeping} for one: call it about once a
 * second. A wall clock that was set far away is followed slowly; {@link #driftNs} tells how far it
 * is off.
 */
public final class NodeClock {
    /** Fastest correction, parts per billion. */
    private static final long MAX_SLEW_PPB = 500_000;

    /** An offset is to be gone after this long. */
    private static final long HORIZON_NS = 10_000_000_000L;

    private static final long BILLION = 1_000_000_000L;

    private final LongSupplier monotonicNs;
    private final LongSupplier wallEpochNs;
    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);
    private volatile Segment segment;
    private volatile long driftNs;

    /**
     * Time runs from (monotonicNs, epochNs) with a correction of slewPpb until correctionNs is
     * reached.
     */
    private record Segment(long monotonicNs, long epochNs, long slewPpb, long correctionNs) {
        long at(long nowMonotonicNs) {
            long elapsed = Math.max(0, nowMonotonicNs - monotonicNs);
            long slewed = elapsed / BILLION * slewPpb + elapsed % BILLION * slewPpb / BILLION;
            long bounded =
                    correctionNs < 0
                            ? Math.max(slewed, correctionNs)
                            : Math.min(slewed, correctionNs);
            return epochNs + elapsed + bounded;
        }
    }

    private NodeClock(LongSupplier monotonicNs, LongSupplier wallEpochNs) {
        this.monotonicNs = monotonicNs;
        this.wallEpochNs = wallEpochNs;
        this.segment = new Segment(monotonicNs.getAsLong(), wallEpochNs.getAsLong(), 0, 0);
    }

    /** A clock over this machine's. */
    public static NodeClock system() {
        return of(System::nanoTime, NodeClock::systemWallNs);
    }

    /**
     * A clock over these sources, both in nanoseconds; {@code wallEpochNs} counts from 1970 and may
     * jump.
     */
    public static NodeClock of(LongSupplier monotonicNs, LongSupplier wallEpochNs) {
        return new NodeClock(monotonicNs, wallEpochNs);
    }

    /**
     * Now, in nanoseconds since 1970; never less than any value returned before. Read it once per
     * duty cycle and pass it on.
     */
    public long nowNs() {
        return latest.accumulateAndGet(segment.at(monotonicNs.getAsLong()), Math::max);
    }

    /** Compares with the wall clock and sets the correction anew. Housekeeping thread only. */
    public void onHousekeeping() {
        long monotonic = monotonicNs.getAsLong();
        long here = segment.at(monotonic);
        long offset = wallEpochNs.getAsLong() - here;
        long wanted = Math.clamp(offset, -HORIZON_NS, HORIZON_NS) / (HORIZON_NS / BILLION);
        segment =
                new Segment(
                        monotonic, here, Math.clamp(wanted, -MAX_SLEW_PPB, MAX_SLEW_PPB), offset);
        driftNs = offset;
    }

    /**
     * How far the wall clock was ahead of this one at the last housekeeping, nanoseconds; negative
     * when behind.
     */
    public long driftNs() {
        return driftNs;
    }

    private static long systemWallNs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * BILLION + now.getNano();
    }
}
