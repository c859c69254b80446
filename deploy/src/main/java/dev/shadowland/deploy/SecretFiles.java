package dev.shadowland.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read, mode 600. */
final class SecretFiles {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SecretFiles() {}

    /**
     * Writes a new file.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is one
     */
    static void create(Path file, String text) throws IOException {
        Files.createFile(file, OWNER_ONLY);
        Files.writeString(file, text, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
    }

    /**
     * Puts two files that belong together in the place of those that may be there: a reader of one
     * sees the old or the new. When either cannot be written, both old ones stay.
     */
    static void replaceBoth(Path first, String firstText, Path second, String secondText)
            throws IOException {
        Path freshFirst = beside(first, firstText);
        try {
            Path freshSecond = beside(second, secondText);
            move(freshFirst, first);
            move(freshSecond, second);
        } finally {
            Files.deleteIfExists(freshFirst);
        }
    }

    private static Path beside(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        create(fresh, text);
        return fresh;
    }

    private static void move(Path fresh, Path file) throws IOException {
        Files.move(
                fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
