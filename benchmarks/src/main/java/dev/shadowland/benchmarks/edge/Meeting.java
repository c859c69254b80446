package dev.shadowland.benchmarks.edge;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where the threads of a measurement wait for each other, again and again. When one of them fails
 * all others learn at once, and why. Any thread.
 */
final class Meeting {
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final Phaser phaser;
    private final long patienceNs;

    /** Of so many threads, each of which waits at most so long. */
    Meeting(int threads, long patienceNs) {
        phaser = new Phaser(threads);
        this.patienceNs = patienceNs;
    }

    /** Does a thread's part; if it fails nobody is waited for any more. */
    <T> T guard(Callable<T> part) throws Exception {
        try {
            return part.call();
        } catch (Throwable e) {
            boolean _ = failure.complete(e);
            phaser.forceTermination();
            throw e;
        }
    }

    /** Waits until all are here; fails when one failed, or does not come in time. */
    void await() throws IOException, InterruptedException {
        try {
            int phase =
                    phaser.awaitAdvanceInterruptibly(
                            phaser.arrive(), patienceNs, TimeUnit.NANOSECONDS);
            if (phase < 0) {
                Throwable first = failure.resultNow();
                throw new IOException("the load failed: " + first, first);
            }
        } catch (TimeoutException e) {
            throw new IOException("a thread of the load is missing", e);
        }
    }
}
