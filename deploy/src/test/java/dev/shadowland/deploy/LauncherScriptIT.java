package dev.shadowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The launcher script, copied into a folder with spaces, with a PATH and JDKs made for it. */
class LauncherScriptIT {
    private static final List<String> TOOLS =
            List.of(
                    "bash",
                    "cat",
                    "dirname",
                    "find",
                    "grep",
                    "head",
                    "ln",
                    "mkdir",
                    "mv",
                    "readlink",
                    "rm",
                    "sed",
                    "sleep",
                    "tail",
                    "tee",
                    "touch",
                    "xargs");

    @TempDir private Path temporary;
    private Path root = Path.of("");
    private Path tools = Path.of("");
    private final Map<String, String> environment = new HashMap<>();

    private record Result(int status, String output) {}

    @BeforeEach
    void copyTheScript() throws IOException {
        root = Files.createDirectories(temporary.resolve("a folder with spaces"));
        Path original = Path.of(System.getProperty("shadowland.root"));
        Files.copy(original.resolve("shadowland"), root.resolve("shadowland"));
        Files.writeString(root.resolve("jvm.options"), "-Xmx1g\n");
        Files.writeString(root.resolve("pom.xml"), "<project/>\n");
        executable(root.resolve("shadowland"));
        tools = Files.createDirectory(temporary.resolve("tools"));
        for (String tool : TOOLS) {
            script(tools.resolve(tool), "exec " + find(tool) + " \"$@\"\n");
        }
        environment.put("PATH", tools.toString());
        environment.put("HOME", temporary.resolve("home").toString());
        environment.put("SHADOWLAND_JVM_DIRS", temporary.resolve("no jvms").toString());
    }

    private static Path find(String tool) {
        return Stream.of("/bin", "/usr/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body);
        executable(file);
    }

    /** A JDK whose java prints its own words, one a line. */
    private Path jdk(String folder, String version) throws IOException {
        Path home = temporary.resolve(folder);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin").resolve("java"), "for word; do echo \"word: $word\"; done\n");
        script(home.resolve("bin").resolve("javac"), "");
        return home;
    }

    /** A Maven that builds nothing. */
    private void maven(int status) throws IOException {
        script(
                tools.resolve("mvn"),
                "echo \"[INFO] Building Shadowland nothing 1.0   [1/1]\"\n"
                        + "echo \"[ERROR] no such thing, JAVA_HOME $JAVA_HOME\"\n"
                        + "exit "
                        + status
                        + "\n");
    }

    private Result run(String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(root.resolve("shadowland").toString());
        builder.command().addAll(List.of(words));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.directory(temporary.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), output);
    }

    @Test
    void shouldNameEveryPlaceWhereItLookedWhenThereIsNoJdk() throws Exception {
        environment.put("JAVA_HOME", jdk("jdk-17", "17.0.1").toString());
        Result result = run("build");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output())
                .contains(
                        "no JDK 25 found",
                        "jdk-17 is version 17",
                        "PATH: no java",
                        "no jvms/*: nothing there",
                        "home/.sdkman/candidates/java/*",
                        "sdk install java 25-tem");
    }

    @Test
    void shouldRefuseAJreWhenItHasNoCompiler() throws Exception {
        Path jre = jdk("jre-25", "25.0.1");
        Files.delete(jre.resolve("bin").resolve("javac"));
        environment.put("JAVA_HOME", jre.toString());
        assertThat(run("build").output()).contains("has no compiler");
    }

    @Test
    void shouldFindAJdkInFoldersWithSpacesWhenJavaHomeIsWrong() throws Exception {
        environment.put("JAVA_HOME", jdk("jdk-17", "17.0.1").toString());
        Path found = jdk("no jvms/the jdk 25", "25.0.3");
        maven(0);
        Result result = run("up", "--report", "a b.json");
        assertThat(result.output())
                .contains(
                        "word: @" + root.resolve("jvm.options"),
                        "word: -cp\nword: " + root.resolve("deploy/target/dist/lib/*"),
                        "word: dev.shadowland.deploy.Shadowland\nword: up",
                        "word: --report\nword: a b.json");
        assertThat(result.status()).isZero();
        assertThat(root.resolve("deploy/target/build.log")).content().contains(found.toString());
    }

    @Test
    void shouldAskJavaItselfForItsHomeWhenThePathHasAShim() throws Exception {
        Path home = jdk("shimmed", "25");
        script(tools.resolve("java"), "echo \"    java.home = " + home + "\" >&2\n");
        maven(0);
        assertThat(run("build").status()).isZero();
    }

    @Test
    void shouldNameWhereItLookedWhenThereIsNoMaven() throws Exception {
        environment.put("JAVA_HOME", jdk("jdk-25", "25").toString());
        environment.put("MAVEN_HOME", temporary.resolve("no maven").toString());
        Result result = run("build");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output())
                .contains("PATH: no mvn", "no maven: no bin/mvn", "apt install maven");
    }

    @Test
    void shouldBuildOnlyWhenSourcesAreNewer() throws Exception {
        environment.put("JAVA_HOME", jdk("jdk-25", "25").toString());
        maven(0);
        assertThat(run("build").output()).contains("[1/1] Shadowland nothing", "built in");
        assertThat(run("build").output()).contains("nothing to build").doesNotContain("[1/1]");
        Path sources = Files.createDirectories(root.resolve("module/src/main/java"));
        Files.writeString(sources.resolve("New.java"), "class New {}");
        assertThat(run("build").output()).contains("[1/1]");
        assertThat(root.resolve("deploy/target/build.lock")).doesNotExist();
    }

    @Test
    void shouldShowTheLogAndFailWhenTheBuildFails() throws Exception {
        environment.put("JAVA_HOME", jdk("jdk-25", "25").toString());
        maven(1);
        Result result = run("up");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("the build failed", "[ERROR] no such thing");
        assertThat(result.output()).doesNotContain("word:");
    }

    @Test
    void shouldSayOneLineWhenTheVerbIsUnknown() throws Exception {
        Result result = run("fly");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output()).hasLineCount(1).contains("'fly'", "--help");
        assertThat(run("format", "--chek").output()).hasLineCount(1).contains("'--chek'");
    }

    @Test
    void shouldHelpWithEveryVerbAndOptionAndWithoutAJdk() throws Exception {
        Result help = run("--help");
        assertThat(help.status()).isZero();
        shouldName(help.output(), "", Shadowland.commandLine(Roles.all()));
        for (String verb : List.of("test [--long]", "build", "format [--check]")) {
            assertThat(help.output()).contains("./shadowland " + verb);
        }
        for (String verb : List.of("test", "build", "format")) {
            assertThat(run(verb, "--help").output()).startsWith("Usage: ./shadowland " + verb);
        }
    }

    /** A verb's part of the page goes to the next verb. */
    private static void shouldName(String page, String verb, CommandLine command) {
        command.getSubcommands().forEach((name, next) -> shouldName(page, verb + " " + name, next));
        if (!command.getSubcommands().isEmpty()) {
            return;
        }
        int begin = page.indexOf("./shadowland" + verb + " ");
        assertThat(begin).as("./shadowland%s", verb).isPositive();
        int end = page.indexOf("./shadowland ", begin + 1);
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                assertThat(page.substring(begin, end))
                        .as("./shadowland%s", verb)
                        .contains(option.longestName());
            }
        }
    }

    @Test
    void shouldRunEveryVerbOfTheCommandLine() throws Exception {
        environment.put("JAVA_HOME", jdk("jdk-25", "25").toString());
        maven(0);
        for (String verb : Shadowland.commandLine(Roles.all()).getSubcommands().keySet()) {
            assertThat(run(verb).output()).contains("word: " + verb);
        }
    }

    @Test
    void shouldWorkThroughASymbolicLink() throws Exception {
        environment.put("JAVA_HOME", jdk("jdk-25", "25").toString());
        maven(0);
        Path link = Files.createSymbolicLink(temporary.resolve("link"), root.resolve("shadowland"));
        root = temporary;
        Files.move(link, temporary.resolve("shadowland"));
        assertThat(run("build").output()).contains("built in");
    }
}
