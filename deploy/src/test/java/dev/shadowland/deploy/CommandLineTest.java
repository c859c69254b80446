package dev.shadowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class CommandLineTest {
    private final StringWriter err = new StringWriter();
    private final List<List<Path>> ran = new ArrayList<>();
    @TempDir private Path temporary;

    private int execute(String... words) {
        CommandLine line =
                Shadowland.commandLine(
                        List.of(
                                new Role("shard", "", this::run),
                                new Role("gateway", "", CommandLineTest::fail)));
        line.setErr(new PrintWriter(err, true));
        line.getSubcommands().values().forEach(verb -> verb.setErr(line.getErr()));
        return line.execute(words);
    }

    private int run(List<Path> configs) {
        ran.add(configs);
        return 0;
    }

    private static int fail(List<Path> configs) {
        throw new IllegalArgumentException("first violation\nsecond violation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --bots",
                "up --bots many",
                "up --bots 0",
                "up --shards 65 --gateways 0",
                "up --for 30",
                "up --for 0s",
                "up --profile fast",
                "up --port 65536",
                "up --report /no/such/folder/report.json",
                "up --no-such-option",
                "up 5",
                "bench",
                "bench edge --rounds 0",
                "bench edge --payload 5000",
                "bench edge --only everything",
                "bench edge --json /no/such/folder/edge.json",
                "bench world --players 0",
                "bench world --layouts nowhere",
                "bench world --json /no/such/folder/world.json",
                "bench jmh --no-such-option",
                "bench jmh --forks -1",
                "bench jmh --iterations 0",
                "bench jmh --millis 0",
                "bench jmh *",
                "bench bandwidth --bots 9",
                "bench bandwidth --trace /no/such/file",
                "shard",
                "shard --config /no/such/file.conf",
                "fly"
            })
    void shouldSayOneLineAndExitWithTwoWhenTheCommandLineIsWrong(String commandLine) {
        assertThat(execute(commandLine.split(" "))).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).startsWith("shadowland: ");
        assertThat(ran).isEmpty();
    }

    @Test
    void shouldRunARoleWithItsConfig() throws Exception {
        Path config = Files.createFile(temporary.resolve("a b.conf"));
        assertThat(execute("shard", "--config", config.toString())).isZero();
        assertThat(ran).containsExactly(List.of(config));
    }

    /** All but the first were left out without a word. */
    @Test
    void shouldRefuseASecondConfigOfARoleThatTakesOne() throws Exception {
        String config = Files.createFile(temporary.resolve("a.conf")).toString();
        assertThat(execute("shard", "--config", config, "--config", config)).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("one --config");
        assertThat(ran).isEmpty();
    }

    /** It was found out when all was measured. */
    @Test
    void shouldRefuseFilesThatCannotBeWrittenBeforeItMeasures() throws Exception {
        String trace = Files.createFile(temporary.resolve("trace")).toString();
        for (String json : List.of(temporary.toString(), trace + "/figures.json")) {
            assertThat(execute("bench", "bandwidth", "--trace", trace, "--json", json))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("--json: cannot write " + json);
        }
        try (DatagramSocket taken = new DatagramSocket()) {
            String port = Integer.toString(taken.getLocalPort());
            String report = trace + "/report.json";
            assertThat(execute("up", "--port", port, "--report", report)).isEqualTo(2);
            assertThat(err.toString()).contains("--report: cannot write " + report);
        }
    }

    @Test
    void shouldShowEveryLineOfWhatIsWrongWhenARoleFails() throws Exception {
        Path config = Files.createFile(temporary.resolve("node.conf"));
        assertThat(execute("gateway", "--config", config.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("first violation", "second violation")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldExitWithTwoWhenAConfigurationOrAKeyFileIsWrong() throws Exception {
        Path config = Files.createFile(temporary.resolve("node.conf"));
        Files.writeString(config, "shadowland.network { port = 70000, io = fast }");
        assertThat(executeForReal("shard", config)).isEqualTo(2);
        assertThat(err.toString()).contains("2 problems", "network.port", "network.io");
        Files.writeString(config, "");
        assertThat(executeForReal("gateway", config)).isEqualTo(2);
        assertThat(err.toString())
                .contains("6 problems", "needs shadowland.cluster.seeds", "identity-key-file");
        assertThat(executeForReal("shard", config)).isEqualTo(2);
        assertThat(err.toString()).contains("a shard needs shadowland.node.id");
        assertThat(executeForReal("swarm", config)).isEqualTo(2);
        assertThat(err.toString()).contains("a swarm needs");
        assertThat(executeForReal("single", config)).isEqualTo(2);
        assertThat(err.toString()).contains("shadowland.node.role");
        Path gone = temporary.resolve("gone");
        Files.writeString(
                config,
                """
                shadowland.node.id = 9
                shadowland.cluster.id = "6f1c2a54-98a3-4d0e-9d43-51a6f8f0a3c7"
                shadowland.cluster.seeds = ["127.0.0.1:1"]
                shadowland.security.keys {
                  identity-key-file = "%s", certificate-file = "%<s", login-public-key-file = "%<s"
                }
                """
                        .formatted(gone));
        assertThat(executeForReal("gateway", config)).isEqualTo(2);
        assertThat(err.toString()).contains(gone + " does not exist");
    }

    @Test
    void shouldExitWithTwoWhenAConfigurationIsAFolderOrIncludesWhatIsNotThere() throws Exception {
        assertThat(executeForReal("driver", temporary)).isEqualTo(2);
        Path config = temporary.resolve("node.conf");
        Files.writeString(config, "include required(file(\"gone.conf\"))");
        assertThat(executeForReal("driver", config)).isEqualTo(2);
        assertThat(err.toString()).contains("Is a directory", "gone.conf");
    }

    /** The default, run/shadowland.db, is in a folder that nobody has made. */
    @Test
    void shouldMakeTheFolderOfTheStoreWhenItIsInitialised() throws Exception {
        Path config = temporary.resolve("node.conf");
        Path store = temporary.resolve("run").resolve("world.db");
        Files.writeString(config, "shadowland.store.path = \"%s\"".formatted(store));
        assertThat(executeForReal("init", config)).as(err.toString()).isZero();
        assertThat(store).isNotEmptyFile();
    }

    @Test
    void shouldExitWithOneWhenTheStoreHoldsNoWorldYet() throws Exception {
        Path config = temporary.resolve("node.conf");
        Files.writeString(
                config,
                "shadowland { node.id = 1, store.path = \"%s\" }"
                        .formatted(temporary.resolve("store.db")));
        assertThat(executeForReal("shard", config)).isEqualTo(1);
        assertThat(err.toString()).contains("run './shadowland init");
    }

    private int executeForReal(String verb, Path config) {
        CommandLine line = Shadowland.commandLine(Roles.all());
        line.setErr(new PrintWriter(err, true));
        line.getSubcommands().values().forEach(each -> each.setErr(line.getErr()));
        return line.execute(verb, "--config", config.toString());
    }

    @Test
    void shouldReadDurations() {
        DurationConverter converter = new DurationConverter();
        assertThat(converter.convert("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(converter.convert("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(converter.convert("1h")).isEqualTo(Duration.ofHours(1));
    }
}
