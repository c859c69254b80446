package dev.shadowland.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.PacketHeader;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;

/** libsodium and BouncyCastle agree, whichever seals and wherever the datagram lies. */
class SodiumAeadPropertyTest {
    private final AeadSelection selection = AeadSelection.choose(AeadChoice.AUTO);

    @Property(tries = 2_000)
    void shouldSealAndOpenAsBouncyCastleDoes(
            @ForAll @Size(32) byte[] key,
            @ForAll @Size(max = PacketHeader.MAX_PAYLOAD) byte[] plain,
            @ForAll @Size(14) byte[] header,
            @ForAll @IntRange(max = 100) int offset,
            @ForAll boolean isDirect,
            @ForAll boolean isOtherDirect) {
        Assume.that(selection.problem() == null);
        UnsafeBuffer one = datagram(header, plain, offset, isDirect);
        UnsafeBuffer other = datagram(header, plain, 0, isOtherDirect);
        Aead.Provider sodium = selection.provider();
        Aead.Provider bouncy = BouncyCastleAead.PROVIDER;

        int length = seal(sodium, key, one, offset, plain.length);
        assertThat(seal(bouncy, key, other, 0, plain.length)).isEqualTo(length);
        assertThat(bytes(one, offset, length)).isEqualTo(bytes(other, 0, length));

        assertThat(open(bouncy, key, one, offset, length)).isEqualTo(plain.length);
        assertThat(open(sodium, key, other, 0, length)).isEqualTo(plain.length);
        assertThat(bytes(one, offset + PacketHeader.LENGTH, plain.length)).isEqualTo(plain);
        assertThat(bytes(other, PacketHeader.LENGTH, plain.length)).isEqualTo(plain);
        assertThat(bytes(one, offset, PacketHeader.LENGTH)).isEqualTo(header);
    }

    private static int seal(
            Aead.Provider provider, byte[] key, UnsafeBuffer datagram, int offset, int length) {
        Aead aead = provider.forSealing(key);
        int sealed = aead.seal(datagram, offset, length);
        aead.destroy();
        return sealed;
    }

    private static int open(
            Aead.Provider provider, byte[] key, UnsafeBuffer datagram, int offset, int length) {
        Aead aead = provider.forOpening(key);
        int opened = aead.open(datagram, offset, length);
        aead.destroy();
        return opened;
    }

    private static UnsafeBuffer datagram(
            byte[] header, byte[] plain, int offset, boolean isDirect) {
        int room = offset + PacketHeader.MAX_DATAGRAM;
        ByteBuffer memory = isDirect ? ByteBuffer.allocateDirect(room) : ByteBuffer.allocate(room);
        UnsafeBuffer datagram = new UnsafeBuffer(memory);
        datagram.putBytes(offset, header);
        datagram.putBytes(offset + PacketHeader.LENGTH, plain);
        return datagram;
    }

    private static byte[] bytes(UnsafeBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }
}
