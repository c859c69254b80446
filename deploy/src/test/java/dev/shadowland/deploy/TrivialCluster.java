package dev.shadowland.deploy;

import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import dev.shadowland.deploy.plan.Links;
import dev.shadowland.deploy.plan.Profile;
import dev.shadowland.deploy.plan.UpOptions;
import dev.shadowland.deploy.screen.Display;
import dev.shadowland.deploy.screen.Ink;
import dev.shadowland.deploy.supervise.NodeCommand;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Processes that do nothing but answer {@code /status}, as the nodes of a real run. Run with {@code
 * launch} it is the launcher of such a run; with a role's verb it is a node.
 */
public final class TrivialCluster {
    private static final String REPORT =
            """
            {"bots": 1, "connected": 1, "peakConnected": 1, "disconnects": 0, "durationSeconds": 1,
             "violations": {"leak": 0}}
            """;

    private TrivialCluster() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("launch")) {
            StopRequest stop = new StopRequest();
            stop.onSignals();
            UpOptions options = options(Optional.empty(), Integer.parseInt(args[1]));
            Display display = new Display(System.out, false, Ink.PLAIN);
            int status = run(options, display, stop);
            stop.done(status);
            System.exit(status);
        }
        System.exit(Shadowland.commandLine(roles()).execute(args));
    }

    static UpOptions options(Optional<Duration> duration, int port) {
        return options(duration, Optional.empty(), port);
    }

    static UpOptions options(Optional<Duration> duration, Optional<Path> report, int port) {
        return new UpOptions(1, 0, 1, 2, 1, duration, report, false, port, Profile.LOAD, Links.IPC);
    }

    static int run(UpOptions options, Display display, StopRequest stop) throws Exception {
        NodeCommand command =
                new NodeCommand(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        Path.of(System.getProperty("shadowland.root"), "jvm.options"),
                        System.getProperty("java.class.path"),
                        TrivialCluster.class.getName());
        return new UpRun(options, command, display, stop, roles()).run();
    }

    private static List<Role> roles() {
        return List.of(
                new Role("init", "", configs -> 0),
                new Role("driver", "", TrivialCluster::driver),
                new Role("shard", "", TrivialCluster::node),
                new Role("gateway", "", TrivialCluster::node),
                new Role("swarm", "", TrivialCluster::swarm));
    }

    private static int driver(List<Path> configs) throws Exception {
        Config config = ConfigFactory.parseFile(configs.getFirst().toFile());
        Path shared = Path.of(config.getString("shadowland.backplane.aeron-dir"));
        Files.createDirectories(shared.resolve("publications"));
        Files.writeString(shared.resolve("publications").resolve("left-behind"), "x");
        return node(configs);
    }

    private static int node(List<Path> configs) throws Exception {
        serve(ConfigFactory.parseFile(configs.getFirst().toFile()), "\"cells\": 1");
        return rest();
    }

    private static int swarm(List<Path> configs) throws Exception {
        Config config = ConfigFactory.parseFile(configs.getFirst().toFile());
        Path report = Path.of(config.getString("shadowland.swarm.report-file"));
        String connected = "\"gauges\": {\"botsConnected\": 1}";
        if (config.hasPath("shadowland.swarm.for")) {
            serve(config, connected);
            TimeUnit.MILLISECONDS.sleep(config.getDuration("shadowland.swarm.for").toMillis());
            Files.writeString(report, REPORT);
            return 0;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> writeReport(report)));
        serve(config, connected);
        return rest();
    }

    private static void writeReport(Path report) {
        try {
            Files.writeString(report, REPORT);
        } catch (IOException e) {
            System.err.println(e);
        }
    }

    private static int rest() throws InterruptedException {
        new CountDownLatch(1).await();
        return 0;
    }

    private static void serve(Config config, String figures) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), config.getInt("shadowland.status.port"));
        byte[] answer =
                "{\"state\": \"ready\", \"pid\": %d, %s}"
                        .formatted(ProcessHandle.current().pid(), figures)
                        .getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(address, 0);
        server.createContext(
                "/status",
                exchange -> {
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
    }
}
