package dev.shadowland.gateway;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import dev.shadowland.protocol.token.LoginToken;
import dev.shadowland.transport.config.EffectiveConfig;
import dev.shadowland.transport.config.KeyFile;
import dev.shadowland.transport.config.ShadowlandConfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The files of a gateway in a folder of a test, and what signs for them. */
public final class GatewayFiles {
    private final Path folder;
    private final RandomGenerator random;
    private final byte[] root;
    private final byte[] login;
    private final UUID cluster = UUID.randomUUID();
    private long writtenMs;

    /** Keys of a root and of a login, and no files. */
    public GatewayFiles(Path folder, RandomGenerator random) {
        this.folder = folder;
        this.random = random;
        root = Curves.newPrivateKey(random);
        login = Curves.newPrivateKey(random);
    }

    /** The root's public key, which clients pin. */
    public byte[] rootKey() {
        return Curves.signingPublicKey(root);
    }

    public Path keyFile() {
        return folder.resolve("gateway.key");
    }

    public Path certificateFile() {
        return folder.resolve("gateway.cert");
    }

    /** Writes a new identity, valid from a second ago to an hour from now; its private key. */
    public byte[] rotate(long nowMs) throws IOException {
        byte[] gateway = Curves.newPrivateKey(random);
        IdentityCertificate certificate =
                IdentityCertificate.issue(
                        root, Curves.signingPublicKey(gateway), nowMs - 1_000, nowMs + 3_600_000);
        put(keyFile(), KeyFile.format(gateway));
        put(certificateFile(), KeyFile.format(certificate.bytes()));
        return gateway;
    }

    /** Writes a file with a time of its own, whatever the file system's grain. */
    public void put(Path file, String text) throws IOException {
        writtenMs = Math.max(writtenMs, System.currentTimeMillis()) + 1_000;
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(writtenMs));
    }

    /** A token that this gateway takes. */
    public byte[] token(long character, long nowMs) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        return new LoginToken(id, cluster, 1, character, nowMs, nowMs + 30_000).signed(login);
    }

    /** A gateway on loopback that joins nobody; writes the files. */
    public ShadowlandConfig config(int port) throws IOException {
        rotate(System.currentTimeMillis());
        Path loginFile = folder.resolve("login.pub");
        put(loginFile, KeyFile.format(Curves.signingPublicKey(login)));
        return EffectiveConfig.of(
                        """
                        shadowland {
                          node { id = 9 }
                          network { host = "127.0.0.1", port = %d }
                          security.keys {
                            identity-key-file = "%s", certificate-file = "%s", login-public-key-file = "%s"
                          }
                          cluster { id = "%s", artery-port = 0, seeds = ["127.0.0.1:1"] }
                          backplane { aeron-dir = "%s", embedded-driver = on }
                          status.port = 0
                        }
                        """
                                .formatted(
                                        port,
                                        keyFile(),
                                        certificateFile(),
                                        loginFile,
                                        cluster,
                                        folder.resolve("aeron")))
                .values();
    }
}
