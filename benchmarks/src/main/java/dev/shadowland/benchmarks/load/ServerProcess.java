package dev.shadowland.benchmarks.load;

import dev.shadowland.benchmarks.server.EchoOptions;
import dev.shadowland.benchmarks.server.EchoServer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server process: the same Java, options, classes and heap for each kind. Deaf to the terminal's
 * Ctrl-C; it ends when its standard input does. Used by one thread.
 */
public final class ServerProcess implements AutoCloseable {
    private static final String HEAP = "-Xmx256m";
    private static final long ANSWER_SECONDS = 30;
    private static final String END = "";
    private static final List<String> DEAF_TO_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final EchoOptions options;
    private final Process process;
    private final Writer commands;
    private final CpuClock cpu;
    private final String aead;
    private final byte[] rootKey;

    private ServerProcess(EchoOptions options, Process process) throws IOException {
        this.options = options;
        this.process = process;
        commands = process.outputWriter(StandardCharsets.US_ASCII);
        Thread.ofPlatform().daemon().name("server-output").start(this::readAnswers);
        String[] ready = answer("ready");
        aead = ready[1];
        rootKey = HexFormat.of().parseHex(ready[2]);
        cpu = CpuClock.of(process.pid());
    }

    /**
     * Starts a process and waits until it obeys.
     *
     * @throws IOException when it does not start; it is gone then
     */
    public static ServerProcess start(EchoOptions options) throws IOException {
        List<String> words = new ArrayList<>(DEAF_TO_TERMINAL);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Path jvmOptions = Path.of(System.getProperty("shadowland.root", "."), "jvm.options");
        if (Files.isReadable(jvmOptions)) {
            words.add("@" + jvmOptions);
        }
        words.addAll(List.of(HEAP, "-cp", System.getProperty("java.class.path")));
        words.add(EchoServer.class.getName());
        words.addAll(options.words());
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            return new ServerProcess(options, process);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private void readAnswers() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("!")) {
                    answers.add(line.substring(1));
                } else if (line.contains("WARN") || line.contains("ERROR")) {
                    System.err.println(options.text() + ": " + line);
                }
            }
        } catch (IOException _) {
            // The process is gone, as the end below says.
        }
        answers.add(END);
    }

    private String[] answer(String wanted) throws IOException {
        String line;
        try {
            line = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (line == null || !line.startsWith(wanted)) {
            throw new IOException(
                    "the server (%s) said '%s' instead of '%s'"
                            .formatted(options.text(), line, wanted));
        }
        return line.split(" ");
    }

    private void command(String word) throws IOException {
        commands.write(word + "\n");
        commands.flush();
    }

    /** Starts an echo; returns its UDP port. */
    public int open() throws IOException {
        command("open");
        return Integer.parseInt(answer("open")[1]);
    }

    /** What the server counts. */
    public ServerMark mark() throws IOException {
        command("mark");
        return ServerMark.parse(answer("mark"));
    }

    /** Ends the echo. */
    public void closeEcho() throws IOException {
        command("close");
        answer("closed");
    }

    /** CPU time of all its threads since it began, nanoseconds. */
    public long cpuNs() {
        return cpu.nowNs();
    }

    /** Its cipher. */
    public String aead() {
        return aead;
    }

    /** What clients pin. */
    public byte[] rootKey() {
        return rootKey.clone();
    }

    /** What it runs. */
    public EchoOptions options() {
        return options;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Ends the process. */
    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
