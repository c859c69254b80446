package dev.shadowland.transport.agent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Makes a node leave with its launcher: when SHADOWLAND_SUPERVISED=1, the end of standard input
 * means that the launcher died, however it died, and no orphan may stay behind.
 */
public final class SupervisedExit {
    /** The environment variable that turns this on, with the value 1. */
    public static final String VARIABLE = "SHADOWLAND_SUPERVISED";

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedExit.class);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int STATUS = 0;

    private SupervisedExit() {}

    /**
     * Watches standard input when this process is supervised. At its end {@code onOrphaned} gets
     * five seconds to leave in order, then the process halts.
     *
     * @return whether it is supervised
     */
    public static boolean watch(Runnable onOrphaned) {
        return watch(System.getenv(), System.in, onOrphaned, Runtime.getRuntime()::halt);
    }

    static boolean watch(
            Map<String, String> environment,
            InputStream in,
            Runnable onOrphaned,
            IntConsumer halt) {
        if (!"1".equals(environment.get(VARIABLE))) {
            return false;
        }
        Thread.ofPlatform()
                .daemon()
                .name("supervised-exit")
                .start(
                        () -> {
                            awaitEnd(in);
                            runWithin(GRACE, onOrphaned);
                            halt.accept(STATUS);
                        });
        return true;
    }

    private static void awaitEnd(InputStream in) {
        byte[] ignored = new byte[256];
        try {
            while (in.read(ignored) >= 0) {
                // What the launcher writes means nothing; only its end does.
            }
        } catch (IOException _) {
            // A broken pipe is an end too.
        }
    }

    private static void runWithin(Duration grace, Runnable onOrphaned) {
        LOG.info("the launcher is gone, leaving");
        Thread leaving = Thread.ofPlatform().daemon().name("orphaned").start(onOrphaned);
        try {
            leaving.join(grace);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
