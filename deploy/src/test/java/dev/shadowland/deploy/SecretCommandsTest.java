package dev.shadowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import dev.shadowland.protocol.integrity.IntegrityTable;
import dev.shadowland.transport.config.KeyFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

class SecretCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    private int run(String... words) {
        CommandLine line = Shadowland.commandLine(List.of());
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(words);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private byte[] read(String name, int length) {
        return KeyFile.read(name, folder.resolve(name), length);
    }

    @Test
    void shouldMakeAnIntegrityTable() throws IOException {
        assertThat(run("integrity-table", "--build", "9", "--keys", "5", "--out", file("t.keys")))
                .isZero();
        Path file = folder.resolve("t.keys");
        IntegrityTable table = IntegrityTable.parse(Files.readAllLines(file));
        assertThat(table.build()).isEqualTo(9);
        assertThat(table.size()).isEqualTo(5);
        assertThat(mode(file)).isEqualTo("rw-------");
        String before = Files.readString(file);
        assertThat(run("integrity-table", "--build", "9", "--out", file("t.keys"))).isEqualTo(2);
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(out.toString() + err).doesNotContain(before.lines().toList().get(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "integrity-table --build 1",
                "integrity-table --out x",
                "integrity-table --build -1 --out x",
                "integrity-table --build 4294967296 --out x",
                "integrity-table --build 1 --keys 0 --out x",
                "integrity-table --build 1 --keys 65537 --out x",
                "identity rotate --key a --certificate b",
                "identity rotate --root-key r --key a --certificate b --lifetime 9529h",
                "identity rotate --root-key r --key a --certificate b --lifetime soon",
                "identity root"
            })
    void shouldExitWithTwoWhenTheCommandLineIsWrong(String words) {
        assertThat(run(words.split(" "))).isEqualTo(2);
        assertThat(err.toString().strip()).hasLineCount(1);
        assertThat(Files.exists(Path.of("x"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"integrity-table --help", "identity --help", "identity rotate --help"})
    void shouldHelp(String words) {
        assertThat(run(words.split(" "))).isZero();
        assertThat(out.toString()).contains("Usage:");
    }

    @Test
    void shouldRotateAnIdentityThatClientsOfTheRootTrust() throws IOException {
        assertThat(run("identity", "root", "--out", file("root.key"))).isZero();
        for (int i = 0; i < 2; i++) {
            byte[] before = i == 0 ? new byte[32] : read("gateway.key", Curves.KEY_LENGTH);
            assertThat(rotate("2h")).isZero();
            byte[] key = read("gateway.key", Curves.KEY_LENGTH);
            IdentityCertificate certificate =
                    IdentityCertificate.of(read("gateway.cert", IdentityCertificate.LENGTH));
            assertThat(key).isNotEqualTo(before);
            assertThat(new GatewayIdentity(key, certificate).certificate()).isEqualTo(certificate);
            List<byte[]> roots = List.of(read("root.key.pub", Curves.KEY_LENGTH));
            long nowMs = System.currentTimeMillis();
            assertThat(certificate.isTrusted(roots, nowMs)).isTrue();
            assertThat(certificate.isTrusted(roots, certificate.notAfterMs())).isTrue();
            assertThat(certificate.isTrusted(roots, certificate.notAfterMs() + 1)).isFalse();
            assertThat(certificate.notAfterMs() - nowMs).isBetween(3_600_000L, 7_200_000L);
            assertThat(mode(folder.resolve("gateway.key"))).isEqualTo("rw-------");
        }
        assertThat(mode(folder.resolve("root.key"))).isEqualTo("rw-------");
        assertThat(run("identity", "root", "--out", file("root.key"))).isNotZero();
    }

    @Test
    void shouldMakeALoginKeyWhosePublicHalfChecksTokens() throws IOException {
        assertThat(run("identity", "login", "--out", file("login.key"))).isZero();
        byte[] key = read("login.key", Curves.KEY_LENGTH);
        assertThat(read("login.key.pub", Curves.KEY_LENGTH))
                .isEqualTo(Curves.signingPublicKey(key));
        assertThat(mode(folder.resolve("login.key"))).isEqualTo("rw-------");
        assertThat(out.toString()).contains("login.key.pub");
        assertThat(run("identity", "login", "--out", file("login.key"))).isNotZero();
    }

    private int rotate(String lifetime) {
        return rotate("gateway.cert", lifetime);
    }

    private int rotate(String certificate, String lifetime) {
        return run(
                "identity",
                "rotate",
                "--root-key",
                file("root.key"),
                "--key",
                file("gateway.key"),
                "--certificate",
                file(certificate),
                "--lifetime",
                lifetime);
    }

    /** A gateway that is started again needs a key and a certificate that fit together. */
    @Test
    void shouldKeepTheIdentityWhenANewOneCannotBeWritten() throws IOException {
        assertThat(run("identity", "root", "--out", file("root.key"))).isZero();
        assertThat(rotate("2h")).isZero();
        byte[] key = read("gateway.key", Curves.KEY_LENGTH);
        assertThat(rotate("nowhere/gateway.cert", "2h")).isEqualTo(1);
        assertThat(read("gateway.key", Curves.KEY_LENGTH)).isEqualTo(key);
        assertThat(err.toString()).contains("nowhere", "no such file or folder");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "login"})
    void shouldMakeBothHalvesOrNone(String kind) throws IOException {
        Files.writeString(folder.resolve("some.key.pub"), "the public half of another key");
        assertThat(run("identity", kind, "--out", file("some.key"))).isEqualTo(2);
        assertThat(err.toString()).contains("some.key.pub exists");
        assertThat(folder.resolve("some.key")).doesNotExist();
        assertThat(run("identity", kind, "--out", file("nowhere/some.key"))).isEqualTo(1);
        assertThat(err.toString()).contains("nowhere", "no such file or folder");
    }

    @Test
    void shouldFailInWordsWithoutARootKey() {
        assertThat(rotate("2h")).isEqualTo(2);
        assertThat(err.toString()).contains("does not exist");
    }
}
