package dev.shadowland.protocol.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/** Records with an extension: pitch and roll, and what a later version may put there. */
class ExtensionTest {
    private static final int PITCH = 0xC001;
    private static final int ROLL = 0x1234;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_200]);
    private final WireWriter writer = new WireWriter();
    private final SnapshotReader reader = new SnapshotReader();
    private final Records records = new Records();

    /** What was read, as text: id, mask, yaw and tilt. */
    private static final class Records implements SnapshotHandler {
        final List<String> lines = new ArrayList<>();

        @Override
        public void onHead(long tick, long since, long lastInput, long lastCommand) {}

        @Override
        public void onCreate(long tick, EntityRecord entity) {
            lines.add("create " + entity.type() + "/" + entity.subtype() + " " + text(entity));
        }

        @Override
        public void onUpdate(long tick, EntityRecord entity) {
            lines.add(text(entity));
        }

        @Override
        public void onRemove(long tick, int id) {}

        private static String text(EntityRecord entity) {
            return "%d %x yaw %x pitch %x roll %x %s"
                    .formatted(
                            entity.id(),
                            entity.mask(),
                            entity.yaw(),
                            entity.pitch(),
                            entity.roll(),
                            EntityRow.hasFullRotation(entity.tilt()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldSkipAnExtensionThatIsTooShortForPitchAndRoll(int length) {
        int mask = Field.ROTATION | Field.TILT;

        assertThat(updates(mask, length, length)).isEqualTo(SnapshotOutcome.APPLIED);
        assertThat(records.lines)
                .containsExactly(
                        "1 2 yaw 7 pitch 0 roll 0 false",
                        "3 82 yaw 8 pitch c001 roll 1234 true",
                        "4 2 yaw 9 pitch 0 roll 0 false");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 127, 128, 500})
    void shouldSkipWhatFollowsPitchAndRoll(int length) {
        int mask = Field.ROTATION | Field.TILT;

        assertThat(updates(mask, length, length)).isEqualTo(SnapshotOutcome.APPLIED);
        assertThat(records.lines)
                .containsExactly(
                        "1 82 yaw 7 pitch c001 roll 1234 true",
                        "3 82 yaw 8 pitch c001 roll 1234 true",
                        "4 2 yaw 9 pitch 0 roll 0 false");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 8, 500})
    void shouldDropAFrameWhoseExtensionIsLongerThanTheFrame(int length) {
        head();
        int mark = FrameWriter.begin(writer, FrameType.UPDATE_ENTITY_QUANTIZED);
        writer.u8(1).u8(Field.TILT);
        extension(length + 1, length);
        FrameWriter.end(writer, mark);

        assertThat(read()).isEqualTo(SnapshotOutcome.MALFORMED);
        assertThat(records.lines).isEmpty();
    }

    /** As an unsigned 32-bit length that is negative as an int. */
    @Test
    void shouldDropAFrameWhoseExtensionIsTheLongest() {
        head();
        int mark = FrameWriter.begin(writer, FrameType.UPDATE_ENTITY_QUANTIZED);
        writer.u8(1).u8(Field.TILT);
        extension(-1, 20);
        FrameWriter.end(writer, mark);

        assertThat(read()).isEqualTo(SnapshotOutcome.MALFORMED);
    }

    @Test
    void shouldTellOfNoTiltThatTheRecordBeforeHad() {
        SnapshotWriter snapshot = new SnapshotWriter();
        writer.wrap(buffer, 0, buffer.capacity());
        snapshot.begin(writer, 9, 0, 0, 0);
        long vehicle = EntityRow.identity(1, EntityType.ENVIRONMENT, EntityType.VEHICLE, 0, 0);
        long place = EntityRow.place(0, 0, 0, 7);
        snapshot.create(vehicle, place, 0, 0, EntityRow.tilt(PITCH, ROLL));
        snapshot.create(EntityRow.identity(2, EntityType.PLAYER, 0, 0), place, 0, 0, 0);
        snapshot.end();

        assertThat(read()).isEqualTo(SnapshotOutcome.APPLIED);
        assertThat(records.lines)
                .containsExactly(
                        "create 5/2 1 ff yaw 7 pitch c001 roll 1234 true",
                        "create 1/0 2 ff yaw 7 pitch 0 roll 0 false");
    }

    @Test
    void shouldRefuseAMaskWithAFieldThatTheEntityHasNot() {
        SnapshotWriter snapshot = new SnapshotWriter();
        writer.wrap(buffer, 0, buffer.capacity());
        snapshot.begin(writer, 9, 0, 0, 0);

        assertThatThrownBy(() -> snapshot.update(Field.ALL, 1, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        snapshot.update(Field.YAW_ONLY, 1, 0, 0, 0, 0);
        snapshot.update(Field.ALL, 2, 0, 0, 0, EntityRow.tilt(0, 0));
        snapshot.end();
    }

    /** Three records, of which the first has an extension of some length. */
    private SnapshotOutcome updates(int mask, int declared, int written) {
        head();
        int mark = FrameWriter.begin(writer, FrameType.UPDATE_ENTITY_QUANTIZED);
        writer.u8(1).u8(mask).u16(7);
        extension(declared, written);
        writer.u8(2).u8(Field.ROTATION | Field.TILT).u16(8);
        extension(Field.TILT_BYTES, Field.TILT_BYTES);
        writer.u8(1).u8(Field.ROTATION).u16(9);
        FrameWriter.end(writer, mark);
        return read();
    }

    private void head() {
        writer.wrap(buffer, 0, buffer.capacity());
        SnapshotWriter snapshot = new SnapshotWriter();
        snapshot.begin(writer, 9, 0, 0, 0);
        snapshot.end();
    }

    private void extension(int declared, int written) {
        int[] known = {PITCH & 0xFF, PITCH >> 8, ROLL & 0xFF, ROLL >> 8};
        writer.varUInt(declared);
        for (int i = 0; i < written; i++) {
            writer.u8(i < known.length ? known[i] : 0xAB);
        }
    }

    /** Outcome of the last frame. */
    private SnapshotOutcome read() {
        reader.beginDatagram();
        int at = SnapshotWriter.HEAD_SIZE;
        reader.onFrame(FrameType.DELTA_SYNC, buffer, 2, SnapshotWriter.HEAD_BODY, records);
        int type = buffer.getByte(at);
        boolean isLong = buffer.getByte(at + 1) < 0;
        int body = at + (isLong ? 3 : 2);
        return reader.onFrame(type, buffer, body, writer.length() - body, records);
    }
}
