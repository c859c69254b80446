package dev.shadowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.IdentityCertificate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HexFormat;
import java.util.List;

class DevelopmentIdentityTest {
    private static final long NOW_MS = 1_800_000_000_000L;

    @TempDir private Path temporary;

    @BeforeEach
    void writeIdentity() throws IOException {
        DevelopmentIdentity.write(temporary.resolve("identity"), NOW_MS);
    }

    private byte[] read(String file) throws IOException {
        return HexFormat.of()
                .parseHex(Files.readString(temporary.resolve("identity").resolve(file)).strip());
    }

    @Test
    void shouldMakeAGatewayThatClientsOfTheRootTrust() throws IOException {
        IdentityCertificate certificate = IdentityCertificate.of(read("gateway.cert"));
        assertThat(certificate.isTrusted(List.of(read("root.pub")), NOW_MS)).isTrue();
        assertThat(certificate.isTrusted(List.of(read("login.pub")), NOW_MS)).isFalse();
        assertThat(new GatewayIdentity(read("gateway.key"), certificate).certificate())
                .isEqualTo(certificate);
    }

    @Test
    void shouldMakeALoginKeyPair() throws IOException {
        assertThat(Curves.signingPublicKey(read("login.key"))).isEqualTo(read("login.pub"));
    }

    @Test
    void shouldLetOnlyTheOwnerRead() throws IOException {
        for (String file : List.of("gateway.key", "login.key", "root.pub")) {
            assertThat(Files.getPosixFilePermissions(temporary.resolve("identity").resolve(file)))
                    .containsExactlyInAnyOrder(
                            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }
}
