package dev.shadowland.shard.ingress;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Drops by reason. Any thread. */
public final class DropCounters {
    private final EnumMap<DropReason, LongAdder> counts = new EnumMap<>(DropReason.class);

    /** All at 0. */
    public DropCounters() {
        for (DropReason reason : DropReason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    /** Counts one. */
    public void count(DropReason reason) {
        LongAdder adder = counts.get(reason);
        if (adder != null) {
            adder.increment();
        }
    }

    /** Drops so far for a reason. */
    public long of(DropReason reason) {
        LongAdder adder = counts.get(reason);
        return adder == null ? 0 : adder.sum();
    }

    /** Every reason that occurred, with its count. */
    public Map<String, Long> snapshot() {
        Map<String, Long> result = new TreeMap<>();
        counts.forEach(
                (reason, count) -> {
                    if (count.sum() > 0) {
                        result.put(reason.name(), count.sum());
                    }
                });
        return result;
    }
}
