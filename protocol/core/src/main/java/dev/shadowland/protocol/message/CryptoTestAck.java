package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/**
 * Body of CryptoTestAck 0x0B, the answer to {@link CryptoTest}.
 *
 * @param challenge of the test
 */
public record CryptoTestAck(long challenge) implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 8;

    @Override
    public int type() {
        return FrameType.CRYPTO_TEST_ACK;
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
    public static @Nullable CryptoTestAck read(WireReader reader) {
        long challenge = reader.i64();
        return reader.finished() ? new CryptoTestAck(challenge) : null;
    }
}
