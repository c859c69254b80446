package dev.shadowland.deploy;

import dev.shadowland.deploy.plan.Links;
import dev.shadowland.deploy.plan.Profile;
import dev.shadowland.deploy.plan.UpOptions;
import dev.shadowland.deploy.screen.Display;
import dev.shadowland.deploy.screen.Ink;
import dev.shadowland.deploy.supervise.NodeCommand;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code up}: a whole cluster on this machine, with bots, shown live. */
@Command(
        name = "up",
        showDefaultValues = true,
        description = "Starts a whole cluster on this machine, with bots, and shows it live.")
final class UpCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(names = "--bots", paramLabel = "N", description = "bots to connect")
    private int bots = 200;

    @Option(
            names = "--creatures",
            paramLabel = "N",
            description = "creatures that nobody plays and that wander about each map")
    private int creatures;

    @Option(names = "--maps", paramLabel = "N", description = "maps of the world, bots on each")
    private int maps = 1;

    @Option(names = "--shards", paramLabel = "N", description = "shard processes")
    private int shards = 2;

    @Option(names = "--gateways", paramLabel = "N", description = "gateway processes")
    private int gateways = 1;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "stop after 30s, 5m, 1h from all bots connected + 10 s")
    private @Nullable Duration duration;

    @Option(names = "--report", paramLabel = "FILE", description = "write the measurements there")
    private @Nullable Path report;

    @Option(names = "--single", description = "all roles in one process")
    private boolean single;

    @Option(names = "--port", paramLabel = "N", description = "UDP port of the first gateway")
    private int port = UpOptions.DEFAULT_PORT;

    @Option(
            names = "--profile",
            paramLabel = "fault|load",
            description = "cluster timings: quick to notice a death, or patient under load")
    private Profile profile = Profile.LOAD;

    @Option(
            names = "--links",
            paramLabel = "ipc|udp",
            description = "one shared Aeron driver, or one per node and UDP between them")
    private Links links = Links.IPC;

    @Option(names = "--plain", description = "one status line a second instead of a screen")
    private boolean plain;

    @Override
    public Integer call() throws Exception {
        UpOptions options = options();
        List<String> violations = options.violations();
        if (!violations.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", violations));
        }
        requireWritable(options.report());
        StopRequest stop = new StopRequest();
        int status = 1;
        try {
            stop.onSignals();
            status = new UpRun(options, command(), display(), stop, Roles.all()).run();
            return status;
        } finally {
            stop.done(status);
        }
    }

    private UpOptions options() {
        return new UpOptions(
                bots,
                creatures,
                maps,
                shards,
                gateways,
                Optional.ofNullable(duration),
                Optional.ofNullable(report).map(Path::toAbsolutePath),
                single,
                port,
                profile,
                links);
    }

    private void requireWritable(Optional<Path> file) {
        if (file.isEmpty()) {
            return;
        }
        Path folder = file.get().getParent();
        boolean isWritable =
                Files.exists(file.get())
                        ? Files.isWritable(file.get()) && !Files.isDirectory(file.get())
                        : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
        if (!isWritable) {
            throw new ParameterException(
                    spec.commandLine(), "--report: cannot write " + file.get());
        }
    }

    /** Children run the launcher's own Java and classes. */
    private static NodeCommand command() {
        String root = System.getProperty("shadowland.root", ".");
        return new NodeCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Path.of(root, "jvm.options"),
                System.getProperty("java.class.path"),
                Shadowland.class.getName());
    }

    private Display display() {
        boolean isTerminal = Boolean.getBoolean("shadowland.terminal");
        boolean hasColour = isTerminal && System.getenv("NO_COLOR") == null;
        return new Display(System.out, isTerminal && !plain, hasColour ? Ink.ANSI : Ink.PLAIN);
    }
}
