package dev.shadowland.transport.link;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;

import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An Aeron media driver in this process, on one thread of its own that sleeps a millisecond when
 * idle: right for a machine of few cores. Its directory is made anew at start and removed at the
 * end. When it dies, the nodes that use it exit.
 */
public final class EmbeddedDriver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDriver.class);
    private static final int WANTED_SOCKET_BUFFER = 4 << 20;

    /** Aeron wants a log that a dead client holds to be freed after the client is given up. */
    private static final Duration UNBLOCK_AFTER_DEATH = Duration.ofMillis(500);

    private static final Duration TIMER = Duration.ofMillis(250);

    private final MediaDriver driver;
    private final DriverSizing sizing;

    private EmbeddedDriver(MediaDriver driver, DriverSizing sizing) {
        this.driver = driver;
        this.sizing = sizing;
    }

    /**
     * Starts a driver in the configured directory and logs its sizes.
     *
     * @param peakBytesPerTick most bytes one receiver gets in a tick
     * @param logs publications and UDP images expected at once, for the printed need of shared
     *     memory
     * @throws io.aeron.driver.exceptions.ActiveDriverException when a living driver is in the
     *     directory
     */
    public static EmbeddedDriver launch(LinkConfig config, long peakBytesPerTick, int logs) {
        DriverSizing sizing =
                DriverSizing.of(config, peakBytesPerTick, logs, grantedSocketBuffer());
        LOG.info("Aeron driver in {}: {}", config.aeronDir(), sizing.text());
        return new EmbeddedDriver(MediaDriver.launch(context(config, sizing)), sizing);
    }

    /** Where clients find it. */
    public Path aeronDir() {
        return Path.of(driver.aeronDirectoryName());
    }

    /** The sizes in use. */
    public DriverSizing sizing() {
        return sizing;
    }

    @Override
    public void close() {
        driver.close();
    }

    static MediaDriver.Context context(LinkConfig config, DriverSizing sizing) {
        return new MediaDriver.Context()
                .aeronDirectoryName(config.aeronDir().toString())
                .driverTimeoutMs(config.driverTimeout().toMillis())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .warnIfDirectoryExists(false)
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new SleepingMillisIdleStrategy(1))
                .termBufferSparseFile(true)
                .ipcTermBufferLength(sizing.termLength())
                .publicationTermBufferLength(sizing.termLength())
                .initialWindowLength(sizing.initialWindow())
                .socketRcvbufLength(sizing.socketBuffer())
                .socketSndbufLength(sizing.socketBuffer())
                .timerIntervalNs(TIMER.toNanos())
                .clientLivenessTimeoutNs(config.clientLiveness().toNanos())
                .publicationUnblockTimeoutNs(
                        config.clientLiveness().plus(UNBLOCK_AFTER_DEATH).toNanos())
                .publicationConnectionTimeoutNs(config.clientLiveness().toNanos())
                .publicationLingerTimeoutNs(config.clientLiveness().toNanos())
                .imageLivenessTimeoutNs(config.clientLiveness().toNanos())
                .errorHandler(new ThrottledErrors("Aeron driver"));
    }

    private static int grantedSocketBuffer() {
        try (DatagramChannel trial = DatagramChannel.open()) {
            trial.setOption(StandardSocketOptions.SO_RCVBUF, WANTED_SOCKET_BUFFER);
            trial.setOption(StandardSocketOptions.SO_SNDBUF, WANTED_SOCKET_BUFFER);
            int granted =
                    Math.min(
                            trial.getOption(StandardSocketOptions.SO_RCVBUF),
                            trial.getOption(StandardSocketOptions.SO_SNDBUF));
            return Math.min(granted, WANTED_SOCKET_BUFFER);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a UDP socket to learn its buffer sizes", e);
        }
    }
}
