package dev.shadowland.checker;

/** Section 18: the head and the lists of records. */
final class Snapshots {
    private Snapshots() {}

    static void read(int type, Cursor in, String name) throws Disagreement {
        if (type == 0x26) {
            in.unsigned(name + "tick", 4);
            in.unsigned(name + "since", 4);
            in.unsigned(name + "lastInput", 4);
            in.unsigned(name + "lastCommand", 4);
            return;
        }
        long id = 0;
        for (int i = 0; in.left() > 0; i++) {
            String record = name + "record[" + i + "].";
            int offset = in.offset();
            long difference = in.varint();
            id += difference;
            in.require(difference >= 1 && id < 1L << 31, "ids that do not ascend");
            in.put(record + "id", id, offset);
            if (type != 0x23) {
                record(in, record, type == 0x21);
            }
        }
    }

    private static void record(Cursor in, String name, boolean create) throws Disagreement {
        int mask = (int) in.unsigned(name + "mask", 1);
        if (create) {
            in.unsigned(name + "type", 1);
            in.unsigned(name + "subtype", 1);
            in.require((mask & 0x7F) == 0x7F, "a create without all fields");
        }
        if ((mask & 0x40) != 0) {
            int _ = quadrant(in, name + "quadrantX");
            int _ = quadrant(in, name + "quadrantY");
        }
        unsigned(in, (mask & 0x01) != 0, 2, name + "x", name + "y", name + "height");
        unsigned(in, (mask & 0x02) != 0, 2, name + "yaw");
        unsigned(in, (mask & 0x04) != 0, 2, name + "animation");
        unsigned(in, (mask & 0x08) != 0, 4, name + "flags");
        if ((mask & 0x10) != 0) {
            in.signed(name + "velocityX", 2);
            in.signed(name + "velocityY", 2);
            in.signed(name + "velocityZ", 2);
        }
        unsigned(in, (mask & 0x20) != 0, 1, name + "health", name + "mana");
        if ((mask & 0x80) != 0) {
            extension(in, name);
        }
    }

    /** Four bytes are pitch and roll; fewer, and those after them, are of no version known here. */
    private static void extension(Cursor in, String name) throws Disagreement {
        long length = in.varint(name + "extensionLength");
        in.require(length <= in.left(), "an extension past the end");
        unsigned(in, length >= 4, 2, name + "pitch", name + "roll");
        int unknown = (int) (length >= 4 ? length - 4 : length);
        if (length != 4) {
            in.bytes(name + "unknown", unknown);
        }
    }

    static int quadrant(Cursor in, String name) throws Disagreement {
        int quadrant = in.zigzag(name);
        in.require(quadrant == (short) quadrant, "quadrant " + quadrant);
        return quadrant;
    }

    private static void unsigned(Cursor in, boolean present, int size, String... names)
            throws Disagreement {
        for (int i = 0; i < names.length && present; i++) {
            in.unsigned(names[i], size);
        }
    }
}
