package dev.shadowland.protocol.golden;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.message.Ack;
import dev.shadowland.protocol.message.Benchmark;
import dev.shadowland.protocol.message.Ping;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import net.jpountz.lz4.LZ4Factory;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;

/** Sections 6 and 12 of the document. */
final class SealedVectors {
    private static final byte[] KEY = FrameVectors.pattern(32);

    private SealedVectors() {}

    static void addTo(VectorFile file) {
        byte[] frames =
                VectorFile.written(
                        writer -> {
                            new Ack(2, 3, 16).writeFrame(writer);
                            new Ping(-1).writeFrame(writer);
                        });
        int acknowledging = PacketHeader.SEALED | PacketHeader.ACKNOWLEDGMENT;
        ackAndPing(sealed(file, "sealed datagram", "client", acknowledging, 3, frames));
        ackAndPing(
                sealed(
                        file,
                        "sealed datagram of an odd epoch",
                        "server",
                        acknowledging | PacketHeader.REKEY,
                        Long.MAX_VALUE,
                        frames));
        sealed(file, "sealed datagram of nothing", "client", PacketHeader.SEALED, 0, new byte[0]);
        byte[] squeezed = compressed(VectorFile.written(new Benchmark(1, 2, 900)::writeFrame));
        benchmark(
                file.vector("compressed payload", "compressed payload")
                        .given("from", "server")
                        .bytes(squeezed));
        int flags = PacketHeader.SEALED | PacketHeader.COMPRESSED;
        benchmark(sealed(file, "sealed compressed datagram", "server", flags, 9, squeezed));
    }

    private static void ackAndPing(VectorFile.Vector vector) {
        vector.expect("frame[0].type", 7)
                .expect("frame[0].length", 18)
                .expect("frame[0].newest", 2)
                .expect("frame[0].bits", 3)
                .expect("frame[0].delay", 16)
                .expect("frame[1].type", 4)
                .expect("frame[1].length", 8)
                .expect("frame[1].echo", "ffffffffffffffff");
    }

    private static void benchmark(VectorFile.Vector vector) {
        vector.expect("frame[0].type", 0x20)
                .expect("frame[0].length", 912)
                .expect("frame[0].number", 1)
                .expect("frame[0].sentAt", 2)
                .expect("frame[0].filler", 900);
    }

    static byte[] compressed(byte[] frames) {
        byte[] block = LZ4Factory.safeInstance().fastCompressor().compress(frames);
        return VectorFile.written(writer -> writer.varUInt(frames.length).bytes(block));
    }

    private static VectorFile.Vector sealed(
            VectorFile file, String name, String from, int flags, long sequence, byte[] payload) {
        UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
        PacketHeader.write(out, 0, 0x0812_3456, 0, flags, sequence);
        new WireWriter().wrap(out, PacketHeader.LENGTH, payload.length).bytes(payload);
        Aead aead = BouncyCastleAead.PROVIDER.forSealing(KEY);
        int length = aead.seal(out, 0, payload.length);
        return file.vector(name, "sealed")
                .given("key", KEY)
                .given("from", from)
                .bytes(Arrays.copyOf(out.byteArray(), length))
                .expect("connectionId", 0x0812_3456)
                .expect("channel", 0)
                .expect("flags", flags)
                .expect("sequence", sequence);
    }
}
