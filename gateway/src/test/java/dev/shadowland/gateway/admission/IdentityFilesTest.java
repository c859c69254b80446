package dev.shadowland.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFilesTest {
    private static final SplittableRandom RANDOM = new SplittableRandom(1);
    private final byte[] root = Curves.newPrivateKey(RANDOM);
    private final byte[] key = Curves.newPrivateKey(RANDOM);

    @TempDir
    Path folder;

    private Path keyFile = Path.of("unset");
    private Path certificateFile = Path.of("unset");

    @BeforeEach
    void write() throws IOException {
        keyFile = folder.resolve("gateway.key");
        certificateFile = folder.resolve("gateway.cert");
        Files.write(keyFile, key);
        Files.write(certificateFile, certificateFor(key).bytes());
    }

    private IdentityCertificate certificateFor(byte[] privateKey) {
        return IdentityCertificate.issue(root, Curves.signingPublicKey(privateKey), 1_000, 2_000);
    }

    @Test
    void shouldReadRawFilesAndHexadecimalText() throws IOException {
        assertThat(IdentityFiles.load(keyFile, certificateFile, 1_500).certificate()).isEqualTo(certificateFor(key));
        Files.writeString(keyFile, HexFormat.of().formatHex(key) + "\n");
        Files.writeString(certificateFile, HexFormat.of().formatHex(certificateFor(key).bytes()) + "\n");
        assertThat(IdentityFiles.load(keyFile, certificateFile, 1_500).certificate()).isEqualTo(certificateFor(key));
    }

    @Test
    void shouldSayWhichFileIsMissing() {
        assertThatThrownBy(() -> IdentityFiles.load(folder.resolve("none.key"), certificateFile, 1_500))
                .isInstanceOf(IdentityException.class)
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
        Files.write(certificateFile, certificateFor(root).bytes());
        assertThatThrownBy(() -> IdentityFiles.load(keyFile, certificateFile, 1_500))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("issued for another key");
    }

    @Test
    void shouldNeverShowTheKeyWhenItIsMalformed() throws IOException {
        String text = HexFormat.of().formatHex(key).substring(4);
        Files.writeString(keyFile, text);
        assertThatThrownBy(() -> IdentityFiles.load(keyFile, certificateFile, 1_500))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("holds 30 bytes, it must hold 32")
                .hasMessageNotContaining(text);
        Files.writeString(keyFile, text + "zz");
        assertThatThrownBy(() -> IdentityFiles.load(keyFile, certificateFile, 1_500))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("neither hexadecimal text nor of the right length")
                .hasMessageNotContaining(text)
                .hasNoCause();
    }
}
