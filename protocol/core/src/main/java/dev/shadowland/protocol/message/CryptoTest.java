package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Body of CryptoTest 0x0A: proves the keys at the start and an address when it changed.
 *
 * @param challenge random, 8 bytes
 */
public record CryptoTest(long challenge) implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 8;

    @Override
    public int type() {
        return FrameType.CRYPTO_TEST;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.i64(challenge);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable CryptoTest read(WireReader reader) {
        long challenge = reader.i64();
        return reader.finished() ? new CryptoTest(challenge) : null;
    }
}
