package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.compression.Expander;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.message.Benchmark;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Faults of earlier implementations, each with the test that would have found it: compression. */
class EarlierCompressionFaultsTest {
    private static final int COMPRESSED = PacketHeader.SEALED | PacketHeader.COMPRESSED;

    private final ConnectionPair pair = new ConnectionPair().established();

    @Test
    void shouldCompressBeforeItEncrypts() {
        byte[] datagram =
                pair.send(pair.server, writer -> new Benchmark(1, 2, 900).writeFrame(writer));
        assertThat(datagram.length).isLessThan(200);
        assertThat(datagram[5] & COMPRESSED).isEqualTo(COMPRESSED);

        UnsafeBuffer opened = new UnsafeBuffer(datagram.clone());
        int payload = key(0).open(opened, 0, datagram.length);
        UnsafeBuffer frames = new UnsafeBuffer(new byte[4096]);
        int size = new Expander().expand(opened, PacketHeader.LENGTH, payload, frames, 4096);
        FrameReader reader = new FrameReader().wrap(frames, 0, size);
        boolean found = false;
        while (reader.next()) {
            found |= reader.type() == FrameType.BENCHMARK;
        }

        assertThat(found).as("what was sealed is what was compressed").isTrue();
        assertThat(pair.give(pair.client, datagram)).isNull();
        assertThat(pair.clientSide.frameTypes).containsExactly(FrameType.BENCHMARK);
    }

    @Test
    void shouldNotDecodeLz4BeforeAuthentication() {
        UnsafeBuffer out = new UnsafeBuffer(new byte[60]);
        PacketHeader.write(out, 0, ConnectionPair.ID, 0, COMPRESSED, 500);
        new WireWriter().wrap(out, PacketHeader.LENGTH, 40).varUInt(1 << 30).u8(0xFF).u32(-1);

        assertThat(pair.give(pair.server, out.byteArray())).isEqualTo(DropReason.NOT_AUTHENTIC);
        assertThat(pair.server.isEstablished()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"4096,true", "4097,false", "65536,false", "2147483647,false", "-1,false"})
    void shouldNotDecodeLz4WithoutABound(int declared, boolean fits) {
        UnsafeBuffer target = new UnsafeBuffer(new byte[4096 + 64]);
        byte[] block = new byte[40];
        WireWriter writer = new WireWriter().wrap(new UnsafeBuffer(block), 0, 40);
        writer.varUInt(declared).u8(0x1F).u8('a').u16(1); // 'a', and then all a's
        for (int i = 0; i < 15; i++) {
            writer.u8(0xFF);
        }
        writer.u8(4096 - 1 - 5 - 4 - 15 - 15 * 255)
                .u8(0x50)
                .bytes("aaaaa".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        int size = new Expander().expand(new UnsafeBuffer(block), 0, writer.length(), target, 4096);

        assertThat(size).isEqualTo(fits ? 4096 : -1);
        assertThat(Arrays.copyOfRange(target.byteArray(), 4096, 4096 + 64)).containsOnly(0);
    }

    @Test
    void shouldTakeNothingFromASealedPayloadThatDoesNotExpand() {
        UnsafeBuffer out = new UnsafeBuffer(new byte[100]);
        PacketHeader.write(out, 0, ConnectionPair.ID, 0, COMPRESSED, 500);
        new WireWriter().wrap(out, PacketHeader.LENGTH, 40).varUInt(4097).u32(0);
        int length = sealing(32).seal(out, 0, 6);

        assertThat(pair.give(pair.server, Arrays.copyOf(out.byteArray(), length)))
                .isEqualTo(DropReason.BAD_COMPRESSION);
        assertThat(pair.serverSide.frameTypes).isEmpty();
    }

    private static Aead key(int from) {
        return BouncyCastleAead.PROVIDER.forOpening(bytes(from));
    }

    private static Aead sealing(int from) {
        return BouncyCastleAead.PROVIDER.forSealing(bytes(from));
    }

    /** As ConnectionPair: the server's key first. */
    private static byte[] bytes(int from) {
        byte[] keys = new byte[64];
        new SplittableRandom(11).nextBytes(keys);
        return Arrays.copyOfRange(keys, from, from + 32);
    }
}
