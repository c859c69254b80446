package dev.shadowland.protocol.integrity;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The keys that one build of the client carries inside: whoever answers with them runs that build,
 * or took the trouble to take it apart. Immutable. As text: {@code build N}, then a key of 32
 * hexadecimal digits per line.
 */
public final class IntegrityTable {
    /** Bytes of a key. */
    public static final int KEY_LENGTH = 16;

    /** Most keys of a table: an index is a u16. */
    public static final int MOST_KEYS = 1 << 16;

    private static final String HEAD = "build ";
    private static final long MOST_BUILD = 0xFFFF_FFFFL;

    private final int build;
    private final byte[][] keys;

    private IntegrityTable(int build, byte[][] keys) {
        this.build = build;
        this.keys = keys;
    }

    /**
     * A new table.
     *
     * @param build u32
     * @param count keys, 1..{@link #MOST_KEYS}
     * @param random a secure one
     */
    public static IntegrityTable generate(int build, int count, RandomGenerator random) {
        if (count < 1 || count > MOST_KEYS) {
            throw new IllegalArgumentException(
                    count + " keys: a table has 1.." + MOST_KEYS + " of them");
        }
        byte[][] keys = new byte[count][KEY_LENGTH];
        for (byte[] key : keys) {
            random.nextBytes(key);
        }
        return new IntegrityTable(build, keys);
    }

    /**
     * Reads a table's text.
     *
     * @throws IllegalArgumentException with a message for a person that shows no key
     */
    public static IntegrityTable parse(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().matches(HEAD + "[0-9]{1,10}")) {
            throw new IllegalArgumentException("its first line is not 'build N'");
        }
        long build = Long.parseLong(lines.getFirst().substring(HEAD.length()));
        int count = lines.size() - 1;
        if (build > MOST_BUILD || count < 1 || count > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "build %d with %d keys: 0..%d and 1..%d"
                            .formatted(build, count, MOST_BUILD, MOST_KEYS));
        }
        byte[][] keys = new byte[count][];
        for (int i = 0; i < count; i++) {
            keys[i] = key(lines.get(i + 1), i + 2);
        }
        return new IntegrityTable((int) build, keys);
    }

    private static byte[] key(String line, int number) {
        if (!line.matches("[0-9a-f]{" + 2 * KEY_LENGTH + "}")) {
            throw new IllegalArgumentException(
                    "line " + number + " is not " + 2 * KEY_LENGTH + " hexadecimal digits");
        }
        return HexFormat.of().parseHex(line);
    }

    /** The text of the table, to be kept as secret as a key. */
    public String format() {
        StringBuilder text = new StringBuilder(HEAD).append(Integer.toUnsignedString(build));
        for (byte[] key : keys) {
            text.append('\n').append(HexFormat.of().formatHex(key));
        }
        return text.append('\n').toString();
    }

    /** The build, u32. */
    public int build() {
        return build;
    }

    /** How many keys there are. */
    public int size() {
        return keys.length;
    }

    /** A client's answer to a question for this index; any other than 0..size−1 has none. */
    public byte[] key(int index) {
        return index >= 0 && index < keys.length ? keys[index].clone() : new byte[KEY_LENGTH];
    }

    /** Whether the key is the one at this index, 0..size−1; the time tells nothing of where not. */
    public boolean matches(int index, byte[] key) {
        return MessageDigest.isEqual(keys[index], key);
    }

    @Override
    public String toString() {
        return "IntegrityTable[build %s, %d keys]"
                .formatted(Integer.toUnsignedString(build), keys.length);
    }
}
