package dev.shadowland.checker;

import java.util.List;

/** Sections 7 to 19: the frames of a payload and their bodies. */
final class Frames {
    /** Frames of a snapshot in their order; each at most once. */
    private static final List<Integer> SNAPSHOT = List.of(0x26, 0x21, 0x24, 0x23);

    private final boolean fromServer;
    private boolean isCompressed;
    private int snapshotFrames;
    private boolean ordered;
    private int present;

    Frames(boolean fromServer) {
        this.fromServer = fromServer;
    }

    /** All frames of a payload; names begin with the frame's number. */
    void payload(Cursor in) throws Disagreement {
        snapshotFrames = 0;
        for (int i = 0; in.left() > 0; i++) {
            present = -1;
            frame(in, "frame[" + i + "].");
        }
    }

    /** All frames of a payload that came compressed, as flag 0x10 says. */
    void decompressed(Cursor in) throws Disagreement {
        isCompressed = true;
        payload(in);
    }

    /** One frame. */
    void frame(Cursor in, String name) throws Disagreement {
        int type = (int) in.unsigned(name + "type", 1);
        long length = in.varint(name + "length");
        in.require(length <= in.left(), "a frame past the end");
        Cursor body = in.part((int) length);
        present = type;
        ordered = false;
        body(type, body, name);
        body.finish();
    }

    /** Type of the frame that was read last, -1 for one past the end. */
    int present() {
        return present;
    }

    private void body(int type, Cursor in, String name) throws Disagreement {
        boolean isPacked = isCompressed || name.contains("plain.");
        in.require(!isPacked || !isSecret(type), "a secret that was compressed");
        switch (type) {
            case 0x04, 0x05, 0x0A, 0x0B -> in.bytes(name + "echo", 8);
            case 0x06 -> in.unsigned(name + "reason", 1);
            case 0x07 -> ack(in, name);
            case 0x08 -> fragment(in, name);
            case 0x09 -> in.require(in.unsigned(name + "start", 1) == 1, "a handshake not 1");
            case 0x0C, 0x0D, 0x0E -> security(type, in, name);
            default -> game(type, in, name);
        }
    }

    /** Section 12: what is never compressed. */
    private static boolean isSecret(int type) {
        return type == 0x43 || type == 0x60 || (type >= 0x0C && type <= 0x0E);
    }

    private void ack(Cursor in, String name) throws Disagreement {
        long newest = in.unsigned(name + "newest", 8);
        long bits = in.unsigned(name + "bits", 8);
        in.require(newest >= 0, "an ack of 2^63 or more");
        in.require(newest >= 64 || bits >>> newest == 0, "an ack of a sequence below 0");
        in.unsigned(name + "delay", 2);
    }

    private void fragment(Cursor in, String name) throws Disagreement {
        in.unsigned(name + "fragmentId", 2);
        long offset = in.unsigned(name + "offset", 2);
        long total = in.unsigned(name + "totalSize", 4);
        in.require(total > 1024 && total <= 65536, "a whole of " + total);
        in.require(offset % 1024 == 0 && offset < total, "a piece at " + offset);
        int length = (int) Math.min(1024, total - offset);
        in.require(in.left() == length, "a piece of " + in.left() + ", not " + length);
        in.bytes(name + "piece", length);
    }

    private void security(int type, Cursor in, String name) throws Disagreement {
        if (type == 0x0C) {
            in.unsigned(name + "challenge", 4);
            if (fromServer) {
                in.unsigned(name + "index", 2);
            } else {
                in.bytes(name + "key", 16);
            }
            return;
        }
        in.require(fromServer == (type == 0x0D), "a rekey frame from the wrong end");
        in.require(in.unsigned(name + "epoch", 4) >= 1, "epoch 0");
        in.bytes(name + "key", 32);
    }

    private void game(int type, Cursor in, String name) throws Disagreement {
        switch (type) {
            case 0x67 -> compressed(in, name);
            case 0x68, 0x69 -> reliable(type, in, name);
            case 0x62, 0x63 -> {
                in.require(fromServer == (type == 0x63), "from the wrong end");
                long number = in.unsigned(name + "number", 4);
                in.require(number >= 1, "number 0");
                in.unsigned(name + "since", 4);
                if (type == 0x62) {
                    in.require(in.unsigned(name + "kept", 1) < number, "more kept than given");
                }
                in.unsigned(name + "kind", 2);
                in.require(in.left() <= 1000, "a body of " + in.left());
                in.bytes(name + "body", in.left());
            }
            case 0x64 -> {
                in.unsigned(name + "number", 4);
                in.unsigned(name + "since", 4);
            }
            case 0x65 -> symbol(in, name);
            case 0x66 -> in.unsigned(name + "request", 4);
            case 0x21, 0x23, 0x24, 0x26 -> snapshot(type, in, name);
            default -> GameFrames.read(type, fromServer, in, name);
        }
    }

    private void snapshot(int type, Cursor in, String name) throws Disagreement {
        in.require(fromServer, "a snapshot from a client");
        in.require(snapshotFrames > 0 || type == 0x26, "records without a DeltaSync before them");
        int place = SNAPSHOT.indexOf(type);
        in.require(place >= snapshotFrames, "a frame of a snapshot twice or out of order");
        snapshotFrames = place + 1;
        Snapshots.read(type, in, name);
    }

    private void symbol(Cursor in, String name) throws Disagreement {
        in.require(ordered, "a symbol defined outside of 0x68");
        in.require(in.unsigned(name + "id", 2) < 4096, "a symbol id above 4095");
        String text = in.text(name + "text", in.left());
        in.require(text.codePointCount(0, text.length()) <= 80, "a symbol over 80 characters");
    }

    private void reliable(int type, Cursor in, String name) throws Disagreement {
        in.require(!name.contains("inner."), type + " inside of another frame");
        in.unsigned(name + "number", 4);
        ordered = type == 0x68;
        inner(in, name);
    }

    /** What pieces make up, those of the ordered channel or others. */
    void whole(Cursor in, boolean inOrder) throws Disagreement {
        ordered = inOrder;
        inner(in, "whole.");
    }

    private void compressed(Cursor in, String name) throws Disagreement {
        long size = in.varint(name + "size");
        in.require(size >= 1 && size <= 65536, "an uncompressed size of " + size);
        in.require(!name.contains("plain."), "compressed twice");
        inner(in.over(Lz4Block.decode(in, (int) size)), name + "plain.");
    }

    /** {@code type · body} of an inner frame. */
    private void inner(Cursor in, String name) throws Disagreement {
        int type = (int) in.unsigned(name + "inner.type", 1);
        boolean whole = name.contains("whole.") || name.contains("plain.");
        in.require(
                (type >= 0x20 && type != 0x68 && type != 0x69) || (type == 0x08 && !whole),
                "a frame of type " + type + " inside of another");
        Cursor body = in.part(in.left());
        body(type, body, name + "inner.");
        body.finish();
    }
}
