package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Body of CheckIntegrity 0x0C from the client, the answer to {@link CheckIntegrity}.
 *
 * @param challenge of the question, u32
 * @param key 16 bytes, the one of the asked index; a secret of the client's version
 */
public record IntegrityAnswer(long challenge, byte[] key) implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 20;

    /** Checks the ranges. */
    public IntegrityAnswer {
        if (!(challenge >>> 32 == 0 && key.length == 16)) {
            throw new IllegalArgumentException(
                    "challenge " + challenge + ", a key of " + key.length);
        }
    }

    @Override
    public int type() {
        return FrameType.CHECK_INTEGRITY;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u32(challenge).bytes(key);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable IntegrityAnswer read(WireReader reader) {
        long challenge = reader.u32();
        byte[] key = new byte[16];
        reader.bytes(key);
        return reader.finished() ? new IntegrityAnswer(challenge, key) : null;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "IntegrityAnswer[challenge=" + challenge + "]";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IntegrityAnswer that
                && challenge == that.challenge
                && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(challenge) + Arrays.hashCode(key);
    }
}
