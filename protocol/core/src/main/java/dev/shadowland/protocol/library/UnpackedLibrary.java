package dev.shadowland.protocol.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A native library that a jar unpacked into the folder for temporary files and loaded from there.
 * The jar has it deleted when the JVM ends by itself, but not when it is halted or killed. A loaded
 * library needs its file no more.
 */
public final class UnpackedLibrary {
    private static final Path MAPPED = Path.of("/proc/self/maps");

    private UnpackedLibrary() {}

    /**
     * Deletes the files of what this process has loaded. Where the system does not tell which they
     * are, which only Linux does, they stay until the JVM ends.
     *
     * @param prefix how the library's file name begins
     */
    public static void remove(String prefix) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            for (String line : Files.readAllLines(MAPPED, StandardCharsets.UTF_8)) {
                int path = line.indexOf('/');
                if (path >= 0 && line.contains("/" + prefix)) {
                    remove(folder, Path.of(line.substring(path)));
                }
            }
        } catch (IOException _) {
            // It tells nothing, or somebody else has deleted them.
        }
    }

    /** One library is mapped in several parts; some jars lay a lock beside it. */
    private static void remove(Path folder, Path file) throws IOException {
        Path parent = file.getParent();
        if (Files.exists(file) && parent != null && Files.isSameFile(parent, folder)) {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".lck"));
        }
    }
}
