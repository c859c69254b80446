package dev.shadowland.transport.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The keys that exist, which are those of the reference, and what is wrong with others. */
final class KnownKeys {
    private final String root;
    private final Map<String, ConfigValue> leaves;

    /** Learns the keys below the root key from a configuration that has all of them. */
    KnownKeys(String root, Config reference) {
        this.root = root;
        this.leaves = leavesOf(reference.root());
    }

    /** One line for each key below the root that does not exist. */
    List<String> violationsOf(Config given) {
        List<String> unknown = new ArrayList<>();
        for (String path : leavesOf(given.root()).keySet()) {
            if (!leaves.containsKey(path) && !isListElement(path)) {
                unknown.add(describe(path));
            }
        }
        return unknown;
    }

    /** Every value below an object by its path, in alphabetical order. */
    static Map<String, ConfigValue> leavesOf(ConfigObject root) {
        Map<String, ConfigValue> found = new TreeMap<>();
        collect("", root, found);
        return found;
    }

    private static void collect(
            String prefix, ConfigObject object, Map<String, ConfigValue> found) {
        object.forEach(
                (key, value) -> {
                    String path = prefix + key;
                    if (value instanceof ConfigObject inner) {
                        collect(path + ".", inner, found);
                    } else {
                        found.put(path, value);
                    }
                });
    }

    /** The environment writes list elements as {@code seeds.0}. */
    private boolean isListElement(String path) {
        int dot = path.lastIndexOf('.');
        if (dot < 0 || !path.substring(dot + 1).chars().allMatch(Character::isDigit)) {
            return false;
        }
        ConfigValue list = leaves.get(path.substring(0, dot));
        return list != null && list.valueType() == ConfigValueType.LIST;
    }

    private String describe(String path) {
        String full = root + "." + path;
        if (leaves.keySet().stream().anyMatch(leaf -> leaf.startsWith(path + "."))) {
            return full + ": is a section and takes no value of its own";
        }
        return full
                + ": no such key"
                + nearest(path).map(key -> ", did you mean " + root + "." + key + "?").orElse("");
    }

    /** A key a few letters away, else one of the same name in another section. */
    private Optional<String> nearest(String path) {
        String name = lastOf(path);
        return leaves.keySet().stream()
                .min(Comparator.comparingInt(leaf -> distance(path, leaf)))
                .filter(leaf -> distance(path, leaf) <= Math.max(2, path.length() / 5))
                .or(
                        () ->
                                leaves.keySet().stream()
                                        .filter(leaf -> lastOf(leaf).equals(name))
                                        .findFirst());
    }

    private static String lastOf(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
