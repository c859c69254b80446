package dev.shadowland.loadtest.bot;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Counts violations by kind and keeps the first few of each in words. Any thread. */
public final class ViolationLog {
    private static final int EXAMPLES = 5;

    private final Map<Violation, AtomicLong> counts = new EnumMap<>(Violation.class);
    private final Map<Violation, List<String>> examples = new EnumMap<>(Violation.class);

    public ViolationLog() {
        for (Violation kind : Violation.values()) {
            counts.put(kind, new AtomicLong());
        }
    }

    /** Counts one; {@code words} are asked for only for the first few. */
    public void add(Violation kind, Supplier<String> words) {
        if (counter(kind).incrementAndGet() <= EXAMPLES) {
            String example = words.get();
            synchronized (examples) {
                examples.computeIfAbsent(kind, _ -> new ArrayList<>()).add(example);
            }
        }
    }

    /** How many of this kind. */
    public long count(Violation kind) {
        return counter(kind).get();
    }

    private AtomicLong counter(Violation kind) {
        return Objects.requireNonNull(counts.get(kind));
    }

    /** How many of all kinds. */
    public long total() {
        long total = 0;
        for (Violation kind : Violation.values()) {
            total += count(kind);
        }
        return total;
    }

    /** Every kind's key with its count, zeros included. */
    public Map<String, Long> byKey() {
        Map<String, Long> byKey = new LinkedHashMap<>();
        for (Violation kind : Violation.values()) {
            byKey.put(kind.key(), count(kind));
        }
        return byKey;
    }

    /** The first few of each kind that occurred, in words. */
    public Map<String, List<String>> examples() {
        synchronized (examples) {
            Map<String, List<String>> byKey = new LinkedHashMap<>();
            examples.forEach((kind, lines) -> byKey.put(kind.key(), List.copyOf(lines)));
            return byKey;
        }
    }
}
