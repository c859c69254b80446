package dev.shadowland.protocol.golden;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.snapshot.UpdateEntity;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireWriter;

import java.util.Locale;

/** Section 18 of the document, and UpdateEntity. */
final class SnapshotVectors {
    private static final long PLACE = EntityRow.place(1, 0xFFFF, 0x8000, 0x4000);
    private static final long MOTION = EntityRow.motion(-1, 32_767, -32_768, 0xABCD);
    private static final long REST = EntityRow.rest(0x8000_0001, -32_768, 63);
    private static final long TILT = EntityRow.tilt(0xC000, 0x1234);

    /** Extensions that no writer of this version makes: too short, and longer than known. */
    private static final int[] EXTENSIONS = {0, 3, 5, 7};

    private SnapshotVectors() {}

    static void addTo(VectorFile file) {
        VectorFile.Vector snapshot =
                file.vector("snapshot", "payload")
                        .given("from", "server")
                        .written(SnapshotVectors::write)
                        .expect("frame[0].type", 0x26)
                        .expect("frame[0].length", 16)
                        .body("tick", 0xFFFF_FFFFL)
                        .body("since", 4)
                        .body("lastInput", 5)
                        .body("lastCommand", 6);
        list(snapshot, 1, 0x21, 65);
        record(snapshot, "frame[1].record[0].", 3, Field.YAW_ONLY);
        snapshot.expect("frame[1].record[0].type", 1).expect("frame[1].record[0].subtype", 0);
        record(snapshot, "frame[1].record[1].", 4, Field.ALL);
        snapshot.expect("frame[1].record[1].type", 5).expect("frame[1].record[1].subtype", 2);
        list(snapshot, 2, 0x24, 81);
        record(snapshot, "frame[2].record[0].", 300, Field.ALL);
        for (int field = 0; field < Field.COUNT; field++) {
            record(snapshot, "frame[2].record[" + (field + 1) + "].", 301 + field, 1 << field);
        }
        list(snapshot, 3, 0x23, 6);
        snapshot.expect("frame[3].record[0].id", 1)
                .expect("frame[3].record[1].id", Integer.MAX_VALUE);
        ofALaterVersion(file);
        full(file);
    }

    private static void write(WireWriter writer) {
        SnapshotWriter snapshot = new SnapshotWriter();
        snapshot.begin(writer, 0xFFFF_FFFFL, 4, 5, 6);
        snapshot.create(EntityRow.identity(3, 1, 255, 7), PLACE, MOTION, REST, 0);
        long vehicle = EntityRow.identity(4, EntityType.ENVIRONMENT, EntityType.VEHICLE, 255, 7);
        snapshot.create(vehicle, PLACE, MOTION, REST, TILT);
        long all = EntityRow.identity(300, 1, 255, 7);
        snapshot.update(Field.ALL, all, PLACE, MOTION, REST, TILT);
        for (int field = 0; field < Field.COUNT; field++) {
            long identity = EntityRow.identity(301 + field, 1, 255, 7);
            snapshot.update(1 << field, identity, PLACE, MOTION, REST, TILT);
        }
        snapshot.remove(1);
        snapshot.remove(Integer.MAX_VALUE);
        snapshot.end();
    }

    private static void list(VectorFile.Vector vector, int frame, int type, int length) {
        vector.expect("frame[" + frame + "].type", type)
                .expect("frame[" + frame + "].length", length);
    }

    private static void record(VectorFile.Vector vector, String name, int id, int mask) {
        vector.expect(name + "id", id).expect(name + "mask", mask);
        some(vector, name, mask & Field.QUADRANT, "quadrantX", -32_768, "quadrantY", 63);
        some(vector, name, mask & Field.POSITION, "x", 1, "y", 0xFFFF, "height", 0x8000);
        some(vector, name, mask & Field.ROTATION, "yaw", 0x4000);
        some(vector, name, mask & Field.ANIMATION, "animation", 0xABCD);
        some(vector, name, mask & Field.FLAGS, "flags", 0x8000_0001L);
        some(
                vector,
                name,
                mask & Field.VELOCITY,
                "velocityX",
                -1,
                "velocityY",
                32_767,
                "velocityZ",
                -32_768);
        some(vector, name, mask & Field.VITALS, "health", 255, "mana", 7);
        int tilt = mask & Field.TILT;
        some(vector, name, tilt, "extensionLength", 4, "pitch", 0xC000, "roll", 0x1234);
    }

    private static void some(VectorFile.Vector vector, String name, int present, Object... pairs) {
        for (int i = 0; i < pairs.length && present != 0; i += 2) {
            vector.expect(name + pairs[i], pairs[i + 1]);
        }
    }

    /** What a reader of this version must skip. */
    private static void ofALaterVersion(VectorFile file) {
        VectorFile.Vector vector =
                file.vector("snapshot of a later version", "payload")
                        .given("from", "server")
                        .given("version", "later")
                        .written(SnapshotVectors::writeLater)
                        .expect("frame[0].type", 0x26)
                        .expect("frame[0].length", 16)
                        .body("tick", 9)
                        .body("since", 0)
                        .body("lastInput", 0)
                        .body("lastCommand", 0);
        list(vector, 1, 0x24, 35);
        for (int i = 0; i < EXTENSIONS.length; i++) {
            String name = "frame[1].record[" + i + "].";
            boolean isTilted = EXTENSIONS[i] >= 4;
            vector.expect(name + "id", i + 1)
                    .expect(name + "mask", Field.ROTATION | Field.TILT)
                    .expect(name + "yaw", 0x4000)
                    .expect(name + "extensionLength", EXTENSIONS[i]);
            some(vector, name, isTilted ? 1 : 0, "pitch", 0xABAB, "roll", 0xABAB);
            vector.expect(name + "unknown", "ab".repeat(EXTENSIONS[i] - (isTilted ? 4 : 0)));
        }
    }

    private static void writeLater(WireWriter writer) {
        SnapshotWriter snapshot = new SnapshotWriter();
        snapshot.begin(writer, 9, 0, 0, 0);
        snapshot.end();
        writer.u8(FrameType.UPDATE_ENTITY_QUANTIZED).u8(35);
        for (int length : EXTENSIONS) {
            writer.u8(1).u8(Field.ROTATION | Field.TILT).u16(0x4000).u8(length);
            for (int i = 0; i < length; i++) {
                writer.u8(0xAB);
            }
        }
    }

    private static void full(VectorFile file) {
        UpdateEntity.Axes axes = new UpdateEntity.Axes(1.5, -2.5, 1e6);
        UpdateEntity update =
                new UpdateEntity(
                        9,
                        UpdateEntity.ALL,
                        axes,
                        axes,
                        3,
                        -1,
                        axes,
                        new UpdateEntity.Vitals(100, -1));
        VectorFile.Vector vector =
                file.vector("UpdateEntity", "payload")
                        .frame("server", update)
                        .body("entity", 9)
                        .body("mask", 0x3F)
                        .body("animation", 3)
                        .body("flags", 0xFFFF_FFFFL)
                        .body("health", 100)
                        .body("mana", -1);
        FrameVectors.axes(vector, "place", 1.5, -2.5, 1e6);
        floats(vector, "rotation", 1.5f, -2.5f, 1e6f);
        floats(vector, "velocity", 1.5f, -2.5f, 1e6f);
    }

    private static void floats(VectorFile.Vector vector, String name, float... values) {
        for (int i = 0; i < values.length; i++) {
            String bits = Integer.toHexString(Float.floatToIntBits(values[i]));
            vector.body(name + "." + i, bits.toLowerCase(Locale.ROOT));
        }
    }
}
