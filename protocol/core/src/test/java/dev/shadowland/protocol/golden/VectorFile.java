package dev.shadowland.protocol.golden;

import dev.shadowland.protocol.message.Message;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Collects golden vectors and writes them as JSON, one line each. */
public final class VectorFile {
    private static final String HEAD =
            """
            {"format": "shadowland golden vectors v1",
             "vectors": [
            """;

    private static final Set<String> CLEAR_KINDS = Set.of("payload", "fragments", "plaintext");

    private final List<Vector> vectors = new ArrayList<>();

    /** One vector: its bytes, what was given to make them, what a reader must find in them. */
    public static final class Vector {
        private final String name;
        private final String kind;
        private final Map<String, String> given = new LinkedHashMap<>();
        private final Map<String, String> expect = new LinkedHashMap<>();
        private byte[] bytes = new byte[0];

        private Vector(String name, String kind) {
            this.name = name;
            this.kind = kind;
        }

        public Vector given(String key, Object value) {
            given.put(key, text(value));
            return this;
        }

        public Vector expect(String key, Object value) {
            expect.put(key, text(value));
            return this;
        }

        public Vector bytes(byte[] made) {
            bytes = made;
            return this;
        }

        /** What the writer wrote. */
        public Vector written(Consumer<WireWriter> write) {
            return bytes(VectorFile.written(write));
        }

        /** A payload of this one frame; expectations of its body follow. */
        public Vector frame(String from, Message message) {
            written(message::writeFrame);
            return given("from", from)
                    .expect("frame[0].type", message.type())
                    .expect("frame[0].length", message.size());
        }

        /** An expectation of the first frame's body. */
        public Vector body(String key, Object value) {
            return expect("frame[0]." + key, value);
        }

        String name() {
            return name;
        }

        String kind() {
            return kind;
        }

        byte[] bytes() {
            return bytes.clone();
        }

        boolean isFromServer() {
            return "server".equals(given.get("from"));
        }

        /** Whether some of it is what a writer of this version never makes. */
        boolean isOfALaterVersion() {
            return "later".equals(given.get("version"));
        }

        private Set<Integer> types() {
            return types("type|.*(frame\\[[0-9]+\\]|inner)\\.type");
        }

        private Set<Integer> outerTypes() {
            return types("type|frame\\[[0-9]+\\]\\.type");
        }

        private Set<Integer> types(String names) {
            Set<Integer> types = new TreeSet<>();
            expect.forEach(
                    (key, value) -> {
                        if (key.matches(names)) {
                            types.add(Integer.parseInt(value));
                        }
                    });
            return types;
        }

        private String json() {
            return """
            {"name": "%s", "kind": "%s", "given": %s, "hex": "%s",
              "expect": %s}\
            """
                    .formatted(name, kind, json(given), hex(bytes), json(expect));
        }

        private static String json(Map<String, String> map) {
            return map.entrySet().stream()
                    .map(entry -> "\"%s\": \"%s\"".formatted(entry.getKey(), entry.getValue()))
                    .collect(java.util.stream.Collectors.joining(", ", "{", "}"));
        }
    }

    /** A new vector, in the order of calls. */
    public Vector vector(String name, String kind) {
        Vector vector = new Vector(name, kind);
        vectors.add(vector);
        return vector;
    }

    /** Types of all frames and plaintext datagrams that some vector has, inner ones too. */
    Set<Integer> types() {
        Set<Integer> types = new TreeSet<>();
        vectors.forEach(vector -> types.addAll(vector.types()));
        return types;
    }

    /**
     * Vectors of payloads and datagrams in the clear, as this version writes them, with such a
     * frame, not within another.
     */
    List<Vector> with(int type) {
        return vectors.stream()
                .filter(vector -> CLEAR_KINDS.contains(vector.kind))
                .filter(vector -> !vector.isOfALaterVersion())
                .filter(vector -> vector.outerTypes().contains(type))
                .toList();
    }

    /** The file. */
    public String json() {
        return vectors.stream()
                .map(Vector::json)
                .collect(java.util.stream.Collectors.joining(",\n", HEAD, "\n ]}\n"));
    }

    /** Bytes that the writer wrote. */
    public static byte[] written(Consumer<WireWriter> write) {
        byte[] room = new byte[70_000];
        WireWriter writer = new WireWriter().wrap(new UnsafeBuffer(room), 0, room.length);
        write.accept(writer);
        return Arrays.copyOf(room, writer.length());
    }

    /** Bytes as text. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? hex(bytes) : value.toString();
    }
}
