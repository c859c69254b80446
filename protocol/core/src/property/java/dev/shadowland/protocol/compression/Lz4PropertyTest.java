package dev.shadowland.protocol.compression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.WireWriter;

import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Our decoder against the library, which also makes the blocks. */
class Lz4PropertyTest {
    private static final int MOST = 65_536;

    private final Lz4Decoder decoder = new Lz4Decoder();
    private final Expander expander = new Expander();
    private final Compressor compressor = Compressor.create();
    private final UnsafeBuffer target = new UnsafeBuffer(new byte[MOST]);

    @Property(tries = 400)
    void shouldDecodeWhatTheLibraryEncodes(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5_000) int length) {
        byte[] plain = compressible(seed, length);
        for (LZ4Factory factory :
                new LZ4Factory[] {LZ4Factory.safeInstance(), LZ4Factory.fastestInstance()}) {
            byte[] block = factory.fastCompressor().compress(plain);
            assertThat(decode(block, plain.length)).isTrue();
            assertThat(bytes(plain.length)).isEqualTo(plain);
            assertThat(decode(block, plain.length - 1)).as("one byte too many").isFalse();
            assertThat(decode(block, plain.length + 1)).as("one byte too few").isFalse();
        }
    }

    /** It takes what the library takes, and then says the same; never an exception. */
    @Property(tries = 3_000)
    void shouldAgreeWithTheLibraryOnDamagedBlocks(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int length) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] block =
                LZ4Factory.safeInstance().fastCompressor().compress(compressible(seed, length));
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            block[random.nextInt(block.length)] ^= (byte) (1 << random.nextInt(8));
        }
        byte[] damaged =
                random.nextBoolean() ? block : Arrays.copyOf(block, random.nextInt(block.length));
        agree(damaged, length);
    }

    @Property(tries = 2_000)
    void shouldNeverThrowOnAnyBytes(@ForAll @Size(max = 80) byte[] block) {
        for (int size = 0; size < 40; size++) {
            decode(block, size);
        }
        int expanded = expander.expand(new UnsafeBuffer(block), 0, block.length, target, 4_096);
        assertThat(expanded).isBetween(-1, 4_096);
    }

    /** Bytes, the match that repeats them, bytes; against one byte after the other. */
    @Property(tries = 1_000)
    void shouldRepeatWhatIsNear(
            @ForAll @Size(min = 1, max = 20) byte[] first,
            @ForAll @IntRange(min = 4, max = 700) int matched) {
        WireWriter writer = new WireWriter().wrap(new UnsafeBuffer(new byte[64]), 0, 64);
        int literals = first.length;
        writer.u8(Math.min(literals, 15) << 4 | Math.min(matched - 4, 15));
        length(writer, literals);
        writer.bytes(first).u16(first.length);
        length(writer, matched - 4);
        writer.u8(0x10).u8(77);
        byte[] block = new byte[writer.length()];
        writer.buffer().getBytes(0, block);
        byte[] expected = Arrays.copyOf(first, literals + matched + 1);
        for (int at = literals; at < literals + matched; at++) {
            expected[at] = expected[at - literals];
        }
        expected[literals + matched] = 77;

        assertThat(decode(block, expected.length)).isTrue();
        assertThat(bytes(expected.length)).isEqualTo(expected);
        assertThat(decode(block, expected.length - 1)).isFalse();
        assertThat(decode(block, literals + matched - 1)).isFalse();
    }

    private static void length(WireWriter writer, int length) {
        if (length >= 15) {
            int left = length - 15;
            for (; left >= 0xFF; left -= 0xFF) {
                writer.u8(0xFF);
            }
            writer.u8(left);
        }
    }

    private void agree(byte[] block, int size) {
        byte[] expected = new byte[size];
        boolean valid;
        try {
            int length = LZ4Factory.safeInstance().safeDecompressor().decompress(block, expected);
            valid = length == size;
        } catch (LZ4Exception malformed) {
            valid = false;
        }
        // The library takes an offset of 0, which the format forbids, and refuses blocks that do
        // not
        // end as its own do, which no decoder needs.
        if (decode(block, size) && valid) {
            assertThat(bytes(size)).isEqualTo(expected);
        }
    }

    @Property(tries = 300)
    void shouldExpandWhatItCompressedAndSaveFivePercent(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = MOST) int length) {
        byte[] plain = compressible(seed, length);
        int packed = compressor.compress(new UnsafeBuffer(plain), 0, length);
        if (packed == 0) {
            return;
        }
        assertThat(length).isGreaterThan(512);
        assertThat(packed * 100L).isLessThanOrEqualTo(length * 95L);
        assertThat(expander.expand(compressor.output(), 0, packed, target, MOST)).isEqualTo(length);
        assertThat(bytes(length)).isEqualTo(plain);
        assertThat(expander.expand(compressor.output(), 0, packed, target, length - 1))
                .as("larger than allowed")
                .isEqualTo(-1);
    }

    private boolean decode(byte[] block, int size) {
        // A tight target, so that a write beyond the size fails the test.
        UnsafeBuffer tight = new UnsafeBuffer(new byte[size]);
        boolean taken = decoder.decode(new UnsafeBuffer(block), 0, block.length, tight, 0, size);
        target.putBytes(0, tight, 0, size);
        return taken;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        target.getBytes(0, bytes);
        return bytes;
    }

    private static byte[] compressible(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        int values = 1 + random.nextInt(256);
        int run = 1 + random.nextInt(300);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; ) {
            if (i > 20 && random.nextBoolean()) {
                int from = random.nextInt(i);
                for (int n = random.nextInt(run); n > 0 && i < length; n--) {
                    bytes[i] = bytes[from++];
                    i++;
                }
            } else {
                bytes[i++] = (byte) random.nextInt(values);
            }
        }
        return bytes;
    }
}
