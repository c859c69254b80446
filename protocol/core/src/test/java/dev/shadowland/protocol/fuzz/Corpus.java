package dev.shadowland.protocol.fuzz;

import dev.shadowland.checker.Vectors;
import dev.shadowland.protocol.golden.GoldenVectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The corpus of {@link ProtocolFuzzTest}: golden vectors as files, per target. Written anew with
 * {@code -Dshadowland.golden.write=true}. Other files there are findings and stay.
 */
final class Corpus {
    private static final Path DIRECTORY =
            Path.of(
                    System.getProperty("shadowland.root", "../.."),
                    "protocol/core/src/test/resources/dev/shadowland/protocol/fuzz",
                    "ProtocolFuzzTestInputs");

    private static final Map<String, List<String>> TARGETS_BY_KIND =
            Map.of(
                    "sealed", List.of("datagram"),
                    "payload", List.of("payload", "frames", "snapshot"),
                    "fragments", List.of("payload", "reassembly"),
                    "compressed payload", List.of("lz4"),
                    "plaintext", List.of("responder", "initiator"),
                    "token", List.of("token"));

    private Corpus() {}

    /** Every vector's bytes. */
    static List<byte[]> all() {
        Vectors vectors = Vectors.of(GoldenVectors.json());
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            all.add(vectors.bytes(i));
        }
        return all;
    }

    /** Files that are not as the vectors are; none after writing. */
    static List<Path> stale() throws IOException {
        Vectors vectors = Vectors.of(GoldenVectors.json());
        List<Path> stale = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            String file = vectors.name(i).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            for (String target : TARGETS_BY_KIND.getOrDefault(vectors.kind(i), List.of())) {
                if (!isThere(DIRECTORY.resolve(target).resolve(file), vectors.bytes(i))) {
                    stale.add(Path.of(target, file));
                }
            }
        }
        return stale;
    }

    private static boolean isThere(Path file, byte[] bytes) throws IOException {
        if (Boolean.getBoolean("shadowland.golden.write")) {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        }
        return Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes);
    }
}
