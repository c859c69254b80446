package dev.shadowland.protocol.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds libsodium: first the binary among our dependencies, which is copied to a private directory
 * for the moment of loading, then the system's own. It stays loaded as long as the process lives.
 */
final class SodiumLibrary {
    private static final List<String> LINUX_NAMES =
            List.of("libsodium.so.26", "libsodium.so.23", "libsodium.so");
    private static final List<String> MAC_NAMES =
            List.of("libsodium.26.dylib", "libsodium.23.dylib", "libsodium.dylib");
    private static final List<String> WINDOWS_NAMES = List.of("libsodium.dll");

    private SodiumLibrary() {}

    /** Its symbols. */
    static SymbolLookup load() throws SodiumException {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return load(resourceFor(system, processor), systemNames(system));
    }

    /** The first that loads of our binary and the system's ones. */
    static SymbolLookup load(String resource, List<String> systemNames) throws SodiumException {
        List<String> problems = new ArrayList<>();
        try {
            return loadResource(resource);
        } catch (IOException | RuntimeException | LinkageError e) {
            problems.add(problem(resource.isEmpty() ? "no binary of ours" : resource, e));
        }
        for (String name : systemNames) {
            try {
                return loadNamed(name);
            } catch (RuntimeException | LinkageError e) {
                problems.add(problem(name, e));
            }
        }
        throw new SodiumException("libsodium was not loaded: " + String.join("; ", problems));
    }

    private static String problem(String what, Throwable e) {
        String message = e.getMessage();
        return what
                + ": "
                + (message == null ? e.toString() : message.lines().findFirst().orElse(""));
    }

    /** Where the binary for a platform is on the class path, empty when there is none. */
    static String resourceFor(String system, String processor) {
        boolean intel = processor.equals("amd64") || processor.equals("x86_64");
        boolean arm = processor.equals("aarch64") || processor.equals("arm64");
        if (system.startsWith("linux")) {
            return intel ? "linux64/libsodium.so" : arm ? "arm64/libsodium.so" : "";
        }
        if (system.startsWith("mac")) {
            return intel ? "mac/libsodium.dylib" : arm ? "mac_arm/libsodium.dylib" : "";
        }
        return system.startsWith("windows") && intel ? "windows64/libsodium.dll" : "";
    }

    private static List<String> systemNames(String system) {
        return system.startsWith("linux")
                ? LINUX_NAMES
                : system.startsWith("mac") ? MAC_NAMES : WINDOWS_NAMES;
    }

    private static SymbolLookup loadResource(String resource) throws IOException {
        if (resource.isEmpty()) {
            throw new IOException("this platform has none");
        }
        try (InputStream binary =
                SodiumLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            if (binary == null) {
                throw new IOException("it is not on the class path");
            }
            // Only its owner may enter the directory, so nobody can put another file in its place.
            Path directory = Files.createTempDirectory("shadowland-sodium");
            Path file = directory.resolve(resource.substring(resource.indexOf('/') + 1));
            try {
                Files.copy(binary, file);
                return loadFile(file);
            } finally {
                remove(file);
                remove(directory);
            }
        }
    }

    /** A loaded library needs its file no more, but on Windows, where it goes with the process. */
    private static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException _) {
            path.toFile().deleteOnExit();
        }
    }

    // Native access is what it is for; every JVM of ours grants it (jvm.options).
    @SuppressWarnings("restricted")
    private static SymbolLookup loadFile(Path file) {
        return SymbolLookup.libraryLookup(file, Arena.global());
    }

    // See loadFile.
    @SuppressWarnings("restricted")
    private static SymbolLookup loadNamed(String name) {
        return SymbolLookup.libraryLookup(name, Arena.global());
    }
}
