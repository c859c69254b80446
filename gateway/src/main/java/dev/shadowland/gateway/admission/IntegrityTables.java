package dev.shadowland.gateway.admission;

import dev.shadowland.protocol.integrity.IntegrityTable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads a folder of integrity tables: each file {@code *.keys} is the table of one build. */
public final class IntegrityTables {
    private IntegrityTables() {}

    /**
     * All tables of a folder by build.
     *
     * @throws IdentityException when there is none, one is not what it should be, or two are of one
     *     build; the message is for a person and shows no key
     */
    public static Map<Integer, IntegrityTable> load(Path folder) {
        Map<Integer, IntegrityTable> tables = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.keys")) {
            for (Path file : files) {
                IntegrityTable table = read(file);
                if (tables.put(table.build(), table) != null) {
                    throw new IdentityException(
                            "integrity table %s is a second one of build %s"
                                    .formatted(file, Integer.toUnsignedString(table.build())));
                }
            }
        } catch (IOException e) {
            throw new IdentityException(
                    "folder of integrity tables %s cannot be read".formatted(folder), e);
        }
        if (tables.isEmpty()) {
            throw new IdentityException(
                    "folder of integrity tables %s has no file *.keys: nobody could enter"
                            .formatted(folder));
        }
        return Map.copyOf(tables);
    }

    private static IntegrityTable read(Path file) {
        try {
            return IntegrityTable.parse(Files.readAllLines(file, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new IdentityException("integrity table %s: %s".formatted(file, e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("integrity table %s cannot be read".formatted(file), e);
        }
    }
}
