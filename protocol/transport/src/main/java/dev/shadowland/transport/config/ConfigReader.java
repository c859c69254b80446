package dev.shadowland.transport.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;

import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads single values and collects what is wrong with them. After a violation it goes on with some
 * allowed value, so that all of them are found; the result is thrown away then.
 */
final class ConfigReader {
    /** Root of all keys. */
    static final String ROOT = "shadowland";

    private final String root;
    private final Config own;
    private final Config config;
    private final List<String> violations;

    /**
     * A reader.
     *
     * @param config what lies below the root key
     * @param violations receives one line each
     */
    ConfigReader(Config config, List<String> violations) {
        this(ROOT, config, config, violations);
    }

    private ConfigReader(String root, Config own, Config config, List<String> violations) {
        this.root = root;
        this.own = own;
        this.config = config;
        this.violations = violations;
    }

    /**
     * Readers of the objects of a list in a section; each has the section's values where it says
     * nothing else. What is wrong with those of the section is reported of the section alone.
     */
    List<ConfigReader> elements(String section, String list) {
        String path = section + "." + list;
        List<? extends Config> objects =
                readOrNull(
                        path,
                        () -> config.getConfigList(path),
                        "must be a list of sections in braces");
        if (objects == null) {
            return List.of();
        }
        Config defaults = config.getConfig(section).withoutPath(list);
        List<ConfigReader> readers = new ArrayList<>();
        for (Config object : objects) {
            String at = "%s.%s[%d]".formatted(root, path, readers.size());
            violations.addAll(new KnownKeys(at, defaults).violationsOf(object));
            readers.add(new ConfigReader(at, object, object.withFallback(defaults), violations));
        }
        return readers;
    }

    void violate(String path, String problem) {
        boolean isSaidOfTheSection = !violations.isEmpty() && !own.hasPathOrNull(path);
        if (isSaidOfTheSection) {
            return;
        }
        String value =
                config.hasPathOrNull(path) && !config.getIsNull(path)
                        ? SecretKeys.display(path, config.getValue(path))
                        : "(none)";
        violations.add("%s.%s = %s: %s".formatted(root, path, value, problem));
    }

    int integer(String path, int min, int max) {
        return (int) whole(path, min, max);
    }

    long whole(String path, long min, long max) {
        String allowed = "must be a whole number " + min + ".." + max;
        long value =
                read(
                        path,
                        () -> wholeOf(config.getDouble(path), config.getLong(path)),
                        Long.MIN_VALUE,
                        allowed);
        return checked(path, value, min, max, allowed);
    }

    double number(String path, double min, double max) {
        String allowed = "must be a number " + plain(min) + ".." + plain(max);
        @Nullable Double value = readOrNull(path, () -> config.getDouble(path), allowed);
        if (value == null) {
            return min;
        }
        if (!(value >= min && value <= max)) {
            violate(path, allowed);
            return min;
        }
        return value;
    }

    /** A number of which only one is true yet; any other is a violation that says why. */
    double only(String path, double value, String why) {
        return only(path, value, plain(value), why, () -> config.getDouble(path));
    }

    /** A duration of which only one is true. */
    Duration only(String path, Duration value, String why) {
        return only(path, value, text(value), why, () -> config.getDuration(path));
    }

    /** A switch that is always on. */
    boolean onlyOn(String path, String why) {
        return only(path, true, "on", why, () -> config.getBoolean(path));
    }

    private <T> T only(String path, T value, String shown, String why, Supplier<T> reading) {
        String allowed = "must be " + shown + ": " + why;
        T given = readOrNull(path, reading, allowed);
        if (given != null && !given.equals(value)) {
            violate(path, allowed);
        }
        return value;
    }

    int bytes(String path, long min, long max) {
        String allowed = "must be a size " + size(min) + ".." + size(max);
        long value = read(path, () -> config.getBytes(path), Long.MIN_VALUE, allowed);
        return (int) checked(path, value, min, max, allowed);
    }

    Duration duration(String path, Duration min, Duration max) {
        String allowed = "must be a duration " + text(min) + ".." + text(max);
        Duration value = readOrNull(path, () -> config.getDuration(path), allowed);
        if (value == null) {
            return min;
        }
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            violate(path, allowed);
            return min;
        }
        return value;
    }

    boolean isOn(String path) {
        Boolean value = readOrNull(path, () -> config.getBoolean(path), "must be on or off");
        return value != null && value;
    }

    String text(String path) {
        String value = readOrNull(path, () -> config.getString(path), "must be text");
        return value == null ? "" : value.strip();
    }

    String requiredText(String path) {
        String value = text(path);
        if (value.isEmpty()) {
            violate(path, "must not be empty");
        }
        return value;
    }

    @Nullable Path file(String path) {
        String value = text(path);
        return value.isEmpty() ? null : pathOf(path, value);
    }

    Path requiredFile(String path) {
        return pathOf(path, requiredText(path));
    }

    <E extends Enum<E>> E choice(String path, Class<E> type) {
        E[] choices = type.getEnumConstants();
        String value = text(path);
        for (E choice : choices) {
            if (name(choice).equalsIgnoreCase(value)) {
                return choice;
            }
        }
        violate(
                path,
                Arrays.stream(choices)
                        .map(ConfigReader::name)
                        .collect(Collectors.joining(", ", "must be one of ", "")));
        return choices[0];
    }

    /** A list, or one text with commas between, as the environment has it. */
    <T> List<T> list(String path, Function<String, T> parse, String allowed) {
        List<String> texts = readOrNull(path, () -> textsAt(path), allowed);
        if (texts == null) {
            return List.of();
        }
        try {
            return texts.stream().map(parse).toList();
        } catch (IllegalArgumentException e) {
            violate(path, allowed + " (" + e.getMessage() + ")");
            return List.of();
        }
    }

    /**
     * Runs a check across keys only when nothing was wrong so far: it would complain about made-up
     * values.
     */
    void across(Runnable check) {
        if (violations.isEmpty()) {
            check.run();
        }
    }

    private List<String> textsAt(String path) {
        if (config.getValue(path).valueType() == ConfigValueType.STRING) {
            return Arrays.stream(config.getString(path).split(",", -1))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
        return config.getStringList(path);
    }

    private Path pathOf(String path, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException _) {
            violate(path, "must be a file name");
            return Path.of("");
        }
    }

    private long checked(String path, long value, long min, long max, String allowed) {
        if (value == Long.MIN_VALUE) {
            return min;
        }
        if (value < min || value > max) {
            violate(path, allowed);
            return min;
        }
        return value;
    }

    private long read(String path, Supplier<Long> reading, long fallback, String allowed) {
        Long value = readOrNull(path, reading, allowed);
        return value == null ? fallback : value;
    }

    private <T> @Nullable T readOrNull(String path, Supplier<T> reading, String allowed) {
        try {
            return reading.get();
        } catch (ConfigException | ArithmeticException _) {
            violate(path, allowed);
            return null;
        }
    }

    private static long wholeOf(double exact, long truncated) {
        if (exact != Math.rint(exact)) {
            throw new ArithmeticException("not whole");
        }
        return truncated;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String size(long bytes) {
        if (bytes >= 1 << 20 && bytes % (1 << 20) == 0) {
            return (bytes >> 20) + " MiB";
        }
        return bytes >= 1 << 10 && bytes % (1 << 10) == 0 ? (bytes >> 10) + " KiB" : bytes + " B";
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : duration.toMillis() + " ms";
    }
}
