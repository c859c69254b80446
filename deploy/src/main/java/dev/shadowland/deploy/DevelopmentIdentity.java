package dev.shadowland.deploy;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import dev.shadowland.protocol.integrity.IntegrityTable;
import dev.shadowland.transport.config.KeyFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;

/**
 * Throw-away keys for a cluster on this machine. Files, each one line of hexadecimal digits and
 * readable by the owner only: {@code root.pub} (what clients pin), {@code gateway.key}, {@code
 * gateway.cert} (signed by the root, whose private key is forgotten at once), {@code login.key} and
 * {@code login.pub} (the login service's), and {@code integrity/bots.keys} (the key table of the
 * client build that bots are).
 */
final class DevelopmentIdentity {
    private static final Duration VALIDITY = Duration.ofDays(30);
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** The client build that bots are. */
    private static final int BOT_BUILD = 1;

    private static final int BOT_KEYS = 1024;

    private DevelopmentIdentity() {}

    /**
     * Makes new keys and writes them into the folder, which must not exist yet.
     *
     * @param nowMs milliseconds since 1970, from which the certificate holds
     */
    static void write(Path folder, long nowMs) throws IOException {
        SecureRandom random = new SecureRandom();
        Files.createDirectory(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        byte[] root = Curves.newPrivateKey(random);
        byte[] gateway = Curves.newPrivateKey(random);
        byte[] login = Curves.newPrivateKey(random);
        IdentityCertificate certificate =
                IdentityCertificate.issue(
                        root,
                        Curves.signingPublicKey(gateway),
                        nowMs - CLOCK_TOLERANCE.toMillis(),
                        nowMs + VALIDITY.toMillis());
        writeSecretly(folder.resolve("root.pub"), Curves.signingPublicKey(root));
        writeSecretly(folder.resolve("gateway.key"), gateway);
        writeSecretly(folder.resolve("gateway.cert"), certificate.bytes());
        writeSecretly(folder.resolve("login.key"), login);
        writeSecretly(folder.resolve("login.pub"), Curves.signingPublicKey(login));
        Path tables = Files.createDirectory(folder.resolve("integrity"));
        SecretFiles.create(
                tables.resolve("bots.keys"),
                IntegrityTable.generate(BOT_BUILD, BOT_KEYS, random).format());
        Arrays.fill(root, (byte) 0);
        Arrays.fill(gateway, (byte) 0);
        Arrays.fill(login, (byte) 0);
    }

    private static void writeSecretly(Path file, byte[] bytes) throws IOException {
        SecretFiles.create(file, KeyFile.format(bytes));
    }
}
