package dev.shadowland.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Ends this process when its launcher has died: then the pipe that is its standard input closes.
 * Shutdown hooks get a bounded time.
 */
final class LauncherWatch {
    private static final Duration SHUTDOWN_BOUND = Duration.ofSeconds(5);
    private static final int EXIT_STATUS = 1;

    private final InputStream pipe;

    LauncherWatch(InputStream pipe) {
        this.pipe = pipe;
    }

    void start() {
        Thread.ofPlatform().daemon().name("launcher-watch").start(this::watch);
    }

    private void watch() {
        try {
            pipe.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken pipe says the same as a closed one.
        }
        Thread.ofPlatform().daemon().name("launcher-watch-bound").start(LauncherWatch::haltLate);
        System.exit(EXIT_STATUS);
    }

    private static void haltLate() {
        try {
            Thread.sleep(SHUTDOWN_BOUND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(EXIT_STATUS);
    }
}
