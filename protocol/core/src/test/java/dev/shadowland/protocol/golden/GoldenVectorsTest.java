package dev.shadowland.protocol.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.checker.Checker;
import dev.shadowland.checker.Disagreement;
import dev.shadowland.checker.Vectors;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The vectors in the repository are what the code makes, and what the checker, which knows the
 * document alone, reads. Write them anew with {@code -Dshadowland.golden.write=true}.
 */
class GoldenVectorsTest {
    private static final Path FILE =
            Path.of(System.getProperty("shadowland.root", "../.."), "protocol/golden-vectors.json");

    @Test
    void shouldMakeTheVectorsThatAreInTheRepository() throws IOException {
        String made = GoldenVectors.json();
        if (Boolean.getBoolean("shadowland.golden.write")) {
            Files.writeString(FILE, made);
        }

        assertThat(Files.readString(FILE)).isEqualTo(made);
    }

    @Test
    void shouldAgreeWithACheckerThatKnowsTheDocumentAlone() throws IOException {
        assertThat(Checker.verdict(Files.readString(FILE))).startsWith("agrees: ");
    }

    @Test
    void shouldBeToldOfEveryChangeOfAByteUnlessItMeansTheSame() {
        Vectors vectors = Vectors.of(GoldenVectors.json());
        List<String> untold = new ArrayList<>();
        int tried = 0;
        for (int i : readable(vectors)) {
            byte[] good = vectors.bytes(i);
            int step = good.length > 300 ? 3 : 1;
            for (int at = 0; at < good.length; at += step) {
                for (int change : new int[] {0x01, 0x10, 0x80, 0xFF}) {
                    byte[] bad = good.clone();
                    bad[at] ^= (byte) change;
                    tried++;
                    if (!isTold(vectors, i, bad)) {
                        untold.add(vectors.name(i) + " byte " + at + " ^ " + change);
                    }
                }
            }
        }

        // Where a run of equal bytes is copied from nearer or farther, it is the same run; and the
        // last token of a block has no match whose length it could tell.
        assertThat(untold).allMatch(change -> change.matches("(?i)compressed .*"));
        assertThat(untold.size()).isLessThan(20);
        assertThat(tried).isGreaterThan(5_000);
    }

    @Test
    void shouldBeToldOfEveryVectorThatIsCutOrTooLong() {
        Vectors vectors = Vectors.of(GoldenVectors.json());
        for (int i : readable(vectors)) {
            byte[] good = vectors.bytes(i);
            assertThat(isTold(vectors, i, Arrays.copyOf(good, good.length + 1)))
                    .as(vectors.name(i))
                    .isTrue();
            for (int length = 0; length < good.length; length += 1 + good.length / 50) {
                assertThat(isTold(vectors, i, Arrays.copyOf(good, length)))
                        .as("%s cut to %d", vectors.name(i), length)
                        .isTrue();
            }
        }
    }

    @Test
    void shouldBeToldWhenAMalformedVectorIsAnsweredOtherwise() {
        String json = GoldenVectors.json();

        String ended = json.replace("\"answer\": \"dropped\"", "\"answer\": \"2\"");
        assertThat(Checker.verdict(ended)).startsWith("disagrees in \"a datagram of 29 bytes\"");
        String taken = json.replace("\"answer\": \"2\"", "\"answer\": \"taken\"");
        assertThat(Checker.verdict(taken)).startsWith("disagrees in \"a Ping of 7 bytes\"");
    }

    private static int[] readable(Vectors vectors) {
        return IntStream.range(0, vectors.size()).filter(i -> !vectors.isMalformed(i)).toArray();
    }

    private static boolean isTold(Vectors vectors, int index, byte[] bytes) {
        try {
            vectors.check(index, bytes);
            return false;
        } catch (Disagreement e) {
            assertThat(e.offset()).isBetween(0, bytes.length + 4096);
            return true;
        }
    }
}
