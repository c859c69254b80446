package dev.shadowland.protocol.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.message.WorldEntered;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

class SnapshotCodecPropertyTest {
    private static final int[] SNAPSHOT_FRAMES = {
        FrameType.DELTA_SYNC,
        FrameType.CREATE_ENTITY,
        FrameType.UPDATE_ENTITY_QUANTIZED,
        FrameType.REMOVE_ENTITY
    };

    /** Both sides of each length of a variable-length number. */
    private static final int[] ID_DELTAS = {1, 126, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152};

    private static final int[] MOVE_MASKS = {
        Field.POSITION,
        Field.ROTATION,
        Field.VELOCITY,
        Field.POSITION | Field.ROTATION,
        Field.POSITION | Field.VELOCITY,
        Field.ROTATION | Field.VELOCITY,
        Field.POSITION | Field.ROTATION | Field.VELOCITY,
        Field.ALL
    };

    /** What a snapshot said, as text, so that two of them compare. */
    private static final class Transcript implements SnapshotHandler {
        final List<String> lines = new ArrayList<>();

        @Override
        public void onHead(long tick, long since, long lastInput, long lastCommand) {
            lines.add("head " + tick + " " + lastInput + " " + lastCommand);
        }

        @Override
        public void onCreate(long tick, EntityRecord entity) {
            lines.add("create " + entity.type() + "/" + entity.subtype() + " " + text(entity));
        }

        @Override
        public void onUpdate(long tick, EntityRecord entity) {
            lines.add("update " + text(entity));
        }

        @Override
        public void onRemove(long tick, int id) {
            lines.add("remove " + id);
        }

        private static String text(EntityRecord entity) {
            String text = entity.id() + ":" + entity.mask();
            text +=
                    entity.has(Field.QUADRANT)
                            ? " q" + entity.quadrantX() + "," + entity.quadrantY()
                            : "";
            text +=
                    entity.has(Field.POSITION)
                            ? " p" + entity.x() + "," + entity.y() + "," + entity.height()
                            : "";
            text += entity.has(Field.ROTATION) ? " r" + entity.yaw() : "";
            text += entity.has(Field.ANIMATION) ? " a" + entity.animation() : "";
            text += entity.has(Field.FLAGS) ? " f" + entity.flags() : "";
            text +=
                    entity.has(Field.VELOCITY)
                            ? " v"
                                    + entity.velocityX()
                                    + ","
                                    + entity.velocityY()
                                    + ","
                                    + entity.velocityZ()
                            : "";
            text += entity.has(Field.VITALS) ? " h" + entity.health() + "," + entity.mana() : "";
            return text + (entity.has(Field.TILT) ? " " + tilt(entity) : "");
        }

        private static String tilt(EntityRecord entity) {
            return EntityRow.hasFullRotation(entity.tilt())
                    ? "t" + entity.pitch() + "," + entity.roll()
                    : "yaw only";
        }

        private static String text(
                int mask, long identity, long place, long motion, long rest, long tilt) {
            EntityRecord entity = new EntityRecord();
            entity.id = EntityRow.id(identity);
            entity.mask = mask;
            entity.quadrantX = EntityRow.quadrantX(rest);
            entity.quadrantY = EntityRow.quadrantY(rest);
            entity.x = EntityRow.x(place);
            entity.y = EntityRow.y(place);
            entity.height = EntityRow.height(place);
            entity.yaw = EntityRow.yaw(place);
            entity.animation = EntityRow.animation(motion);
            entity.flags = EntityRow.flags(rest);
            entity.velocityX = EntityRow.velocityX(motion);
            entity.velocityY = EntityRow.velocityY(motion);
            entity.velocityZ = EntityRow.velocityZ(motion);
            entity.health = EntityRow.health(identity);
            entity.mana = EntityRow.mana(identity);
            entity.tilt = tilt;
            return text(entity);
        }
    }

    @Property(tries = 300)
    void shouldReadWhatItWroteWhenRecordsAreAnything(
            @ForAll long seed, @ForAll @IntRange(max = 40) int count) {
        SplittableRandom random = new SplittableRandom(seed);
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[8_192]);
        WireWriter writer = new WireWriter().wrap(buffer, 0, buffer.capacity());
        SnapshotWriter snapshot = new SnapshotWriter();
        List<String> expected = new ArrayList<>();
        snapshot.begin(writer, 0xFFFF_FFFFL, 4, 5, 6);
        expected.add("head " + 0xFFFF_FFFFL + " 5 6");
        for (int kind = 0; kind < 3; kind++) {
            for (int id : ids(random, count)) {
                long identity =
                        EntityRow.identity(
                                id,
                                random.nextInt(256),
                                random.nextInt(256),
                                random.nextInt(256),
                                random.nextInt(256));
                long place = random.nextLong();
                long motion = random.nextLong();
                long rest = random.nextLong();
                long tilt =
                        random.nextBoolean()
                                ? EntityRow.tilt(random.nextInt(65_536), random.nextInt(65_536))
                                : 0;
                int has = EntityRow.fields(tilt);
                int mask = kind == 0 ? Field.ALL : random.nextInt(Field.ALL + 1) & has;
                int before = writer.position();
                switch (kind) {
                    case 0 -> {
                        snapshot.create(identity, place, motion, rest, tilt);
                        expected.add(
                                "create "
                                        + EntityRow.type(identity)
                                        + "/"
                                        + EntityRow.subtype(identity)
                                        + " "
                                        + Transcript.text(
                                                mask, identity, place, motion, rest, tilt));
                    }
                    case 1 -> {
                        snapshot.update(mask, identity, place, motion, rest, tilt);
                        expected.add(
                                "update "
                                        + Transcript.text(
                                                mask, identity, place, motion, rest, tilt));
                    }
                    default -> {
                        snapshot.remove(id);
                        expected.add("remove " + id);
                    }
                }
                int most =
                        (kind == 2 ? 0 : SnapshotWriter.recordSize(mask & has, rest) + 2)
                                + 5
                                + SnapshotWriter.LIST_OVERHEAD;
                assertThat(writer.position() - before).isLessThanOrEqualTo(most);
            }
        }
        snapshot.end();
        Transcript transcript = new Transcript();
        SnapshotReader reader = new SnapshotReader();
        FrameReader frames = new FrameReader().wrap(buffer, 0, writer.length());
        while (frames.next()) {
            assertThat(
                            reader.onFrame(
                                    frames.type(),
                                    buffer,
                                    frames.bodyOffset(),
                                    frames.bodyLength(),
                                    transcript))
                    .isEqualTo(SnapshotOutcome.APPLIED);
        }
        assertThat(transcript.lines).isEqualTo(expected);
    }

    private static SortedSet<Integer> ids(SplittableRandom random, int count) {
        TreeSet<Integer> ids = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            ids.add(random.nextInt(1, random.nextBoolean() ? 400 : Integer.MAX_VALUE));
        }
        return ids;
    }

    @Property(tries = 500)
    void shouldWriteMovesAsUpdatesWhateverTheIdsAndTheRoom(
            @ForAll long seed,
            @ForAll @IntRange(max = 30) int count,
            @ForAll @IntRange(max = 12) int more) {
        int spare = SnapshotWriter.LIST_OVERHEAD + more;
        byte[] updates = moves(new SplittableRandom(seed), count, 8_192, false);
        byte[] moves = moves(new SplittableRandom(seed), count, 8_192, true);
        byte[] tight = moves(new SplittableRandom(seed), count, updates.length + spare, true);
        assertThat(moves).as("seed %d", seed).isEqualTo(updates);
        assertThat(tight).as("seed %d", seed).isEqualTo(updates);
    }

    /** The first bytes of a snapshot of entities that moved, some of which did more than that. */
    private static byte[] moves(SplittableRandom random, int count, int room, boolean asMoves) {
        byte[] bytes = new byte[room];
        new SplittableRandom(room).nextBytes(bytes);
        WireWriter writer = new WireWriter().wrap(new UnsafeBuffer(bytes), 0, room);
        SnapshotWriter snapshot = new SnapshotWriter();
        snapshot.begin(writer, 1, 2, 3, 4);
        int id = 0;
        for (int i = 0; i < count; i++) {
            int delta = ID_DELTAS[random.nextInt(ID_DELTAS.length)];
            int mask = MOVE_MASKS[random.nextInt(MOVE_MASKS.length)];
            long place = random.nextLong();
            long motion = random.nextLong();
            id += delta;
            boolean isMove =
                    asMoves
                            && mask != Field.ALL
                            && delta <= SnapshotWriter.MOST_MOVE_DELTA
                            && writer.remaining() >= SnapshotWriter.WIDE_MOVE;
            if (isMove) {
                int size = SnapshotWriter.moveSize(mask);
                int at = snapshot.nextMove();
                at = SnapshotWriter.putMove(bytes, at, mask, size, delta, place);
                boolean isTurn = (mask & Field.VELOCITY) != 0;
                at = isTurn ? SnapshotWriter.putVelocity(bytes, at, motion) : at;
                snapshot.afterMoves(at, id);
            } else {
                int fields = mask & EntityRow.fields(0);
                snapshot.update(fields, EntityRow.identity(id, 1, 0, 0), place, motion, 6, 0);
            }
        }
        if (asMoves) {
            snapshot.nextMove(); // there is none
        }
        snapshot.end();
        return Arrays.copyOf(bytes, writer.length());
    }

    @Property(tries = 2_000)
    void shouldNeverThrowWhenBytesAreArbitrary(
            @ForAll @Size(max = 200) byte[] bytes, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        ReplicatedWorld world = new ReplicatedWorld(new PositionQuantizer(102_400, -12_800));
        world.beginDatagram();
        world.onFrame(FrameType.DELTA_SYNC, new UnsafeBuffer(new byte[12]), 0, 12);
        for (int i = 0; i < 8; i++) {
            int from = random.nextInt(bytes.length + 1);
            world.onFrame(
                    SNAPSHOT_FRAMES[random.nextInt(4)],
                    buffer,
                    from,
                    random.nextInt(bytes.length - from + 1));
        }
        new InputFrame().read(buffer, 0, bytes.length);
        WorldEntered.read(new WireReader().wrap(buffer, 0, bytes.length));
    }

    @Property(tries = 500)
    void shouldApplyNothingWhenAFrameIsCutShort(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int count) {
        SplittableRandom random = new SplittableRandom(seed);
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[4_096]);
        WireWriter writer = new WireWriter().wrap(buffer, 0, buffer.capacity());
        SnapshotWriter snapshot = new SnapshotWriter();
        snapshot.begin(writer, 9, 0, 0, 0);
        for (int id : ids(random, count)) {
            snapshot.update(
                    Field.POSITION, EntityRow.identity(id, 1, 0, 0), random.nextLong(), 0, 0, 0);
        }
        snapshot.end();
        FrameReader frames = new FrameReader().wrap(buffer, 0, writer.length());
        SnapshotReader reader = new SnapshotReader();
        Transcript transcript = new Transcript();
        frames.next();
        reader.onFrame(frames.type(), buffer, frames.bodyOffset(), frames.bodyLength(), transcript);
        frames.next();
        assertThat(
                        reader.onFrame(
                                frames.type(),
                                buffer,
                                frames.bodyOffset(),
                                frames.bodyLength() - 1,
                                transcript))
                .isEqualTo(SnapshotOutcome.MALFORMED);
        assertThat(transcript.lines).hasSize(1);
    }

    @Property(tries = 500)
    void shouldKeepPositionsWithinHalfAStep(
            @ForAll @DoubleRange(min = -5e6, max = 5e6) double value) {
        PositionQuantizer quantizer = new PositionQuantizer(102_400, -12_800);
        int quadrant = quantizer.quadrant(value);
        int offset = quantizer.offset(value, quadrant);
        assertThat(offset).isBetween(0, 65_535);
        assertThat(Math.abs(quantizer.decode(quadrant, offset) - value)).isLessThanOrEqualTo(0.79);
        assertThat(quadrant).isEqualTo((int) Math.floor(value / 102_400));
    }

    @Property(tries = 300)
    void shouldReadInputsThatItWrote(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int count) {
        SplittableRandom random = new SplittableRandom(seed);
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[InputFrame.MAX_SIZE]);
        WireWriter writer = new WireWriter().wrap(buffer, 0, buffer.capacity());
        long newest = count + random.nextLong(0xFFFF_FFFFL - count + 1);
        long[] inputs = new long[count];
        InputFrame.writeHead(writer, newest, count);
        for (int i = 0; i < count; i++) {
            inputs[i] =
                    InputCommand.of(
                            random.nextInt(-127, 128),
                            random.nextInt(-127, 128),
                            random.nextInt(65_536),
                            random.nextInt(256),
                            random.nextInt(1, 7));
            InputFrame.writeInput(writer, inputs[i]);
        }
        InputFrame frame = new InputFrame();
        assertThat(frame.read(buffer, 0, writer.length())).isTrue();
        assertThat(frame.count()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            assertThat(frame.input(i)).isEqualTo(inputs[i]);
            assertThat(frame.number(i)).isEqualTo(newest - count + 1 + i);
        }
        assertThat(frame.read(buffer, 0, writer.length() - 1)).isFalse();
    }
}
