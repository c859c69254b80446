package dev.shadowland.loadtest.bot;

import dev.shadowland.loadtest.report.LatencyHistogram;

import org.HdrHistogram.Histogram;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What all bots of a swarm measure together. Any thread. */
public final class BotMeters {
    private static final int MAX_ENTITIES = 1_000_000;

    private final LatencyHistogram rtt = new LatencyHistogram();
    private final LatencyHistogram inputToSnapshot = new LatencyHistogram();
    private final LatencyHistogram snapshotGap = new LatencyHistogram();
    private final AtomicLong longestGapNs = new AtomicLong();
    private final Histogram visibleEntities = new Histogram(MAX_ENTITIES, 3);
    private final Map<BotCount, AtomicLong> counts = zeros();
    private final Map<BotCount, AtomicLong> atWindow = zeros();
    private final Map<String, LongAdder> lossReasons = new ConcurrentHashMap<>();
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger peakConnected = new AtomicInteger();
    private final Set<Integer> crossed = ConcurrentHashMap.newKeySet();
    private final ViolationLog violations = new ViolationLog();
    private final Census census = new Census();

    /** Filled once, then only read: safe for any thread. */
    private static Map<BotCount, AtomicLong> zeros() {
        Map<BotCount, AtomicLong> zeros = new EnumMap<>(BotCount.class);
        for (BotCount what : BotCount.values()) {
            zeros.put(what, new AtomicLong());
        }
        return zeros;
    }

    private static AtomicLong at(Map<BotCount, AtomicLong> counts, BotCount what) {
        return Objects.requireNonNull(counts.get(what));
    }

    /** Round trips from Ping to Pong. */
    public LatencyHistogram rtt() {
        return rtt;
    }

    /**
     * From sending an input's first datagram to receiving the first snapshot that acknowledges it,
     * or else until the bot is out of the world or the window ends.
     */
    public LatencyHistogram inputToSnapshot() {
        return inputToSnapshot;
    }

    /**
     * Between consecutive snapshots of a bot in the world, and from the last one until it is out or
     * the window ends.
     */
    public LatencyHistogram snapshotGap() {
        return snapshotGap;
    }

    /** A bot in the world has had no snapshot for so long. */
    void onGap(long gapNs) {
        if (gapNs > longestGapNs.get()) {
            longestGapNs.accumulateAndGet(gapNs, Math::max);
        }
    }

    /** Longest wait for a snapshot in the present window, whether or not one came since. */
    public double longestGapMillis() {
        return longestGapNs.get() / 1e6;
    }

    /** What must never happen; counted from the start, not by window. */
    public ViolationLog violations() {
        return violations;
    }

    /** Which of the swarm's own entities are in the world. */
    public Census census() {
        return census;
    }

    /** Counts one. */
    public void count(BotCount what) {
        count(what, 1);
    }

    /** Counts some. */
    public void count(BotCount what, long amount) {
        at(counts, what).addAndGet(amount);
    }

    /** How many since the start. */
    public long total(BotCount what) {
        return at(counts, what).get();
    }

    /** How many in the present window. */
    public long inWindow(BotCount what) {
        return total(what) - at(atWindow, what).get();
    }

    /** A bot is in the world. */
    void onInWorld() {
        peakConnected.accumulateAndGet(connected.incrementAndGet(), Math::max);
    }

    /** A bot is out of the world. */
    void onOutOfWorld() {
        connected.decrementAndGet();
    }

    /** Bots in the world at present. */
    public int connected() {
        return connected.get();
    }

    /** Most bots that were in the world at once. */
    public int peakConnected() {
        return peakConnected.get();
    }

    /** A bot's entity passed into another cell. */
    public void onCrossing(int bot) {
        count(BotCount.BORDER_CROSSINGS);
        crossed.add(bot);
    }

    /** Bots that crossed a border in the present window. */
    public int botsCrossed() {
        return crossed.size();
    }

    /** Notes why a bot is out, or did not get in. */
    public void onLoss(String reason) {
        lossReasons.computeIfAbsent(reason, _ -> new LongAdder()).increment();
    }

    /** Why bots were out or did not get in, with counts since the start. */
    public Map<String, Long> lossReasons() {
        Map<String, Long> reasons = new TreeMap<>();
        lossReasons.forEach((reason, count) -> reasons.put(reason, count.sum()));
        return reasons;
    }

    /** Notes how many entities a bot sees. */
    public void onVisible(int entities) {
        synchronized (visibleEntities) {
            visibleEntities.recordValue(Math.min(entities, MAX_ENTITIES));
        }
    }

    /** Entities that bots saw in the present window: a percentile, 100 for the greatest. */
    public long visibleEntities(double percentile) {
        synchronized (visibleEntities) {
            return visibleEntities.getTotalCount() == 0
                    ? 0
                    : visibleEntities.getValueAtPercentile(percentile);
        }
    }

    /** Begins a measuring window. */
    public void restartWindow() {
        rtt.restart();
        inputToSnapshot.restart();
        snapshotGap.restart();
        longestGapNs.set(0);
        synchronized (visibleEntities) {
            visibleEntities.reset();
        }
        crossed.clear();
        counts.forEach((what, count) -> at(atWindow, what).set(count.get()));
    }
}
