package dev.shadowland.transport.status;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;

/**
 * Named counts with one writer and any number of readers. The writing thread owns every {@code
 * add}; readers on other threads see each count late by at most a moment and never torn. Counts
 * only rise and wrap at 2^63. Nothing allocates after creation but {@link #snapshot}.
 */
public final class Counters {
    /**
     * Keeps the counts off the cache lines of whatever the allocator puts beside them: 16 longs,
     * 128 bytes, at each end.
     */
    private static final int PADDING = 16;

    private final List<String> names;
    private final AtomicLongArray values;

    private Counters(List<String> names) {
        this.names = List.copyOf(names);
        this.values = new AtomicLongArray(names.size() + 2 * PADDING);
    }

    /**
     * One counter per constant, by ordinal; {@code BACK_PRESSURE} is named {@code back-pressure}.
     */
    public static <E extends Enum<E>> Counters of(Class<E> reasons) {
        return new Counters(Stream.of(reasons.getEnumConstants()).map(Counters::nameOf).toList());
    }

    /** Counters by position. */
    public static Counters named(String... names) {
        return new Counters(List.of(names));
    }

    /** The name under which a constant is counted. */
    public static String nameOf(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Counts one more. Writer thread only. */
    public void increment(Enum<?> reason) {
        add(index(reason), 1);
    }

    /** Counts {@code amount} more. Writer thread only. */
    public void add(Enum<?> reason, long amount) {
        add(index(reason), amount);
    }

    /** Counts one more at {@code index}, 0..{@link #size} − 1. Writer thread only. */
    public void increment(int index) {
        add(index, 1);
    }

    /** Counts {@code amount} more at {@code index}. Writer thread only. */
    public void add(int index, long amount) {
        int slot = slot(index);
        // Release pairs with the acquire in get: a reader that sees the count sees what was done
        // before it.
        values.setRelease(slot, values.getPlain(slot) + amount);
    }

    /** The present count; any thread. */
    public long get(Enum<?> reason) {
        return get(index(reason));
    }

    /** The present count; any thread. */
    public long get(int index) {
        return values.getAcquire(slot(index));
    }

    /** Sum of all counts; any thread. */
    public long total() {
        long total = 0;
        for (int i = 0; i < names.size(); i++) {
            total += get(i);
        }
        return total;
    }

    /** How many counters there are. */
    public int size() {
        return names.size();
    }

    /** Each name with its present count; any thread. */
    public void forEach(ObjLongConsumer<String> consumer) {
        for (int i = 0; i < names.size(); i++) {
            consumer.accept(names.get(i), get(i));
        }
    }

    /** All counts by name, in declaration order; any thread. */
    public Map<String, Long> snapshot() {
        Map<String, Long> counts = new LinkedHashMap<>();
        forEach(counts::put);
        return counts;
    }

    @SuppressWarnings(
            "EnumOrdinal") // The position lives as long as this object and is neither stored nor
    // sent.
    private static int index(Enum<?> reason) {
        return reason.ordinal();
    }

    private int slot(int index) {
        return PADDING + Objects.checkIndex(index, names.size());
    }
}
