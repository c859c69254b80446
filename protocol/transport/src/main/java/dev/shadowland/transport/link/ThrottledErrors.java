package dev.shadowland.transport.link;

import org.agrona.ErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicLong;

/** Counts Aeron's errors and logs at most one a second. Any thread. */
final class ThrottledErrors implements ErrorHandler {
    private static final Logger LOG =
            LoggerFactory.getLogger("dev.shadowland.transport.link.aeron");
    private static final long INTERVAL_NS = 1_000_000_000L;

    private final String who;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong nextLogNs = new AtomicLong(System.nanoTime());

    ThrottledErrors(String who) {
        this.who = who;
    }

    @Override
    public void onError(Throwable error) {
        long total = count.incrementAndGet();
        long nowNs = System.nanoTime();
        long due = nextLogNs.get();
        if (nowNs - due >= 0 && nextLogNs.compareAndSet(due, nowNs + INTERVAL_NS)) {
            LOG.warn("{}: error number {}", who, total, error);
        }
    }

    long count() {
        return count.get();
    }
}
