package dev.shadowland.checker;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The golden vectors: bytes, what was given to make them, and what must be read from them. */
public final class Vectors {
    private static final HexFormat HEX = HexFormat.of();

    private final List<Map<?, ?>> vectors = new ArrayList<>();

    private Vectors(String json) {
        if (!(Json.parse(json) instanceof Map<?, ?> file)) {
            throw new IllegalArgumentException("no object of vectors");
        }
        for (Object vector : Json.array(file, "vectors")) {
            if (vector instanceof Map<?, ?> map) {
                vectors.add(map);
            }
        }
    }

    /** The vectors of a file's text. */
    public static Vectors of(String json) {
        return new Vectors(json);
    }

    /** How many there are. */
    public int size() {
        return vectors.size();
    }

    /** Name of a vector. */
    public String name(int index) {
        return Json.string(vectors.get(index), "name");
    }

    /** Kind of a vector, see {@link #check}. */
    public String kind(int index) {
        return Json.string(vectors.get(index), "kind");
    }

    /** Whether the bytes are such that a reader must refuse them. */
    public boolean isMalformed(int index) {
        return kind(index).startsWith("malformed ");
    }

    private static String answer(Map<?, ?> vector) {
        return Json.string(Json.object(vector, "expect"), "answer");
    }

    /** Bytes of a vector. */
    public byte[] bytes(int index) {
        return HEX.parseHex(Json.string(vectors.get(index), "hex"));
    }

    /** Checks a vector as it stands. */
    public void check(int index) throws Disagreement {
        check(index, bytes(index));
    }

    /** Checks bytes in place of a vector's own. */
    public void check(int index, byte[] bytes) throws Disagreement {
        Map<?, ?> vector = vectors.get(index);
        Map<?, ?> given = Json.object(vector, "given");
        String kind = kind(index);
        if (isMalformed(index)) {
            Refusals.check(kind, given, bytes, answer(vector));
            return;
        }
        byte[] made = Numbers.encode(kind, given);
        try {
            if (made == null && kind.endsWith("eys")) {
                made = Schedule.derive(kind, given);
            }
            if (made != null) {
                compare(bytes, made);
                return;
            }
            Cursor in = Cursor.of(bytes);
            read(kind, given, in, bytes);
            in.finish();
            compare(in, Json.object(vector, "expect"));
        } catch (GeneralSecurityException e) {
            throw new Disagreement(0, "the cryptography refuses it: " + e.getMessage());
        }
    }

    private static void read(String kind, Map<?, ?> given, Cursor in, byte[] bytes)
            throws Disagreement, GeneralSecurityException {
        switch (kind) {
            case "header" -> Sealed.header(in);
            case "varint" -> in.varint("value");
            case "zigzag" -> in.zigzag("value");
            case "bits" -> bits(in, given);
            case "plaintext" -> Plaintext.read(in, bytes);
            case "certificate" -> certificate(in, given, bytes);
            case "cookie" -> cookie(in, given, bytes);
            case "token" -> token(in, given, bytes);
            case "payload" -> frames(given).payload(in);
            case "compressed payload" -> frames(given).decompressed(Sealed.decompressed(in));
            case "fragments" -> fragments(in, given);
            case "decoded position" -> Decoded.position(in, given);
            case "decoded yaw" -> Decoded.yaw(in);
            case "decoded velocity" -> Decoded.velocity(in);
            case "steps" -> Steps.read(in, given);
            case "sealed" -> Sealed.read(in, bytes, hex(given, "key"), isFromServer(given));
            default -> throw in.wrong("no kind \"" + kind + "\"");
        }
    }

    static Frames frames(Map<?, ?> given) {
        return new Frames(isFromServer(given));
    }

    private static boolean isFromServer(Map<?, ?> given) {
        return Json.string(given, "from").equals("server");
    }

    static byte[] hex(Map<?, ?> given, String name) {
        return HEX.parseHex(Json.string(given, name));
    }

    private static void bits(Cursor in, Map<?, ?> given) throws Disagreement {
        String[] widths = Json.string(given, "widths").split(",", -1);
        for (int i = 0; i < widths.length; i++) {
            int value = in.bits(Integer.parseInt(widths[i]));
            in.put("value[" + i + "]", Integer.toUnsignedString(value), in.offset() - 1);
        }
        in.wholeByte();
    }

    private static void certificate(Cursor in, Map<?, ?> given, byte[] bytes) throws Disagreement {
        Plaintext.certificate(in);
        in.require(bytes.length == 112, "a certificate of another length");
        in.require(Plaintext.isOfRoot(hex(given, "root"), bytes), "no root signed it");
    }

    private static void cookie(Cursor in, Map<?, ?> given, byte[] bytes)
            throws Disagreement, GeneralSecurityException {
        in.bytes("nonce", 8);
        in.signed("timestamp", 8);
        byte[] mac = in.bytes(32);
        byte[] address = hex(given, "address");
        byte[] message =
                Crypto.join(
                        Arrays.copyOf(bytes, 16),
                        reversed(address, 0),
                        reversed(address, 8),
                        Crypto.little(Long.parseLong(Json.string(given, "port")), 2),
                        hex(given, "clientKey"));
        in.require(
                Arrays.equals(mac, Crypto.hmac(hex(given, "secret"), message)),
                "another authentication code");
    }

    /** Half of an address, written as an i64. */
    private static byte[] reversed(byte[] address, int from) {
        byte[] half = new byte[8];
        for (int i = 0; i < 8; i++) {
            half[i] = address[from + 7 - i];
        }
        return half;
    }

    private static void token(Cursor in, Map<?, ?> given, byte[] bytes) throws Disagreement {
        GameFrames.token(in, "");
        byte[] signed =
                Crypto.join(Crypto.ascii("shadowland login token v1"), Arrays.copyOf(bytes, 65));
        byte[] signature = Arrays.copyOfRange(bytes, 65, 129);
        in.require(
                Crypto.isSigned(hex(given, "loginKey"), signed, signature),
                "the signature is not good");
    }

    /** Fragment frames of one whole, and the frame that they make up. */
    private static void fragments(Cursor in, Map<?, ?> given) throws Disagreement {
        Frames frames = frames(given);
        frames.payload(in);
        TreeMap<Integer, byte[]> pieces = new TreeMap<>();
        String total = "";
        String id = "";
        for (int i = 0; in.fields().containsKey("frame[" + i + "].type"); i++) {
            String name = "frame[" + i + "].";
            String newId = value(in, name + "fragmentId");
            String newTotal = value(in, name + "totalSize");
            boolean same = newId.equals(id) && newTotal.equals(total);
            in.require(i == 0 || same, "two wholes");
            id = newId;
            total = newTotal;
            int offset = Integer.parseInt(value(in, name + "offset"));
            byte[] piece = HEX.parseHex(value(in, name + "piece"));
            in.require(pieces.put(offset, piece) == null, "a piece twice");
        }
        byte[] whole = Crypto.join(pieces.values().toArray(byte[][]::new));
        in.require(total.equals(Integer.toString(whole.length)), "a piece is missing");
        frames.whole(in.over(whole), false);
    }

    static String value(Cursor in, String name) throws Disagreement {
        Cursor.Field field = in.fields().get(name);
        if (field == null) {
            throw in.wrong("no " + name);
        }
        return field.value();
    }

    private static void compare(byte[] bytes, byte[] made) throws Disagreement {
        int differs = Arrays.mismatch(bytes, made);
        if (differs >= 0) {
            throw new Disagreement(differs, "must be " + HEX.formatHex(made));
        }
    }

    private static void compare(Cursor in, Map<?, ?> expect) throws Disagreement {
        for (Map.Entry<String, Cursor.Field> read : in.fields().entrySet()) {
            Object wanted = expect.get(read.getKey());
            if (!read.getValue().value().equals(wanted)) {
                throw new Disagreement(
                        read.getValue().offset(),
                        "%s is %s, not %s"
                                .formatted(read.getKey(), read.getValue().value(), wanted));
            }
        }
        in.require(in.fields().size() == expect.size(), "fewer values than expected");
    }
}
