package dev.shadowland.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class SodiumAeadTest {
    private static final byte[] KEY = new byte[Curves.KEY_LENGTH];
    private static final byte[] PLAIN = {1, 2, 3, 4, 5};

    private Aead.Provider sodium = BouncyCastleAead.PROVIDER;

    @BeforeEach
    void load() {
        AeadSelection selection = AeadSelection.choose(AeadChoice.AUTO);
        assumeTrue(selection.problem() == null, selection.problem());
        sodium = selection.provider();
    }

    private static UnsafeBuffer datagram(boolean isDirect) {
        UnsafeBuffer datagram =
                new UnsafeBuffer(
                        isDirect ? ByteBuffer.allocateDirect(64) : ByteBuffer.allocate(64));
        PacketHeader.write(datagram, 0, 0x12345678, 0, PacketHeader.SEALED, 99);
        datagram.putBytes(PacketHeader.LENGTH, PLAIN);
        return datagram;
    }

    @Test
    void shouldSayItsVersion() {
        assertThat(sodium.name()).matches("libsodium \\d+\\.\\d+\\.\\d+");
    }

    /** Regression: flags changed after the AAD was taken. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRefuseWhenAnyBitOfHeaderPayloadOrTagIsFlipped(boolean isDirect) {
        UnsafeBuffer sealed = datagram(isDirect);
        int length = sodium.forSealing(KEY).seal(sealed, 0, PLAIN.length);
        Aead opening = sodium.forOpening(KEY);
        UnsafeBuffer copy = datagram(isDirect);
        for (int bit = 0; bit < length * 8; bit++) {
            copy.putBytes(0, sealed, 0, length);
            copy.putByte(bit / 8, (byte) (copy.getByte(bit / 8) ^ 1 << bit % 8));
            assertThat(opening.open(copy, 0, length)).as("bit %d", bit).isEqualTo(-1);
        }
        for (int shorter = 0; shorter < length; shorter++) {
            copy.putBytes(0, sealed, 0, length);
            assertThat(opening.open(copy, 0, shorter)).as("%d bytes", shorter).isEqualTo(-1);
        }
        assertThat(opening.open(sealed, 0, length)).isEqualTo(PLAIN.length);
    }

    @Test
    void shouldRefuseToWorkWhenDestroyedOrInTheWrongDirection() {
        UnsafeBuffer datagram = datagram(true);
        Aead sealing = sodium.forSealing(KEY);
        Aead opening = sodium.forOpening(KEY);
        assertThatThrownBy(() -> opening.seal(datagram, 0, 1))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sealing.open(datagram, 0, 40))
                .isInstanceOf(IllegalStateException.class);

        sealing.destroy();
        opening.destroy();
        sealing.destroy();

        assertThatThrownBy(() -> sealing.seal(datagram, 0, 1))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> opening.open(datagram, 0, 40))
                .isInstanceOf(IllegalStateException.class);
    }

    /** Ciphers share working memory: two threads would send each other's text. */
    @Test
    void shouldBelongToTheFirstThreadThatUsesThem() throws InterruptedException {
        sodium.forSealing(KEY).seal(datagram(true), 0, PLAIN.length);
        Aead shared = sodium.forSealing(KEY);
        Aead own = sodium.forAnotherThread().forSealing(KEY);
        List<Object> seen = new CopyOnWriteArrayList<>();

        Thread other =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    seen.add(own.seal(datagram(true), 0, PLAIN.length));
                                    try {
                                        shared.seal(datagram(true), 0, PLAIN.length);
                                    } catch (IllegalStateException e) {
                                        seen.add(e);
                                    }
                                });
        other.join();

        assertThat(seen.getFirst()).isEqualTo(PacketHeader.LENGTH + PLAIN.length + 16);
        assertThat(seen.get(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldRefuseWhatDoesNotLieInTheBuffer() {
        Aead sealing = sodium.forSealing(KEY);
        Aead opening = sodium.forOpening(KEY);
        for (boolean isDirect : new boolean[] {true, false}) {
            UnsafeBuffer datagram = datagram(isDirect);
            assertThatThrownBy(() -> sealing.seal(datagram, 0, 64 - 14 - 16 + 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> opening.open(datagram, 1, 64))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(sealing.seal(datagram, 0, 64 - 14 - 16)).isEqualTo(64);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "linux, amd64, linux64/libsodium.so",
        "linux, aarch64, arm64/libsodium.so",
        "linux, riscv64, ''",
        "mac os x, aarch64, mac_arm/libsodium.dylib",
        "mac os x, x86_64, mac/libsodium.dylib",
        "windows 11, amd64, windows64/libsodium.dll",
        "plan 9, amd64, ''"
    })
    void shouldHaveABinaryForThePlatform(String system, String processor, String resource) {
        assertThat(SodiumLibrary.resourceFor(system, processor)).isEqualTo(resource);
        if (!resource.isEmpty()) {
            assertThat(SodiumLibrary.class.getClassLoader().getResource(resource)).isNotNull();
        }
    }

    @Test
    void shouldSayEverythingItTriedWhenNothingLoads() {
        assertThatThrownBy(
                        () -> SodiumLibrary.load("nowhere/libsodium.so", List.of("libnone.so.1")))
                .isInstanceOf(SodiumException.class)
                .hasMessageContaining("nowhere/libsodium.so: it is not on the class path")
                .hasMessageContaining("libnone.so.1")
                .hasMessageNotContaining("\n");
    }
}
