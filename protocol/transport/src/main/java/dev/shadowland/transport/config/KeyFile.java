package dev.shadowland.transport.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;

/** Keys and certificates in files: one line of hexadecimal digits each. */
public final class KeyFile {
    private KeyFile() {}

    /**
     * Reads a file.
     *
     * @param what what it should hold, for messages
     * @param length bytes that it must hold
     * @throws KeyFileException with a message for a person, which never shows what the file holds
     */
    public static byte[] read(String what, Path file, int length) {
        byte[] bytes = parse(what, file, text(what, file));
        if (bytes.length != length) {
            throw new KeyFileException(
                    "%s %s holds %d bytes, it must hold %d"
                            .formatted(what, file, bytes.length, length));
        }
        return bytes;
    }

    /** The text of a key file. */
    public static String format(byte[] bytes) {
        return HexFormat.of().formatHex(bytes) + "\n";
    }

    private static String text(String what, Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (NoSuchFileException _) {
            throw new KeyFileException("%s %s does not exist".formatted(what, file));
        } catch (IOException e) {
            throw new KeyFileException("%s %s cannot be read: %s".formatted(what, file, e));
        }
    }

    private static byte[] parse(String what, Path file, String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException _) {
            // Its message would quote the file, which may be a private key.
            throw new KeyFileException("%s %s is not hexadecimal text".formatted(what, file));
        }
    }
}
