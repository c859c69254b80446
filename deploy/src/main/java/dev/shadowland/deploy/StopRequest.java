package dev.shadowland.deploy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C and SIGTERM end a run in order: the JVM's shutdown waits until the run is done and
 * then gives the run's exit status instead of the signal's.
 */
final class StopRequest {
    /** More than the bound of an orderly stop. */
    private static final long STOP_BOUND_SECONDS = 20;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile int exitStatus = 1;

    /** From now on signals request a stop. Once per process. */
    void onSignals() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "stop-request"));
    }

    void request() {
        requested.countDown();
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits until a stop is requested or the time is over. */
    void await(long millis) throws InterruptedException {
        if (isRequested()) {
            TimeUnit.MILLISECONDS.sleep(millis);
        } else {
            boolean _ = requested.await(millis, TimeUnit.MILLISECONDS);
        }
    }

    /** The run is over; the process may end. */
    void done(int status) {
        exitStatus = status;
        done.countDown();
    }

    private void onShutdown() {
        request();
        try {
            boolean _ = done.await(STOP_BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        Runtime.getRuntime().halt(exitStatus);
    }
}
