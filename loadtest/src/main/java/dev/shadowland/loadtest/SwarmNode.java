package dev.shadowland.loadtest;

import dev.shadowland.loadtest.bot.Bot;
import dev.shadowland.loadtest.bot.BotCount;
import dev.shadowland.loadtest.bot.BotMeters;
import dev.shadowland.loadtest.bot.BotSettings;
import dev.shadowland.loadtest.bot.LoginTokenSource;
import dev.shadowland.loadtest.bot.PayloadRecorder;
import dev.shadowland.loadtest.report.Report;
import dev.shadowland.loadtest.report.Summary;
import dev.shadowland.loadtest.swarm.SwarmAgent;
import dev.shadowland.loadtest.swarm.SwarmRun;
import dev.shadowland.loadtest.swarm.SwarmSettings;
import dev.shadowland.protocol.connection.ClientSettings;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.transport.agent.NodeClock;
import dev.shadowland.transport.agent.SupervisedExit;
import dev.shadowland.transport.agent.WorkerThread;
import dev.shadowland.transport.config.ConfigInvalidException;
import dev.shadowland.transport.config.ShadowlandConfig;
import dev.shadowland.transport.datagram.DatagramCount;
import dev.shadowland.transport.datagram.SwarmSockets;
import dev.shadowland.transport.status.Counters;
import dev.shadowland.transport.status.NodeStatus;
import dev.shadowland.transport.status.StatusServer;

import org.agrona.concurrent.NoOpIdleStrategy;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A swarm of bots as a node: connects them, measures, writes the report and a summary, leaves. A
 * thread of bots, a thread that watches the run, and a status page. Several may run in one process.
 */
public final class SwarmNode implements AutoCloseable {
    private static final long STEP_MS = 100;
    private static final int TOLERATED_FAILURES = 100;
    private static final int FAILED = 1;

    private final CountDownLatch stopWanted = new CountDownLatch(1);
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final SwarmNodeConfig config;
    private final PrintStream out;
    private final BotMeters meters = new BotMeters();
    private final @Nullable PayloadRecorder recorder;
    private final NodeClock clock = NodeClock.system();
    private final long startedNs = clock.nowNs();
    private final SwarmAgent agent;
    private final Counters datagrams;
    private final WorkerThread worker;
    private final StatusServer statusServer;
    private final SwarmRun run;
    private volatile long windowNs = startedNs;
    private volatile String phase = "starting";
    private volatile @Nullable Throwable fatal;

    private SwarmNode(SwarmNodeConfig config, PrintStream out) throws IOException {
        this.config = config;
        this.out = out;
        recorder = config.recordFile() == null ? null : new PayloadRecorder();
        SecureRandom random = new SecureRandom();
        SwarmSettings settings = config.settings();
        BotSettings shared =
                new BotSettings(
                        ClientSettings.of(List.of(config.rootKey())),
                        config.aead().provider().forAnotherThread(),
                        LoginTokenSource.signing(config.loginKey(), config.cluster(), random),
                        random,
                        config.integrity(),
                        recorder,
                        MapGeometry.DEFAULT);
        List<Bot> bots =
                settings.identities().stream().map(bot -> new Bot(bot, shared, meters)).toList();
        SwarmSockets sockets = SwarmSockets.create(0);
        datagrams = sockets.counters();
        agent =
                new SwarmAgent(
                        bots,
                        settings.gateways(),
                        settings.connectRate(),
                        config.roamEveryNs(),
                        sockets,
                        clock::nowNs);
        statusServer = startStatus(sockets);
        Consumer<String> progress =
                "1".equals(System.getenv(SupervisedExit.VARIABLE)) ? _ -> {} : out::println;
        run = new SwarmRun(settings, config.context(), meters, progress, startedNs);
        worker =
                WorkerThread.start(
                        agent, NoOpIdleStrategy.INSTANCE, TOLERATED_FAILURES, this::onFatal);
    }

    private StatusServer startStatus(SwarmSockets sockets) throws IOException {
        try {
            return StatusServer.start(
                    config.statusHost(),
                    config.statusPort(),
                    this::nodeStatus,
                    this::restartWindow);
        } catch (IOException e) {
            sockets.close();
            throw e;
        }
    }

    /**
     * Starts the bots of a configuration.
     *
     * @throws IOException when a file cannot be read or the status port cannot be had
     * @throws ConfigInvalidException when the configuration cannot be used, in words for a person
     */
    public static SwarmNode start(ShadowlandConfig config) throws IOException {
        return start(read(config), System.out);
    }

    private static SwarmNodeConfig read(ShadowlandConfig config) throws IOException {
        try {
            return SwarmNodeConfig.of(config);
        } catch (IllegalArgumentException e) {
            throw new ConfigInvalidException(
                    "of the swarm", List.of(String.valueOf(e.getMessage())));
        }
    }

    static SwarmNode start(SwarmNodeConfig config, PrintStream out) throws IOException {
        SwarmNode node = new SwarmNode(config, out);
        Thread.ofPlatform().name("swarm-run").start(node::watch);
        return node;
    }

    /**
     * Runs a swarm to its end as this process's work. SIGTERM and Ctrl-C end it in order.
     *
     * @return the exit status
     */
    public static int run(ShadowlandConfig config) throws IOException, InterruptedException {
        SwarmNode node = start(config);
        Thread onSignal =
                Thread.ofPlatform().unstarted(() -> Runtime.getRuntime().halt(node.stopAndWait()));
        Runtime.getRuntime().addShutdownHook(onSignal);
        int status = node.awaitStop();
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException _) {
            // The signal came first; the hook ends the process with the same status.
        }
        return status;
    }

    private int stopAndWait() {
        stop();
        return status.completeOnTimeout(FAILED, 20, TimeUnit.SECONDS).join();
    }

    /** Ends the measuring window and the run; returns at once. Any thread. */
    public void stop() {
        stopWanted.countDown();
    }

    /** Waits for the end of the run; returns the exit status, 0 only when nothing went wrong. */
    public int awaitStop() throws InterruptedException {
        try {
            return status.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the swarm failed: " + words(e), e.getCause());
        }
    }

    private static String words(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    /** The port of the status page. */
    public int statusPort() {
        return statusServer.port();
    }

    /** Stops and waits for the end. */
    @Override
    public void close() {
        stop();
        status.exceptionally(_ -> FAILED).join();
    }

    private void watch() {
        int found = FAILED;
        RuntimeException failure = null;
        try {
            boolean running = true;
            while (running && !stopWanted.await(STEP_MS, TimeUnit.MILLISECONDS)) {
                running = run.step(clock.nowNs());
                clock.onHousekeeping();
                onPhase(run.phase());
            }
            found = end();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
        worker.close();
        statusServer.close();
        try {
            writeRecord();
        } catch (UncheckedIOException e) {
            failure = failure == null ? e : failure;
        }
        if (failure == null) {
            status.complete(found);
        } else {
            status.completeExceptionally(failure);
        }
    }

    private void onPhase(String present) {
        if (!present.equals(phase)) {
            phase = present;
            windowNs = clock.nowNs();
        }
    }

    private int end() throws InterruptedException {
        agent.endWindow();
        Report report = run.finish(clock.nowNs());
        phase = "draining";
        agent.leave();
        Summary.of(report).forEach(out::println);
        write(report);
        if (fatal != null) { // the report knows nothing of it: bots stay counted as what they were
            out.println("FAIL: the bots' thread ended before its time: " + fatal);
            return FAILED;
        }
        return report.passed() ? 0 : FAILED;
    }

    private void write(Report report) {
        if (config.reportFile() == null) {
            return;
        }
        try {
            report.write(config.reportFile());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the report %s: %s".formatted(config.reportFile(), e), e);
        }
    }

    /** After the bots' thread has ended. */
    private void writeRecord() {
        if (recorder == null || config.recordFile() == null) {
            return;
        }
        try {
            recorder.write(config.recordFile());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the record %s: %s".formatted(config.recordFile(), e), e);
        }
    }

    private void onFatal(Throwable cause) {
        out.println("the bots' thread failed: " + cause);
        fatal = cause;
        stop();
    }

    private void restartWindow() {
        meters.restartWindow();
        windowNs = clock.nowNs();
    }

    private NodeStatus nodeStatus() {
        long nowNs = clock.nowNs();
        return NodeStatus.of(config.node(), config.name(), "swarm")
                .state(phase)
                .version("aead", config.aead().text())
                .version("curves", Curves.text())
                .seconds((nowNs - startedNs) / 1e9, (nowNs - windowNs) / 1e9)
                .counter("disconnects", meters.total(BotCount.DISCONNECTS))
                .counter("reconnects", meters.total(BotCount.RECONNECTS))
                .counter("failedAttempts", meters.total(BotCount.FAILED_ATTEMPTS))
                .counter("violations", meters.violations().total())
                .counter("corrections", meters.total(BotCount.CORRECTIONS))
                .counter("borderCrossings", meters.total(BotCount.BORDER_CROSSINGS))
                .gauge("bots", config.settings().bots())
                .gauge("botsConnected", meters.connected())
                .gauge("rttP99Millis", meters.rtt().millis().p99())
                .gauge("inputP99Millis", meters.inputToSnapshot().millis().p99())
                .gauge("longestGapMillis", meters.longestGapMillis())
                .players(meters.connected())
                .datagrams(
                        datagrams.get(DatagramCount.DATAGRAMS_IN),
                        datagrams.get(DatagramCount.DATAGRAMS_OUT),
                        datagrams.get(DatagramCount.BYTES_IN),
                        datagrams.get(DatagramCount.BYTES_OUT))
                .build();
    }
}
