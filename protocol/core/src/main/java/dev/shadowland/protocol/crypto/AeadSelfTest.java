package dev.shadowland.protocol.crypto;

import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Holds an AEAD against another before it is trusted with traffic: what one seals is, byte for
 * byte, what the other seals, and what was touched does not open. Takes a few milliseconds.
 */
final class AeadSelfTest {
    private static final int ROUNDS = 200;

    /** Around the cipher's 64-byte blocks and at both ends of what a datagram holds. */
    private static final int[] EDGES = {
        0, 1, 15, 16, 17, 63, 64, 65, 127, 128, 129, 255, 256, 257, 511, 512, 513, 1169, 1170
    };

    private final SplittableRandom random = new SplittableRandom(8439);
    private final UnsafeBuffer datagram;
    private final UnsafeBuffer expected;
    private final Aead.Provider candidate;
    private final Aead.Provider reference;

    private AeadSelfTest(Aead.Provider candidate, Aead.Provider reference, ByteBuffer memory) {
        this.candidate = candidate;
        this.reference = reference;
        datagram = new UnsafeBuffer(memory);
        expected = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
    }

    /** What is wrong with the candidate, null when nothing is. */
    static @Nullable String problemOf(Aead.Provider candidate, Aead.Provider reference) {
        String problem =
                new AeadSelfTest(
                                candidate,
                                reference,
                                ByteBuffer.allocateDirect(PacketHeader.MAX_DATAGRAM))
                        .run();
        return problem != null
                ? problem
                : new AeadSelfTest(
                                candidate,
                                reference,
                                ByteBuffer.allocate(PacketHeader.MAX_DATAGRAM))
                        .run();
    }

    private @Nullable String run() {
        for (int round = 0; round < ROUNDS; round++) {
            int length =
                    round < EDGES.length
                            ? EDGES[round]
                            : random.nextInt(PacketHeader.MAX_PAYLOAD + 1);
            String problem = runOne(length);
            if (problem != null) {
                return problem + " at " + length + " bytes";
            }
        }
        return null;
    }

    private @Nullable String runOne(int length) {
        byte[] key = new byte[Curves.KEY_LENGTH];
        byte[] plain = new byte[length];
        random.nextBytes(key);
        random.nextBytes(plain);
        compose(plain);
        Aead sealing = candidate.forSealing(key);
        Aead opening = candidate.forOpening(key);
        Aead other = reference.forSealing(key);
        try {
            int sealed = other.seal(expected, 0, length);
            if (sealing.seal(datagram, 0, length) != sealed || !isEqual(sealed)) {
                return "it seals otherwise than " + reference.name();
            }
            return openProblem(opening, plain, sealed);
        } finally {
            sealing.destroy();
            opening.destroy();
            other.destroy();
        }
    }

    private void compose(byte[] plain) {
        PacketHeader.write(
                datagram,
                0,
                random.nextInt(),
                random.nextInt(),
                random.nextInt(),
                random.nextLong());
        datagram.putBytes(PacketHeader.LENGTH, plain);
        expected.putBytes(0, datagram, 0, PacketHeader.LENGTH + plain.length);
    }

    private @Nullable String openProblem(Aead opening, byte[] plain, int sealed) {
        int payload = sealed - PacketHeader.LENGTH;
        int[] touched = {
            random.nextInt(PacketHeader.LENGTH),
            PacketHeader.LENGTH + random.nextInt(payload),
            sealed - 1 - random.nextInt(PacketHeader.TAG_LENGTH)
        };
        for (int at : touched) {
            datagram.putByte(at, (byte) (datagram.getByte(at) ^ 1 << random.nextInt(8)));
            if (opening.open(datagram, 0, sealed) >= 0) {
                return "it opens what was touched at byte " + at;
            }
            datagram.putBytes(0, expected, 0, sealed);
        }
        if (opening.open(datagram, 0, sealed) != plain.length) {
            return "it does not open what " + reference.name() + " sealed";
        }
        expected.putBytes(PacketHeader.LENGTH, plain);
        return isEqual(PacketHeader.LENGTH + plain.length) ? null : "it opens to other bytes";
    }

    private boolean isEqual(int length) {
        for (int i = 0; i < length; i++) {
            if (datagram.getByte(i) != expected.getByte(i)) {
                return false;
            }
        }
        return true;
    }
}
