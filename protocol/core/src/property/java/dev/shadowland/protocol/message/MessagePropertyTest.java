package dev.shadowland.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.snapshot.UpdateEntity;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/** Every body reads back as it was written, and nothing else reads at all. */
class MessagePropertyTest {
    private record Kind(
            Function<SplittableRandom, Message> sample,
            Function<WireReader, @Nullable Message> reader) {}

    private static final List<Kind> KINDS =
            List.of(
                    new Kind(r -> new Ping(r.nextLong()), Ping::read),
                    new Kind(r -> new Pong(r.nextLong()), Pong::read),
                    new Kind(r -> new Disconnect(r.nextInt(256)), Disconnect::read),
                    new Kind(MessagePropertyTest::ack, Ack::read),
                    new Kind(_ -> new ReliableHandshake(), ReliableHandshake::read),
                    new Kind(r -> new CryptoTest(r.nextLong()), CryptoTest::read),
                    new Kind(r -> new CryptoTestAck(r.nextLong()), CryptoTestAck::read),
                    new Kind(
                            r -> new CheckIntegrity(u32(r), r.nextInt(0x10000)),
                            CheckIntegrity::read),
                    new Kind(r -> new IntegrityAnswer(u32(r), bytes(r, 16)), IntegrityAnswer::read),
                    new Kind(r -> new RekeyRequest(number(r), bytes(r, 32)), RekeyRequest::read),
                    new Kind(r -> new RekeyResponse(number(r), bytes(r, 32)), RekeyResponse::read),
                    new Kind(MessagePropertyTest::fragment, Fragment::read),
                    new Kind(
                            r -> new Benchmark(u32(r), r.nextLong(), r.nextInt(1101)),
                            Benchmark::read),
                    new Kind(MessagePropertyTest::syncEntity, SyncEntity::read),
                    new Kind(MessagePropertyTest::updateEntity, UpdateEntity::read),
                    new Kind(r -> new DeltaSync(u32(r), u32(r), u32(r), u32(r)), DeltaSync::read),
                    new Kind(
                            r ->
                                    new Command(
                                            256L + r.nextInt(1 << 30),
                                            u32(r),
                                            r.nextInt(256),
                                            r.nextInt(0x10000),
                                            upTo(r, 1000)),
                            Command::read),
                    new Kind(
                            r ->
                                    new WorldEvent(
                                            number(r), u32(r), r.nextInt(0x10000), upTo(r, 1000)),
                            WorldEvent::read),
                    new Kind(r -> new WorldReceipt(u32(r), u32(r)), WorldReceipt::read),
                    new Kind(r -> new Resync(u32(r)), Resync::read),
                    new Kind(r -> new EnterDenied(anyReason(r)), EnterDenied::read),
                    new Kind(MessagePropertyTest::worldEntered, WorldEntered::read));

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[3000]);
    private final WireReader reader = new WireReader();

    @Property(tries = 300)
    void shouldReadBackEveryMessageAndItsFrame(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Kind kind : KINDS) {
            Message message = kind.sample.apply(random);
            WireWriter writer = new WireWriter().wrap(buffer, 0, 3000);
            message.writeFrame(writer);
            FrameReader frames = new FrameReader().wrap(buffer, 0, writer.length());

            assertThat(frames.next()).isTrue();
            assertThat(frames.type()).isEqualTo(message.type());
            assertThat(frames.bodyLength()).isEqualTo(message.size());
            assertThat(read(kind, frames.bodyOffset(), frames.bodyLength())).isEqualTo(message);
            assertThat(frames.next()).isFalse();
            assertThat(frames.truncated()).isFalse();
        }
    }

    @Property(tries = 100)
    void shouldRefuseEveryMessageThatIsCutOrTooLongOrElseReadAnotherOfThatLength(
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Kind kind : KINDS) {
            Message message = kind.sample.apply(random);
            WireWriter writer = new WireWriter().wrap(buffer, 0, 3000);
            message.write(writer);
            int size = writer.length();
            for (int length : new int[] {0, size / 2, size - 1, size + 1}) {
                Message other = read(kind, 0, length);
                if (other != null) {
                    assertThat(hasVariableLength(message)).as("%s", message).isTrue();
                    assertThat(other.size()).isEqualTo(length);
                }
            }
        }
    }

    @Property(tries = 1000)
    void shouldReadAnyBytesAsNothingOrAsWhatWritesTheSameBytes(
            @ForAll @Size(max = 80) byte[] bytes, @ForAll @IntRange(max = 21) int index) {
        buffer.putBytes(0, bytes);
        Message message = read(KINDS.get(index), 0, bytes.length);
        if (message == null || message instanceof EnterDenied) {
            return; // an EnterDenied of a newer peer reads as OTHER
        }
        byte[] again = new byte[message.size()];
        message.write(new WireWriter().wrap(new UnsafeBuffer(again), 0, again.length));

        assertThat(again).isEqualTo(bytes);
    }

    private @Nullable Message read(Kind kind, int offset, int length) {
        return kind.reader.apply(reader.wrap(buffer, offset, length));
    }

    private static boolean hasVariableLength(Message message) {
        return message instanceof Command
                || message instanceof WorldEvent
                || message instanceof Benchmark;
    }

    private static Message ack(SplittableRandom random) {
        long newest = random.nextLong(100);
        long bits = random.nextLong();
        return new Ack(newest, newest >= 64 ? bits : bits & (1L << newest) - 1, u16(random));
    }

    private static Message fragment(SplittableRandom random) {
        int total = random.nextInt(1025, Fragment.MAX_TOTAL + 1);
        int offset = random.nextInt((total - 1) / Fragment.PIECE + 1) * Fragment.PIECE;
        byte[] piece = bytes(random, Fragment.pieceLength(offset, total));
        return new Fragment(u16(random), offset, total, piece);
    }

    private static Message syncEntity(SplittableRandom random) {
        return new SyncEntity(
                number(random),
                (float) random.nextDouble(-1, 1),
                (float) random.nextDouble(-1, 1),
                (float) random.nextDouble(-1000, 1000),
                random.nextInt(256),
                random.nextInt(1, 7));
    }

    private static Message updateEntity(SplittableRandom random) {
        int mask = random.nextInt(1, 0x40);
        return new UpdateEntity(
                random.nextInt(1, Integer.MAX_VALUE),
                mask,
                (mask & 1) != 0 ? axes(random) : UpdateEntity.Axes.NONE,
                (mask & 2) != 0 ? axes(random) : UpdateEntity.Axes.NONE,
                (mask & 4) != 0 ? u16(random) : 0,
                (mask & 8) != 0 ? random.nextInt() : 0,
                (mask & 16) != 0 ? axes(random) : UpdateEntity.Axes.NONE,
                (mask & 32) != 0
                        ? new UpdateEntity.Vitals(random.nextInt(), random.nextInt())
                        : UpdateEntity.Vitals.NONE);
    }

    private static UpdateEntity.Axes axes(SplittableRandom random) {
        return new UpdateEntity.Axes(
                (float) random.nextDouble(-1e6, 1e6),
                (float) random.nextDouble(-1e6, 1e6),
                (float) random.nextDouble(-1e6, 1e6));
    }

    private static Message worldEntered(SplittableRandom random) {
        double[] places = random.doubles(9, -1e9, 1e9).toArray();
        return new WorldEntered(
                random.nextInt(1, Integer.MAX_VALUE),
                u32(random),
                random.nextInt(1, 256),
                u16(random),
                u32(random) | 1,
                places[0],
                places[1],
                places[2],
                places[3],
                places[4],
                places[5],
                places[6],
                places[7],
                places[8],
                (float) random.nextDouble(1e6),
                u32(random),
                upTo(random, 768),
                waters(random));
    }

    private static List<Water> waters(SplittableRandom random) {
        return Stream.generate(() -> water(random)).limit(random.nextInt(Water.MOST + 1)).toList();
    }

    private static Water water(SplittableRandom random) {
        int west = random.nextInt(Integer.MAX_VALUE) - 1_000_000_000;
        int south = random.nextInt(Integer.MAX_VALUE) - 1_000_000_000;
        return new Water(west, south, west + 1, south + random.nextInt(1, 1_000));
    }

    private static EnterDenied.Reason anyReason(SplittableRandom random) {
        return EnterDenied.Reason.of(random.nextInt(6));
    }

    private static long u32(SplittableRandom random) {
        return random.nextInt() & 0xFFFF_FFFFL;
    }

    private static int u16(SplittableRandom random) {
        return random.nextInt(0x10000);
    }

    private static long number(SplittableRandom random) {
        return random.nextLong(1, 1L << 32);
    }

    private static byte[] upTo(SplittableRandom random, int most) {
        return Arrays.copyOf(bytes(random, most), random.nextInt(most + 1));
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
