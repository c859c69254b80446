package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Whatever form it takes, nothing is decoded that was not asked for. */
class ExpandingPropertyTest {
    private static final byte[] LARGEST = ExpandingTest.compressed(names(65_536));

    private final UnsafeBuffer room = new UnsafeBuffer(new byte[4_096]);

    @Property(tries = 300)
    void shouldDecodeNoMoreThanItsHandlerAllowed(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MessagePair pair = new MessagePair(MessagePair.WIDE);
        pair.serverSide.mayExpand = random.nextInt(1 << random.nextInt(1, 24));
        long allowed = pair.serverSide.mayExpand;
        int number = 0;
        for (int i = 0; i < 30 && pair.server.isEstablished(); i++) {
            WireWriter frames = new WireWriter().wrap(room, 0, 4_096);
            int count = random.nextInt(1, 16);
            for (int k = 0; k < count && frames.remaining() > 1_100; k++) {
                number += put(frames, random, number) ? 1 : 0;
            }
            byte[] payload = Arrays.copyOf(room.byteArray(), frames.length());
            byte[] packed = ExpandingTest.compressed(payload);
            boolean isCompressed = payload.length > 1_170 || random.nextBoolean();
            byte[] sent = isCompressed ? packed : payload;
            if (sent.length <= 1_170) {
                int flags = isCompressed ? PacketHeader.COMPRESSED : 0;
                pair.forge(1_000 + i, flags, writer -> writer.bytes(sent));
            }
            long expanded = pair.server.statistics().bytesExpanded();
            assertThat(expanded).isLessThanOrEqualTo(pair.serverSide.expanding);
            assertThat(pair.serverSide.expanding).isLessThanOrEqualTo(allowed);
        }
    }

    /** A compressed message in any form; whether a reliable number was used. */
    private static boolean put(WireWriter frames, SplittableRandom random, int number) {
        byte[] body = random.nextBoolean() ? LARGEST : compressed(random);
        int type = 0x67 + random.nextInt(3);
        boolean isReliable = type != FrameType.COMPRESSED;
        if (random.nextInt(3) > 0) {
            FrameWriter.head(frames, type, (isReliable ? 5 : 0) + body.length);
            if (isReliable) {
                frames.u32(number).u8(FrameType.COMPRESSED);
            }
            frames.bytes(body);
        } else {
            boolean isFirst = random.nextBoolean();
            int piece = isFirst ? 1_024 : 1;
            int head = isReliable ? 13 : 8;
            FrameWriter.head(frames, isReliable ? type : FrameType.FRAGMENT, head + piece);
            if (isReliable) {
                frames.u32(number).u8(FrameType.FRAGMENT);
            }
            frames.u16(random.nextInt(2)).u16(isFirst ? 0 : 1_024).u32(1_025);
            if (isFirst) {
                frames.u8(FrameType.COMPRESSED).bytes(inPieces());
            } else {
                frames.u8(0);
            }
        }
        return isReliable;
    }

    /** A block that ends with the whole's last byte, a literal. */
    private static byte[] inPieces() {
        byte[] packed = new byte[1_023];
        WireWriter writer = new WireWriter().wrap(new UnsafeBuffer(packed), 0, packed.length);
        // Literals of the whole's length less the token, its length bytes and the size.
        int literals = 1_024 - 2 - 1 - 4;
        writer.varUInt(literals).u8(0xF0);
        for (int left = literals - 15; left >= 0; left -= 0xFF) {
            writer.u8(Math.min(left, 0xFF));
        }
        writer.u8(MessageEnd.NAMES);
        return packed;
    }

    private static byte[] compressed(SplittableRandom random) {
        byte[] body = names(1 + random.nextInt(600));
        if (random.nextInt(4) == 0) {
            body[0] = (byte) (random.nextBoolean() ? FrameType.PING : FrameType.COMPRESSED);
        }
        byte[] packed = ExpandingTest.compressed(body);
        return random.nextInt(6) == 0
                ? Arrays.copyOf(packed, random.nextInt(packed.length))
                : packed;
    }

    private static byte[] names(int length) {
        byte[] body = new byte[length];
        body[0] = MessageEnd.NAMES;
        return body;
    }
}
