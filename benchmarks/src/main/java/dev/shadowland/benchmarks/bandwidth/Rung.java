package dev.shadowland.benchmarks.bandwidth;

import dev.shadowland.protocol.snapshot.Field;

/**
 * The way from a full record of floats to ours, one saving after the other: what an update of each
 * form takes.
 */
enum Rung {
    /** The legacy's: id 4, position 12, rotation 12, velocity 12, animation 2, flags 4. */
    FLOATS("full record of floats"),
    /** Three u16 and the quadrant they count from. */
    POSITION("position in steps, with its quadrant"),
    /** One u16 in place of three floats. */
    ROTATION("yaw alone, as u16"),
    /** Three i16. */
    VELOCITY("velocity in cm/s, as i16"),
    /** Only while the viewer may not know it. */
    QUADRANT("quadrant only until it is known"),
    /** A byte says which fields follow. */
    MASKS("a mask and the fields that changed"),
    /** Ids ascend in a snapshot. */
    IDS("ids as differences"),
    /** What the snapshot takes besides its records. */
    SHARE("its share of head and frame");

    /** Bytes of the record that all is measured against. */
    static final int FLOAT_BYTES = 46;

    private static final int THREE_FLOATS = 12;
    private static final int ID_BYTES = 4;

    private final String text;

    Rung(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    double bytes(Update update) {
        return switch (this) {
            case FLOATS -> FLOAT_BYTES;
            case POSITION -> FLOAT_BYTES - THREE_FLOATS + 6 + update.quadrantBytes();
            case ROTATION -> POSITION.bytes(update) - THREE_FLOATS + 2;
            case VELOCITY -> ROTATION.bytes(update) - THREE_FLOATS + 6;
            case QUADRANT -> VELOCITY.bytes(update) - untoldQuadrantBytes(update);
            case MASKS -> update.bytes() - update.idBytes() + ID_BYTES;
            case IDS -> update.bytes();
            case SHARE -> update.bytes() + update.share();
        };
    }

    private static int untoldQuadrantBytes(Update update) {
        return (update.mask() & Field.QUADRANT) != 0 ? 0 : update.quadrantBytes();
    }
}
