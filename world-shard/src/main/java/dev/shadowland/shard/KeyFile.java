package dev.shadowland.shard;

import dev.shadowland.protocol.crypto.Curves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** A key as one line of hexadecimal digits. */
final class KeyFile {
    private KeyFile() {}

    static byte[] read(Path file) {
        try {
            byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length == Curves.KEY_LENGTH) {
                return key;
            }
        } catch (IOException e) {
            throw new NodeStartException("cannot read the key file " + file + ": " + e.getMessage());
        } catch (IllegalArgumentException _) {
            // Not hexadecimal: told below, without what it holds.
        }
        throw new NodeStartException(
                "the key file " + file + " does not hold " + Curves.KEY_LENGTH + " bytes as hexadecimal digits");
    }
}
