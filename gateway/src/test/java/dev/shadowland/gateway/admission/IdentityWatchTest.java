package dev.shadowland.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import dev.shadowland.protocol.integrity.IntegrityTable;
import dev.shadowland.transport.config.KeyFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class IdentityWatchTest {
    private static final long NOW_MS = 1_800_000_000_000L;

    @TempDir private Path folder;
    private final SplittableRandom random = new SplittableRandom(4);
    private final byte[] root = Curves.newPrivateKey(random);
    private final List<GatewayIdentity> used = new ArrayList<>();
    private long writtenMs = NOW_MS;

    private void write(byte[] key, long notAfterMs) throws IOException {
        IdentityCertificate certificate =
                IdentityCertificate.issue(
                        root, Curves.signingPublicKey(key), NOW_MS - 1, notAfterMs);
        put("gateway.key", KeyFile.format(key));
        put("gateway.cert", KeyFile.format(certificate.bytes()));
    }

    /** Both files of another gateway key; the key. */
    private byte[] writeNew(long notAfterMs) throws IOException {
        byte[] key = Curves.newPrivateKey(random);
        write(key, notAfterMs);
        return key;
    }

    private void put(String name, String text) throws IOException {
        writtenMs += 1_000;
        Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(folder.resolve(name), FileTime.fromMillis(writtenMs));
    }

    private IdentityWatch watch() {
        Path key = folder.resolve("gateway.key");
        Path certificate = folder.resolve("gateway.cert");
        GatewayIdentity loaded = IdentityFiles.load(key, certificate, NOW_MS);
        return new IdentityWatch(key, certificate, loaded, used::add);
    }

    @Test
    void shouldTakeARotatedIdentityOnce() throws IOException {
        byte[] _ = writeNew(NOW_MS + 1_000);
        IdentityWatch watch = watch();
        watch.onHousekeeping(NOW_MS);
        assertThat(used).isEmpty();
        byte[] second = writeNew(NOW_MS + 5_000);
        watch.onHousekeeping(NOW_MS);
        watch.onHousekeeping(NOW_MS);
        assertThat(used).hasSize(1);
        assertThat(used.getFirst().certificate().gatewayKey())
                .isEqualTo(Curves.signingPublicKey(second));
        assertThat(watch.expiresMs()).isEqualTo(NOW_MS + 5_000);
    }

    @Test
    void shouldKeepTheOldOneUntilBothFilesFit() throws IOException {
        byte[] _ = writeNew(NOW_MS + 1_000);
        IdentityWatch watch = watch();
        byte[] second = Curves.newPrivateKey(random);
        put("gateway.key", KeyFile.format(second));
        watch.onHousekeeping(NOW_MS);
        put("gateway.key", "rubbish");
        watch.onHousekeeping(NOW_MS);
        write(second, NOW_MS - 1);
        watch.onHousekeeping(NOW_MS);
        assertThat(used).isEmpty();
        assertThat(watch.expiresMs()).isEqualTo(NOW_MS + 1_000);
        write(second, NOW_MS + 9_000);
        watch.onHousekeeping(NOW_MS);
        assertThat(used).hasSize(1);
    }

    /** A key that only root could read is given to the gateway's user: its time stays as it was. */
    @Test
    void shouldTakeItWhenItBecomesReadableWithoutANewTime() throws IOException {
        byte[] _ = writeNew(NOW_MS + 1_000);
        IdentityWatch watch = watch();
        byte[] second = writeNew(NOW_MS + 5_000);
        Path key = folder.resolve("gateway.key");
        FileTime time = Files.getLastModifiedTime(key);
        Files.delete(key);
        Files.createDirectory(key);
        Files.setLastModifiedTime(key, time);
        watch.onHousekeeping(NOW_MS);
        assertThat(used).isEmpty();
        Files.delete(key);
        Files.writeString(key, KeyFile.format(second));
        Files.setLastModifiedTime(key, time);
        watch.onHousekeeping(NOW_MS);
        assertThat(used).hasSize(1);
        assertThat(watch.expiresMs()).isEqualTo(NOW_MS + 5_000);
    }

    @Test
    void shouldTakeItOnceItHoldsWhenItWasIssuedForLater() throws IOException {
        byte[] _ = writeNew(NOW_MS + 9_000);
        IdentityWatch watch = watch();
        byte[] _ = writeNew(NOW_MS + 9_000);
        watch.onHousekeeping(NOW_MS - 60_000);
        assertThat(used).isEmpty();
        watch.onHousekeeping(NOW_MS);
        assertThat(used).hasSize(1);
    }

    @Test
    void shouldTakeWhatWasRotatedBetweenLoadingAndWatching() throws IOException {
        byte[] _ = writeNew(NOW_MS + 1_000);
        Path key = folder.resolve("gateway.key");
        Path certificate = folder.resolve("gateway.cert");
        GatewayIdentity loaded = IdentityFiles.load(key, certificate, NOW_MS);
        byte[] _ = writeNew(NOW_MS + 5_000);
        new IdentityWatch(key, certificate, loaded, used::add).onHousekeeping(NOW_MS);
        assertThat(used).hasSize(1);
    }

    @Test
    void shouldLoadTheTablesOfAFolder() throws IOException {
        put("one.keys", IntegrityTable.generate(1, 4, random).format());
        put("two.keys", IntegrityTable.generate(2, 4, random).format());
        put("notes.txt", "nothing");
        assertThat(IntegrityTables.load(folder)).containsOnlyKeys(1, 2);
    }

    @Test
    void shouldSayWhatIsWrongWithTables() throws IOException {
        assertThatThrownBy(() -> IntegrityTables.load(folder))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("no file *.keys");
        assertThatThrownBy(() -> IntegrityTables.load(folder.resolve("none")))
                .isInstanceOf(IdentityException.class);
        put("one.keys", IntegrityTable.generate(1, 4, random).format());
        put("same.keys", IntegrityTable.generate(1, 4, random).format());
        assertThatThrownBy(() -> IntegrityTables.load(folder))
                .hasMessageContaining("second one of build 1");
        put("same.keys", "build 2\nxyz");
        assertThatThrownBy(() -> IntegrityTables.load(folder))
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("xyz");
    }
}
