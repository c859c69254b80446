package dev.shadowland.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.connection.ConnectionFuzz;
import dev.shadowland.protocol.handshake.HandshakeFuzz;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Mutations of the corpus by a seed, for every verification: what Jazzer would find in its first
 * seconds.
 */
class MutationTest {
    private static final int TRIES = 30_000;
    private static final int LONGEST = 1200;

    /** What is fuzzed, and how often: public-key work is slow. */
    enum Target {
        DATAGRAM(TRIES),
        PAYLOAD(TRIES),
        RESPONDER(TRIES),
        INITIATOR(TRIES / 10),
        FRAMES(TRIES),
        REASSEMBLY(TRIES),
        LZ4(TRIES),
        TOKEN(TRIES / 20),
        SNAPSHOT(TRIES);

        private final int tries;

        Target(int tries) {
            this.tries = tries;
        }
    }

    private ConnectionFuzz connection = new ConnectionFuzz();
    private final HandshakeFuzz handshake = new HandshakeFuzz();
    private final ContentFuzz content = new ContentFuzz();

    @ParameterizedTest
    @EnumSource(Target.class)
    void shouldBearWhateverIsMadeOfTheCorpus(Target target) throws IOException {
        List<byte[]> corpus = Corpus.all();
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < target.tries; i++) {
            byte[] bytes = mutated(corpus, random);
            try {
                run(target, bytes);
            } catch (RuntimeException | AssertionError e) {
                String hex = java.util.HexFormat.of().formatHex(bytes);
                throw new AssertionError(
                        "%s, seed %d, try %d: %s".formatted(target, seed, i, hex), e);
            }
        }
    }

    @Test
    void shouldHoldTheGoldenVectorsAsCorpus() throws IOException {
        assertThat(Corpus.stale()).isEmpty();
    }

    private void run(Target target, byte[] bytes) {
        switch (target) {
            case DATAGRAM -> connection.datagram(bytes);
            case PAYLOAD -> payload(bytes);
            case RESPONDER -> handshake.responder(bytes);
            case INITIATOR -> handshake.initiator(bytes);
            case FRAMES -> content.frames(bytes);
            case REASSEMBLY -> content.reassembly(bytes);
            case LZ4 -> content.lz4(bytes);
            case TOKEN -> content.token(bytes);
            case SNAPSHOT -> content.snapshot(bytes);
        }
    }

    private void payload(byte[] bytes) {
        try {
            connection.payload(bytes);
        } catch (ConnectionFuzz.Ended e) {
            connection = new ConnectionFuzz();
        }
    }

    private static byte[] mutated(List<byte[]> corpus, SplittableRandom random) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
        int changes = random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            bytes = change(bytes, corpus, random);
        }
        return bytes;
    }

    private static byte[] change(byte[] bytes, List<byte[]> corpus, SplittableRandom random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xFF : 0x00);
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                int length = Math.min(LONGEST, bytes.length + random.nextInt(40));
                return Arrays.copyOf(bytes, length);
            }
            default -> {
                byte[] other = corpus.get(random.nextInt(corpus.size()));
                int length = Math.min(LONGEST, at + other.length);
                byte[] spliced = Arrays.copyOf(bytes, length);
                System.arraycopy(other, 0, spliced, at, length - at);
                return spliced;
            }
        }
        return bytes;
    }
}
