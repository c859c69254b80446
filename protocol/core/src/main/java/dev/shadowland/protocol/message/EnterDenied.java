package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

/** Body of EnterDenied 0x61: the session may not enter; one byte that says why. */
public record EnterDenied(Reason reason) implements Message {
    /** Bytes of the body. */
    public static final int SIZE = 1;

    /** Why a session may not enter. */
    public enum Reason {
        /** No better word. */
        OTHER(0),
        /** The token is malformed, forged, for another cluster, or outside its time. */
        BAD_TOKEN(1),
        /** The token was used before. */
        TOKEN_USED(2),
        /** The character is already entering through another session. */
        BUSY(3),
        /** No room, or the world is not ready: try again later. */
        UNAVAILABLE(4),
        /** A later login of the same character took over. */
        REPLACED(5),
        /** The client's build is not known here, or not any more. */
        UNKNOWN_BUILD(6);

        private static final Reason[] ALL = values();

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /** The code on the wire, u8. */
        public int code() {
            return code;
        }

        /** The reason of a code; codes of later versions are {@link #OTHER}. */
        public static Reason of(int code) {
            for (Reason reason : ALL) {
                if (reason.code == code) {
                    return reason;
                }
            }
            return OTHER;
        }
    }

    @Override
    public int type() {
        return FrameType.ENTER_DENIED;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u8(reason.code());
    }

    /** Reads a body to its end; null when it is malformed. */
    public static @Nullable EnterDenied read(WireReader reader) {
        int code = reader.u8();
        return reader.finished() ? new EnterDenied(Reason.of(code)) : null;
    }
}
