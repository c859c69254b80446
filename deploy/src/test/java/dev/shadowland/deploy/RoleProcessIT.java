package dev.shadowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.MemberStatus;

import dev.shadowland.deploy.plan.LoopbackPorts;
import dev.shadowland.transport.config.EffectiveConfig;
import dev.shadowland.transport.config.ShadowlandConfig;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** Roles as an operator runs them, each a process with its own driver: how they end. */
class RoleProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int ENDS_WITHIN_SECONDS = 10;

    private final LoopbackPorts ports = new LoopbackPorts(new SecureRandom());
    private final List<Process> started = new ArrayList<>();

    @TempDir private Path folder;
    private Path aeron = Path.of("");
    private Path temporary = Path.of("");
    private Path output = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        DevelopmentIdentity.write(folder.resolve("identity"), System.currentTimeMillis());
        aeron = folder.resolve("aeron");
        temporary = Files.createDirectory(folder.resolve("tmp"));
        output = folder.resolve("out");
    }

    @AfterEach
    void killWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    private String text(int statusPort, int arteryPort) {
        return """
        shadowland.node.id = 1
        shadowland.cluster { id = "6f1c2a54-98a3-4d0e-9d43-51a6f8f0a3c7", artery-port = %d }
        shadowland.cluster.seeds = ["127.0.0.1:%d"]
        shadowland.network { host = "127.0.0.1", port = 0 }
        shadowland.backplane { embedded-driver = on, aeron-dir = "%s" }
        shadowland.status.port = %d
        shadowland.store.path = "%s"
        shadowland.security.keys {
          identity-key-file = "%6$s/gateway.key"
          certificate-file = "%6$s/gateway.cert"
          login-public-key-file = "%6$s/login.pub"
        }
        """
                .formatted(
                        arteryPort,
                        arteryPort,
                        aeron,
                        statusPort,
                        folder.resolve("store.db"),
                        folder.resolve("identity"));
    }

    /** A shard that initialises the world of a configuration and is its cluster. */
    private Process formCluster(Path config) throws Exception {
        assertThat(NodeRuns.init(List.of(config))).isZero();
        Process shard = start("shard", config);
        await().atMost(PATIENCE)
                .until(() -> Files.readString(output).contains("forms the cluster"));
        return shard;
    }

    private Process start(String verb, Path config) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@%s/jvm.options".formatted(System.getProperty("shadowland.root")),
                                "-Xmx256m",
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Shadowland.class.getName(),
                                verb,
                                "--config",
                                config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static String seed(int arteryPort) {
        return "shadowland.cluster.seeds = [\"127.0.0.1:%d\"]%n".formatted(arteryPort);
    }

    private Path config(int statusPort, int arteryPort) throws IOException {
        return Files.writeString(folder.resolve("node.conf"), text(statusPort, arteryPort));
    }

    @Test
    void shouldExitWithOneAndNameTheKeyWhenTheStatusPortOfAGatewayIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path config = config(taken.getLocalPort(), ports.next());
            Files.writeString(config, seed(ports.next()), StandardOpenOption.APPEND);
            Process gateway = start("gateway", config);
            assertThat(gateway.waitFor(PATIENCE)).isTrue();
            assertThat(gateway.exitValue()).as(Files.readString(output)).isEqualTo(1);
            assertThat(Files.readString(output)).contains("set shadowland.status.port");
            assertThat(aeron).doesNotExist();
        }
    }

    @Test
    void shouldLeaveNoAeronDirectoryWhenTheStatusPortOfADriverIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ShadowlandConfig config =
                    EffectiveConfig.of(text(taken.getLocalPort(), ports.next())).values();
            assertThatThrownBy(() -> DriverNode.start(config))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("shadowland.status.port");
            assertThat(aeron).doesNotExist();
        }
    }

    @Test
    void shouldExitWithTwoWhenAGatewayHasNoSeeds() throws Exception {
        Path config = config(0, ports.next());
        Files.writeString(config, "shadowland.cluster.seeds = []", StandardOpenOption.APPEND);
        Process gateway = start("gateway", config);
        assertThat(gateway.waitFor(PATIENCE)).isTrue();
        assertThat(gateway.exitValue()).as(Files.readString(output)).isEqualTo(2);
        assertThat(Files.readString(output)).contains("a gateway needs shadowland.cluster.seeds");
    }

    @Test
    void shouldExitWithTwoWhenTheIdIsThatOfALivingNode() throws Exception {
        int shardPort = ports.next();
        Path config = config(0, shardPort);
        Process shard = formCluster(config);
        output = folder.resolve("gateway-out");
        Path other =
                Files.writeString(
                        folder.resolve("gateway.conf"),
                        text(0, ports.next())
                                + seed(shardPort)
                                + "shadowland.backplane.aeron-dir = \"%s\""
                                        .formatted(folder.resolve("aeron-2")));
        Process gateway = start("gateway", other);
        assertThat(gateway.waitFor(PATIENCE)).as(Files.readString(output)).isTrue();
        assertThat(gateway.exitValue()).as(Files.readString(output)).isEqualTo(2);
        assertThat(Files.readString(output))
                .contains("two living nodes have the id 1", "set shadowland.node.id");
        assertThat(shard.isAlive()).isTrue();
    }

    @Test
    void shouldExitWithOneSoonWhenTheClusterTakesAShardForDead() throws Exception {
        int arteryPort = ports.next();
        Path config = config(0, arteryPort);
        Process shard = formCluster(config);
        try (Neighbour other = new Neighbour(arteryPort)) {
            assertThat(temporary).as("what a kill would leave").isEmptyDirectory();
            other.takeForDead();
            assertThat(shard.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS))
                    .as(Files.readString(output))
                    .isTrue();
            assertThat(shard.exitValue()).as(Files.readString(output)).isEqualTo(1);
            assertThat(Files.readString(output)).contains("the cluster took this node for dead");
            assertThat(aeron).doesNotExist();
        }
    }

    @Test
    void shouldTellTheClusterThatItLeavesWhenAShardIsStoppedBySignal() throws Exception {
        int arteryPort = ports.next();
        Path config = config(0, arteryPort);
        Process shard = formCluster(config);
        try (Neighbour other = new Neighbour(arteryPort)) {
            Queue<MemberRemoved> removals = other.removals();
            shard.destroy();
            assertThat(shard.waitFor(PATIENCE)).isTrue();
            await().atMost(PATIENCE).until(() -> !removals.isEmpty());
            assertThat(removals.peek().previousStatus())
                    .as("how the living saw it go: " + Files.readString(output))
                    .isEqualTo(MemberStatus.exiting());
        }
    }
}
