package dev.shadowland.benchmarks.jmh;

import dev.shadowland.benchmarks.server.Aeads;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** Sealing and opening one datagram in place, outside the heap as the ports' memory is. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AeadBenchmark {
    /** "best" is what a gateway chooses on this machine. */
    @Param({"best", "bouncycastle"})
    private String cipher = "";

    /** Bytes of plaintext. */
    @Param({"64", "100", "200", "1150"})
    private int length;

    private final UnsafeBuffer datagram = new UnsafeBuffer(ByteBuffer.allocateDirect(2048));
    private final UnsafeBuffer sealed = new UnsafeBuffer(ByteBuffer.allocateDirect(2048));
    private Aead sealing = Aeads.portable().forSealing(new byte[32]);
    private Aead opening = Aeads.portable().forOpening(new byte[32]);
    private int sealedLength;
    private long sequence;

    @Setup
    public void makeKeys() {
        Aead.Provider provider = cipher.equals("best") ? Aeads.best() : Aeads.portable();
        byte[] key = new byte[32];
        key[0] = 1;
        sealing.destroy();
        opening.destroy();
        sealing = provider.forSealing(key);
        opening = provider.forOpening(key);
        writeHeader();
        sealedLength = sealing.seal(datagram, 0, length);
        sealed.putBytes(0, datagram, 0, sealedLength);
        writeHeader();
    }

    private void writeHeader() {
        PacketHeader.write(
                datagram, 0, 7, PacketHeader.UNRELIABLE, PacketHeader.SEALED, sequence++);
    }

    /** Header and seal; each datagram has a number of its own. */
    @Benchmark
    public int seal() {
        writeHeader();
        return sealing.seal(datagram, 0, length);
    }

    /** Opens the same datagram again and again; bringing it back costs a copy. */
    @Benchmark
    public int open() {
        datagram.putBytes(0, sealed, 0, sealedLength);
        int plaintext = opening.open(datagram, 0, sealedLength);
        if (plaintext != length) {
            throw new IllegalStateException("not authentic");
        }
        return plaintext;
    }

    @TearDown
    public void destroy() {
        sealing.destroy();
        opening.destroy();
    }
}
