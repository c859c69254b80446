package dev.shadowland.checker;

import java.security.GeneralSecurityException;
import java.util.Map;

/** Sections 3, 6 and 12: a sealed datagram down to its frames. */
final class Sealed {
    private Sealed() {}

    static long header(Cursor in) throws Disagreement {
        in.unsigned("connectionId", 4);
        in.require(in.unsigned("channel", 1) <= 2, "a channel above 2");
        long flags = in.unsigned("flags", 1);
        in.require(flags == 0 || (flags & 0x83) == 0x03, "flags " + flags);
        in.require(in.unsigned("sequence", 8) >= 0, "a sequence of 2^63 or more");
        return flags;
    }

    /** What is looked at before a datagram is opened; its flags. */
    static long outside(Cursor in, byte[] bytes) throws Disagreement {
        in.require(bytes.length >= 30 && bytes.length <= 1200, bytes.length + " bytes");
        long flags = header(in);
        in.require((flags & 3) == 3, "not sealed");
        return flags;
    }

    /** Opens a datagram; its fields are those of header and frames. */
    static void read(Cursor in, byte[] bytes, byte[] key, boolean fromServer)
            throws Disagreement, GeneralSecurityException {
        long flags = outside(in, bytes);
        byte[] plaintext = Crypto.open(key, bytes);
        Cursor payload = in.over(plaintext);
        Frames frames = new Frames(fromServer);
        if ((flags & 0x10) != 0) {
            frames.decompressed(decompressed(payload));
        } else {
            frames.payload(payload);
        }
        in.part(in.left());
        boolean ack = holds(in.fields(), 7, 7);
        boolean proof = holds(in.fields(), 9, 11);
        in.require(ack == ((flags & 0x20) != 0), "flag 0x20 is not as the content");
        in.require(proof || (flags & 0x40) == 0, "flag 0x40 without a proof");
    }

    static Cursor decompressed(Cursor in) throws Disagreement {
        long size = in.varint();
        in.require(size >= 1 && size <= 4096, "an uncompressed size of " + size);
        return in.over(Lz4Block.decode(in, (int) size));
    }

    private static boolean holds(Map<String, Cursor.Field> fields, int from, int to) {
        for (int i = 0; ; i++) {
            Cursor.Field type = fields.get("frame[" + i + "].type");
            if (type == null) {
                return false;
            }
            int id = Integer.parseInt(type.value());
            if (id >= from && id <= to) {
                return true;
            }
        }
    }
}
