package dev.shadowland.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import dev.shadowland.transport.config.KeyFile;
import dev.shadowland.transport.config.KeyFileException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

class IdentityFilesTest {
    private static final SplittableRandom RANDOM = new SplittableRandom(1);
    private final byte[] root = Curves.newPrivateKey(RANDOM);
    private final byte[] key = Curves.newPrivateKey(RANDOM);

    @TempDir Path folder;

    private Path keyFile = Path.of("unset");
    private Path certificateFile = Path.of("unset");

    @BeforeEach
    void write() throws IOException {
        keyFile = folder.resolve("gateway.key");
        certificateFile = folder.resolve("gateway.cert");
        Files.writeString(keyFile, KeyFile.format(key));
        Files.writeString(certificateFile, KeyFile.format(certificateFor(key).bytes()));
    }

    private IdentityCertificate certificateFor(byte[] privateKey) {
        return IdentityCertificate.issue(root, Curves.signingPublicKey(privateKey), 1_000, 2_000);
    }

    @Test
    void shouldReadTheIdentity() {
        assertThat(IdentityFiles.load(keyFile, certificateFile, 1_500).certificate())
                .isEqualTo(certificateFor(key));
    }

    @Test
    void shouldSayWhichFileIsMissing() {
        assertThatThrownBy(
                        () ->
                                IdentityFiles.load(
                                        folder.resolve("none.key"), certificateFile, 1_500))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("gateway key")
                .hasMessageContaining("none.key does not exist");
    }

    @Test
    void shouldSayWhenTheCertificateHolds() {
        assertThatThrownBy(() -> IdentityFiles.load(keyFile, certificateFile, 2_001))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("expired at 1970-01-01T00:00:02Z");
        assertThatThrownBy(() -> IdentityFiles.load(keyFile, certificateFile, 999))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("holds only from");
    }

    @Test
    void shouldRefuseACertificateForAnotherKey() throws IOException {
        Files.writeString(certificateFile, KeyFile.format(certificateFor(root).bytes()));
        assertThatThrownBy(() -> IdentityFiles.load(keyFile, certificateFile, 1_500))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("issued for another key");
    }

    @Test
    void shouldNeverShowTheKeyWhenItIsTooShort() throws IOException {
        String text = KeyFile.format(key).substring(4);
        Files.writeString(keyFile, text);
        assertThatThrownBy(() -> IdentityFiles.load(keyFile, certificateFile, 1_500))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("holds 30 bytes, it must hold 32")
                .hasMessageNotContaining(text.strip());
    }
}
