package dev.shadowland.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** RFC 8439 2.8.2, and our seal against the JDK's cipher. */
class BouncyCastleAeadTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] RFC_KEY =
            HEX.parseHex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    private static final byte[] RFC_TEXT =
            ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the"
                            + " future, sunscreen would be it.")
                    .getBytes(StandardCharsets.US_ASCII);
    private static final String RFC_SEALED =
            "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b"
                + "1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
                + "3ff4def08e4b7a9de576d26586cec64b6116";

    /**
     * The RFC's nonce 07000000 4041424344454647 is our connection 7, sequence 0x4746…40; the cipher
     * ignores the AAD.
     */
    @Test
    void shouldEncryptAsRfc8439WhenNonceFitsOurLayout() {
        UnsafeBuffer datagram = datagram(7, 0x4746_4544_4342_4140L, RFC_TEXT);

        int length =
                BouncyCastleAead.PROVIDER.forSealing(RFC_KEY).seal(datagram, 0, RFC_TEXT.length);

        assertThat(length)
                .isEqualTo(PacketHeader.LENGTH + RFC_TEXT.length + PacketHeader.TAG_LENGTH);
        byte[] sealed = new byte[RFC_TEXT.length];
        datagram.getBytes(PacketHeader.LENGTH, sealed);
        assertThat(HEX.formatHex(sealed)).isEqualTo(RFC_SEALED);
    }

    @Test
    void shouldSealAsRfc8439WhenPrimitiveGetsItsAssociatedBytes() throws Exception {
        ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
        byte[] nonce = HEX.parseHex("070000004041424344454647");
        byte[] associated = HEX.parseHex("50515253c0c1c2c3c4c5c6c7");
        cipher.init(true, new AEADParameters(new KeyParameter(RFC_KEY), 128, nonce, associated));
        byte[] out = new byte[RFC_TEXT.length + 16];
        int written = cipher.processBytes(RFC_TEXT, 0, RFC_TEXT.length, out, 0);
        written += cipher.doFinal(out, written);

        assertThat(written).isEqualTo(out.length);
        assertThat(HEX.formatHex(out)).isEqualTo(RFC_SEALED + "1ae10b594f09e26a7e902ecbd0600691");
    }

    @Test
    void shouldMatchTheJdkCipherOverRandomDatagrams() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 500; i++) {
            byte[] key = new byte[32];
            byte[] plain = new byte[i < 2 ? i * PacketHeader.MAX_PAYLOAD : random.nextInt(1171)];
            random.nextBytes(key);
            random.nextBytes(plain);
            int offset = random.nextInt(50);
            UnsafeBuffer datagram = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM + offset]);
            PacketHeader.write(
                    datagram,
                    offset,
                    random.nextInt(),
                    random.nextInt(),
                    random.nextInt(),
                    random.nextLong());
            datagram.putBytes(offset + PacketHeader.LENGTH, plain);
            byte[] expected = jdkSeal(key, datagram, offset, plain);

            int length =
                    BouncyCastleAead.PROVIDER.forSealing(key).seal(datagram, offset, plain.length);

            byte[] sealed = new byte[length - PacketHeader.LENGTH];
            datagram.getBytes(offset + PacketHeader.LENGTH, sealed);
            assertThat(sealed).isEqualTo(expected);
            assertThat(BouncyCastleAead.PROVIDER.forOpening(key).open(datagram, offset, length))
                    .isEqualTo(plain.length);
            byte[] opened = new byte[plain.length];
            datagram.getBytes(offset + PacketHeader.LENGTH, opened);
            assertThat(opened).isEqualTo(plain);
        }
    }

    /** Regression: flags changed after the AAD was taken. */
    @Test
    void shouldRefuseWhenAnyBitOfHeaderPayloadOrTagIsFlipped() {
        byte[] plain = {1, 2, 3, 4, 5};
        UnsafeBuffer sealed = datagram(0x12345678, 99, plain);
        int length = BouncyCastleAead.PROVIDER.forSealing(RFC_KEY).seal(sealed, 0, plain.length);
        Aead opening = BouncyCastleAead.PROVIDER.forOpening(RFC_KEY);
        for (int bit = 0; bit < length * 8; bit++) {
            UnsafeBuffer copy = new UnsafeBuffer(Arrays.copyOf(sealed.byteArray(), length));
            copy.putByte(bit / 8, (byte) (copy.getByte(bit / 8) ^ 1 << bit % 8));
            assertThat(opening.open(copy, 0, length)).as("bit %d", bit).isEqualTo(-1);
        }
        for (int shorter = PacketHeader.LENGTH; shorter < length; shorter++) {
            UnsafeBuffer copy = new UnsafeBuffer(Arrays.copyOf(sealed.byteArray(), length));
            assertThat(opening.open(copy, 0, shorter)).as("%d bytes", shorter).isEqualTo(-1);
        }
        assertThat(opening.open(sealed, 0, length)).isEqualTo(plain.length);
    }

    @Test
    void shouldRefuseToWorkWhenDestroyedOrInTheWrongDirection() {
        UnsafeBuffer datagram = datagram(1, 1, new byte[] {1});
        Aead sealing = BouncyCastleAead.PROVIDER.forSealing(RFC_KEY);
        Aead opening = BouncyCastleAead.PROVIDER.forOpening(RFC_KEY);
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

    /** Found by a property, at its seed's edge: the start that overwrites the key was refused. */
    @Test
    void shouldBeDestroyedWhenKeyAndNonceAreZero() {
        Aead sealing = BouncyCastleAead.PROVIDER.forSealing(new byte[32]);
        sealing.seal(new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]), 0, 5);
        sealing.destroy();
        assertThatThrownBy(() -> sealing.seal(datagram(1, 1, new byte[] {1}), 0, 1))
                .isInstanceOf(IllegalStateException.class);
    }

    private static UnsafeBuffer datagram(int connectionId, long sequence, byte[] plain) {
        UnsafeBuffer datagram = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
        PacketHeader.write(
                datagram, 0, connectionId, PacketHeader.UNRELIABLE, PacketHeader.SEALED, sequence);
        datagram.putBytes(PacketHeader.LENGTH, plain);
        return datagram;
    }

    private static byte[] jdkSeal(byte[] key, UnsafeBuffer datagram, int offset, byte[] plain)
            throws Exception {
        byte[] header = new byte[PacketHeader.LENGTH];
        datagram.getBytes(offset, header);
        byte[] nonce = new byte[12];
        System.arraycopy(header, 0, nonce, 0, 4);
        System.arraycopy(header, 6, nonce, 4, 8);
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(key, "ChaCha20"),
                new IvParameterSpec(nonce));
        cipher.updateAAD(header);
        return cipher.doFinal(plain);
    }
}
