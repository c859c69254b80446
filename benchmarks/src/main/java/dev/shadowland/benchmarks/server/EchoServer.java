package dev.shadowland.benchmarks.server;

import com.sun.management.ThreadMXBean;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.IdentityCertificate;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * A process under test. It says {@code !ready AEAD ROOTKEY} and then obeys its standard input, a
 * word a line: {@code open} starts an echo and answers {@code !open PORT}, {@code mark} answers
 * {@code !mark ECHOES ALLOCATED COMPILED ODDITIES}, {@code close} ends the echo. It exits at the
 * end of the input, so no server outlives its launcher. Other lines it prints are for a person.
 */
public final class EchoServer {
    private static final long HOUR_MS = 3_600_000;
    private static final int BUFFER_BYTES = 4 << 20;

    private final EchoOptions options;
    private final Aead.Provider aead;
    private final GatewayIdentity identity;
    private @Nullable EchoService service;

    private EchoServer(EchoOptions options, Aead.Provider aead, GatewayIdentity identity) {
        this.options = options;
        this.aead = aead;
        this.identity = identity;
    }

    public static void main(String[] args) throws IOException {
        SecureRandom random = new SecureRandom();
        byte[] root = Curves.newPrivateKey(random);
        byte[] key = Curves.newPrivateKey(random);
        long nowMs = System.currentTimeMillis();
        IdentityCertificate certificate =
                IdentityCertificate.issue(
                        root, Curves.signingPublicKey(key), nowMs - HOUR_MS, nowMs + HOUR_MS);
        EchoOptions options = EchoOptions.parse(List.of(args));
        Aead.Provider aead = options.portableAead() ? Aeads.portable() : Aeads.best();
        String name = aead.name().replace(' ', '-');
        say("ready " + name + " " + HexFormat.of().formatHex(Curves.signingPublicKey(root)));
        new EchoServer(options, aead, new GatewayIdentity(key, certificate)).obey();
    }

    private void obey() throws IOException {
        try (BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                switch (line) {
                    case "open" -> open();
                    case "mark" -> mark();
                    case "close" -> close();
                    default -> throw new IOException("unknown command: " + line);
                }
            }
        } finally {
            end();
        }
    }

    private void open() throws IOException {
        end();
        EchoService opened =
                switch (options.kind()) {
                    case RAW -> new RawEcho(options.workers(), BUFFER_BYTES, EchoServer::onFatal);
                    case GATEWAY ->
                            new GatewayEcho(
                                    options, identity, aead, BUFFER_BYTES, EchoServer::onFatal);
                };
        service = opened;
        say("open " + opened.port());
    }

    private void mark() {
        EchoService open = service;
        long echoes = open == null ? 0 : open.echoes();
        String oddities = open == null ? "{}" : open.oddities().toString().replace(" ", "");
        long compiled = ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
        say("mark " + echoes + " " + allocatedBytes() + " " + compiled + " " + oddities);
    }

    private void close() {
        end();
        say("closed");
    }

    private void end() {
        EchoService open = service;
        service = null;
        if (open != null) {
            open.close();
        }
    }

    /** Of all threads but this one, which only obeys. */
    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            long bytes =
                    id == Thread.currentThread().threadId()
                            ? 0
                            : threads.getThreadAllocatedBytes(id);
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    private static void onFatal(Throwable cause) {
        say("fatal " + cause);
        Runtime.getRuntime().halt(1);
    }

    private static void say(String answer) {
        System.out.println("!" + answer);
        System.out.flush();
    }
}
