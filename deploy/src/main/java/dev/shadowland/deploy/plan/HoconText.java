package dev.shadowland.deploy.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Collects lines {@code key = value} of a configuration file, quoting what is text. */
final class HoconText {
    private final StringBuilder text = new StringBuilder();

    HoconText comment(String line) {
        text.append("# ").append(line).append('\n');
        return this;
    }

    HoconText put(String key, long value) {
        return line(key, Long.toString(value));
    }

    HoconText put(String key, String value) {
        return line(key, quote(value));
    }

    HoconText put(String key, Path value) {
        return put(key, value.toAbsolutePath().toString());
    }

    HoconText put(String key, List<String> values) {
        return line(
                key,
                values.stream().map(HoconText::quote).collect(Collectors.joining(", ", "[", "]")));
    }

    /** Adds an element, HOCON itself, to the list that the key has. */
    HoconText add(String key, String element) {
        text.append(key).append(" += ").append(element).append('\n');
        return this;
    }

    private HoconText line(String key, String value) {
        text.append(key).append(" = ").append(value).append('\n');
        return this;
    }

    static String quote(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
