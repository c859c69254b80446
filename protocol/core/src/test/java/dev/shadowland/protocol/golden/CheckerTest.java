package dev.shadowland.protocol.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.checker.Checker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the document forbids a sender, and no golden vector holds. */
class CheckerTest {
    private static final String HEAD = "2610" + "00000000000000000000000000000000";

    @ParameterizedTest
    @ValueSource(strings = {"2100", "2400", "2300", "210024002300"})
    void shouldTakeTheFramesOfASnapshotInTheirOrder(String after) {
        assertThat(verdict("payload", HEAD + after)).doesNotContain("out of order");
    }

    @ParameterizedTest
    @ValueSource(strings = {HEAD, "21002100", "24002400", "23002300", "24002100", "23002400"})
    void shouldRefuseAFrameOfASnapshotThatComesTwiceOrOutOfOrder(String after) {
        assertThat(verdict("payload", HEAD + after))
                .contains("a frame of a snapshot twice or out of order");
    }

    @Test
    void shouldRefuseASecretInACompressedPayload() {
        String rekey = "0d24" + "01000000" + "00".repeat(32);
        assertThat(verdict("compressed payload", literals(rekey)))
                .contains("a secret that was compressed");
        assertThat(verdict("payload", rekey)).doesNotContain("compressed");
    }

    @Test
    void shouldRefuseASecretInACompressedFrame() {
        String inner = literals("60" + "00".repeat(98));
        assertThat(verdict("payload", "67%02x".formatted(inner.length() / 2) + inner))
                .contains("a secret that was compressed");
    }

    @Test
    void shouldRefuseMoreInputsThanAFrameHas() {
        String most = "419501" + "1900000018" + "000000000001".repeat(24);
        String tooMany = "419b01" + "1900000019" + "000000000001".repeat(25);
        assertThat(verdict("payload", "client", most)).doesNotContain("24 inputs");
        assertThat(verdict("payload", "client", tooMany)).contains("25 inputs");
    }

    /** The size and an LZ4 block of literals alone, of 15 to 127 bytes. */
    private static String literals(String hex) {
        int length = hex.length() / 2;
        return "%02xf0%02x".formatted(length, length - 15) + hex;
    }

    private static String verdict(String kind, String hex) {
        return verdict(kind, "server", hex);
    }

    private static String verdict(String kind, String from, String hex) {
        return Checker.verdict(
                """
                {"format": "1", "vectors": [{"name": "made up", "kind": "%s",
                 "given": {"from": "%s", "version": "1"}, "hex": "%s", "expect": {}}]}
                """
                        .formatted(kind, from, hex));
    }
}
