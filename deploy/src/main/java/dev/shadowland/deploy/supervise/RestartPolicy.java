package dev.shadowland.deploy.supervise;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait before a restart, and when to give up. The wait doubles with each death within a
 * minute; a minute without deaths makes it short again.
 */
final class RestartPolicy {
    static final int MAX_DEATHS_PER_MINUTE = 5;
    private static final long WINDOW_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long FIRST_DELAY_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Deque<Long> deathTimesNs = new ArrayDeque<>();

    /** Takes note of a death; the nanoseconds to wait before the restart, or empty: give up. */
    OptionalLong onDeath(long nowNs) {
        while (!deathTimesNs.isEmpty() && nowNs - deathTimesNs.getFirst() > WINDOW_NS) {
            deathTimesNs.removeFirst();
        }
        deathTimesNs.addLast(nowNs);
        int deaths = deathTimesNs.size();
        return deaths > MAX_DEATHS_PER_MINUTE
                ? OptionalLong.empty()
                : OptionalLong.of(FIRST_DELAY_NS << (deaths - 1));
    }
}
