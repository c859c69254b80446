package dev.shadowland.checker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code java -cp … dev.shadowland.checker.Checker golden-vectors.json [stream.json …]}: reports
 * the first disagreement of each file and ends with 1 when there is one.
 */
public final class Checker {
    private Checker() {}

    /** See above. */
    public static void main(String[] files) throws IOException {
        boolean good = files.length > 0;
        for (String file : files) {
            String verdict = verdict(Files.readString(Path.of(file)));
            System.out.println(file + ": " + verdict);
            good &= verdict.startsWith("agrees");
        }
        System.exit(good ? 0 : 1);
    }

    /** "agrees: …", or the first disagreement. */
    public static String verdict(String json) {
        if (json.contains("\"datagrams\"")) {
            try {
                return "agrees: " + Stream.of(json).check();
            } catch (Disagreement e) {
                return "disagrees " + e.getMessage();
            }
        }
        Vectors vectors = Vectors.of(json);
        for (int i = 0; i < vectors.size(); i++) {
            try {
                vectors.check(i);
            } catch (Disagreement e) {
                return "disagrees in \"%s\" %s".formatted(vectors.name(i), e.getMessage());
            }
        }
        return "agrees: " + vectors.size() + " vectors";
    }
}
