package dev.shadowland.shard.ingress;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Drops by reason. Any thread; never allocates while it counts, which a {@code LongAdder} does when
 * two threads meet.
 */
public final class DropCounters {
    private static final DropReason[] REASONS = DropReason.values();

    /** Longs from one count to the next: 128 bytes, for threads that count different reasons. */
    private static final int STRIDE = 16;

    private final AtomicLongArray counts = new AtomicLongArray((REASONS.length + 1) * STRIDE);

    /** Counts one. */
    public void count(DropReason reason) {
        counts.getAndIncrement(at(reason));
    }

    /** Drops so far for a reason. */
    public long of(DropReason reason) {
        return counts.get(at(reason));
    }

    @SuppressWarnings(
            "EnumOrdinal") // The position lives as long as this object, and is not stored.
    private static int at(DropReason reason) {
        return (reason.ordinal() + 1) * STRIDE;
    }

    /** Every reason that occurred, with its count. */
    public Map<String, Long> snapshot() {
        Map<String, Long> result = new TreeMap<>();
        for (DropReason reason : REASONS) {
            if (of(reason) > 0) {
                result.put(reason.name(), of(reason));
            }
        }
        return result;
    }
}
