package dev.shadowland.protocol.compression;

import dev.shadowland.protocol.library.UnpackedLibrary;
import dev.shadowland.protocol.wire.VarInt;
import dev.shadowland.protocol.wire.WireWriter;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Compresses with LZ4 what can pay: {@code uncompressed size varint · LZ4 block}. It needs LZ4's
 * native library; where that does not load it compresses nothing, for the Java compressor of the
 * library allocates 16 KiB a call, and a peer needs no compression to understand. Owned by one
 * thread.
 */
public final class Compressor {
    /** Bytes that compression is tried above. */
    public static final int LEAST_LENGTH = 512;

    /** Bytes of the longest input. */
    public static final int MOST_LENGTH = 65_536;

    /** Room that is made first, for datagrams; the rest comes with the first large message. */
    private static final int LEAST_ROOM = 4_096;

    /** Kept when at most so much of the size is left. */
    private static final int MOST_PERCENT = 95;

    private final EntropyEstimate entropy = new EntropyEstimate();
    private final WireWriter writer = new WireWriter();
    private final @Nullable LZ4Compressor lz4;
    private byte[] plain = new byte[0];
    private byte[] block = new byte[0];
    private final UnsafeBuffer output = new UnsafeBuffer(0, 0);

    private Compressor(@Nullable LZ4Compressor lz4) {
        this.lz4 = lz4;
    }

    /** With the native library if it loads. */
    public static Compressor create() {
        return new Compressor(Native.LZ4);
    }

    /** One that finds nothing worth it. */
    public static Compressor none() {
        return new Compressor(null);
    }

    /** For logs and status. */
    public String name() {
        return lz4 == null ? "none" : "LZ4 (native)";
    }

    /**
     * Compresses if it saves 5 % or more.
     *
     * @return bytes of {@link #output} from index 0, size included; 0 when it does not pay
     */
    public int compress(DirectBuffer source, int offset, int length) {
        if (lz4 == null
                || length <= LEAST_LENGTH
                || length > MOST_LENGTH
                || !entropy.canPay(source, offset, length)) {
            return 0;
        }
        if (plain.length < length) {
            plain = new byte[length <= LEAST_ROOM ? LEAST_ROOM : MOST_LENGTH];
            block = new byte[VarInt.MAX_BYTES + lz4.maxCompressedLength(plain.length)];
            output.wrap(block);
        }
        source.getBytes(offset, plain, 0, length);
        writer.wrap(output, 0, output.capacity()).varUInt(length);
        int head = writer.length();
        int packed = head + lz4.compress(plain, 0, length, block, head, block.length - head);
        return packed * 100L <= (long) length * MOST_PERCENT ? packed : 0;
    }

    /** Loaded once, with the first compressor. */
    private static final class Native {
        static final @Nullable LZ4Compressor LZ4 = load();

        private static @Nullable LZ4Compressor load() {
            try {
                LZ4Compressor lz4 = LZ4Factory.nativeInstance().fastCompressor();
                UnpackedLibrary.remove("liblz4-java-");
                return lz4;
            } catch (LinkageError | AssertionError | RuntimeException absent) {
                return null;
            }
        }
    }

    /** Where the last result is; valid until the next call. */
    public DirectBuffer output() {
        return output;
    }
}
