package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Body of RekeyRequest 0x0D from the server (seed 3.7): new keys for both directions. Also the
 * seed's server packet RekeyRequest, whose id 0x25 is never sent.
 *
 * @param epoch of the new keys, u32 from 1
 * @param serverKey fresh X25519 public key, 32 bytes
 */
public record RekeyRequest(long epoch, byte[] serverKey) implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 36;

    /** Checks the ranges. */
    public RekeyRequest {
        if (!(epoch >>> 32 == 0 && epoch >= 1 && serverKey.length == 32)) {
            throw new IllegalArgumentException("epoch " + epoch + ", a key of " + serverKey.length);
        }
    }

    @Override
    public int type() {
        return FrameType.REKEY_REQUEST;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u32(epoch).bytes(serverKey);
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable RekeyRequest read(WireReader reader) {
        long epoch = reader.u32();
        byte[] serverKey = new byte[32];
        reader.bytes(serverKey);
        return reader.finished() && epoch >= 1 ? new RekeyRequest(epoch, serverKey) : null;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "RekeyRequest[epoch=" + epoch + "]";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RekeyRequest that
                && epoch == that.epoch
                && Arrays.equals(serverKey, that.serverKey);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(epoch) + Arrays.hashCode(serverKey);
    }
}
