package dev.shadowland.checker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As much of JSON as the vectors use: objects, arrays and strings. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Maps, lists and strings; throws {@link IllegalArgumentException} for other text. */
    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        if (json.peek() != 0) {
            throw json.wrong();
        }
        return value;
    }

    /** The object of a key. */
    static Map<?, ?> object(Map<?, ?> from, String key) {
        return from.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** The array of a key. */
    static List<?> array(Map<?, ?> from, String key) {
        return from.get(key) instanceof List<?> list ? list : List.of();
    }

    /** The string of a key, which must be there. */
    static String string(Map<?, ?> from, String key) {
        if (from.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no \"" + key + "\"");
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> throw wrong();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> map = new LinkedHashMap<>();
        take('{');
        while (peek() != '}') {
            String key = string();
            take(':');
            if (map.put(key, value()) != null) {
                throw wrong();
            }
            comma('}');
        }
        take('}');
        return map;
    }

    private List<Object> array() {
        List<Object> list = new ArrayList<>();
        take('[');
        while (peek() != ']') {
            list.add(value());
            comma(']');
        }
        take(']');
        return list;
    }

    private void comma(char end) {
        if (peek() != end) {
            take(',');
        }
    }

    private String string() {
        take('"');
        StringBuilder string = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            string.append(at < text.length() ? text.charAt(at++) : '"');
        }
        take('"');
        return string.toString();
    }

    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void take(char wanted) {
        if (peek() != wanted) {
            throw wrong();
        }
        at++;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("no JSON of vectors at character " + at);
    }
}
