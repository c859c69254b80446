package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Body of RekeyResponse 0x0E from the client, the answer to {@link RekeyRequest}. Also the seed's
 * client packet RekeyResponse, whose id 0x44 is never sent.
 *
 * @param epoch of the request
 * @param clientKey fresh X25519 public key, 32 bytes
 */
public record RekeyResponse(long epoch, byte[] clientKey) implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 36;

    /** Checks the ranges. */
    public RekeyResponse {
        if (!(epoch >>> 32 == 0 && epoch >= 1 && clientKey.length == 32)) {
            throw new IllegalArgumentException("epoch " + epoch + ", a key of " + clientKey.length);
        }
    }

    @Override
    public int type() {
        return FrameType.REKEY_RESPONSE;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u32(epoch).bytes(clientKey);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable RekeyResponse read(WireReader reader) {
        long epoch = reader.u32();
        byte[] clientKey = new byte[32];
        reader.bytes(clientKey);
        return reader.finished() && epoch >= 1 ? new RekeyResponse(epoch, clientKey) : null;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "RekeyResponse[epoch=" + epoch + "]";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RekeyResponse that
                && epoch == that.epoch
                && Arrays.equals(clientKey, that.clientKey);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(epoch) + Arrays.hashCode(clientKey);
    }
}
