package dev.shadowland.deploy;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import dev.shadowland.transport.config.KeyFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * {@code identity}: root keys, the short-lived gateway identities that they vouch for, and login
 * keys.
 */
@Command(
        name = "identity",
        description =
                "Makes root keys, the short-lived gateway identities they vouch for, login keys.")
final class IdentityCommand {
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(397);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    /** Makes the key that clients pin. Keep the private half away from gateways. */
    @Command(
            name = "root",
            description =
                    "Makes a root key: FILE, to be kept offline, and FILE.pub, which clients pin.")
    int root(
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            required = true,
                            description = "where the private key goes; must not exist")
                    Path out)
            throws IOException {
        return makePair(out, "root key in %s, to be pinned: %s.pub%n");
    }

    /** Makes the key with which a login service signs tokens. */
    @Command(
            name = "login",
            description =
                    "Makes a login key: FILE, for the login service that signs tokens, and"
                            + " FILE.pub, with which shards and gateways check them.")
    int login(
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            required = true,
                            description = "where the private key goes; must not exist")
                    Path out)
            throws IOException {
        return makePair(out, "login key in %s, for shards and gateways: %s.pub%n");
    }

    private int makePair(Path out, String told) throws IOException {
        Path publicHalf = out.resolveSibling(out.getFileName() + ".pub");
        for (Path file : List.of(out, publicHalf)) {
            if (Files.exists(file)) {
                throw new ParameterException(
                        spec.commandLine(), file + " exists: a key is never written over");
            }
        }
        byte[] key = Curves.newPrivateKey(new SecureRandom());
        SecretFiles.create(out, KeyFile.format(key));
        SecretFiles.create(publicHalf, KeyFile.format(Curves.signingPublicKey(key)));
        Arrays.fill(key, (byte) 0);
        spec.commandLine().getOut().printf(told, out, out);
        return 0;
    }

    /** Makes a new gateway key and its certificate. Running gateways take them within seconds. */
    @Command(
            name = "rotate",
            description = {
                "Makes a new gateway key and a certificate signed by the root key, in the place of"
                        + " the old ones.",
                "A gateway that runs takes them within seconds; sessions go on, new clients see the"
                        + " new identity."
            })
    int rotate(
            @Option(
                            names = "--root-key",
                            paramLabel = "FILE",
                            required = true,
                            description = "the root's private key")
                    Path rootKey,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            required = true,
                            description = "the gateway's key, replaced")
                    Path key,
            @Option(
                            names = "--certificate",
                            paramLabel = "FILE",
                            required = true,
                            description = "its certificate, replaced")
                    Path certificate,
            @Option(
                            names = "--lifetime",
                            paramLabel = "DURATION",
                            defaultValue = "168h",
                            converter = DurationConverter.class,
                            description = "how long it holds, at most 9528h (168h)")
                    Duration lifetime)
            throws IOException {
        if (lifetime.compareTo(LONGEST) > 0 || lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new ParameterException(
                    spec.subcommands().get("rotate"), "--lifetime is 1s..9528h");
        }
        byte[] root = KeyFile.read("root key", rootKey, Curves.KEY_LENGTH);
        byte[] gateway = Curves.newPrivateKey(new SecureRandom());
        long nowMs = System.currentTimeMillis();
        long endsMs = nowMs + lifetime.toMillis();
        IdentityCertificate issued =
                IdentityCertificate.issue(
                        root,
                        Curves.signingPublicKey(gateway),
                        nowMs - CLOCK_TOLERANCE.toMillis(),
                        endsMs);
        // Between the two the files do not fit together: a gateway keeps what it has until they do.
        SecretFiles.replaceBoth(
                key, KeyFile.format(gateway), certificate, KeyFile.format(issued.bytes()));
        Arrays.fill(root, (byte) 0);
        Arrays.fill(gateway, (byte) 0);
        spec.commandLine()
                .getOut()
                .printf("new identity until %s in %s%n", Instant.ofEpochMilli(endsMs), key);
        return 0;
    }
}
