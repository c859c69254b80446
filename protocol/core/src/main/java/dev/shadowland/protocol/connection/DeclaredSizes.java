package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.fragment.Fragments;
import dev.shadowland.protocol.reliability.MessageFrame;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;

import org.agrona.DirectBuffer;

/**
 * What the messages of a payload would be once decompressed, by what they declare: nothing is
 * decoded for it. A message in pieces declares in its first one. What declares nonsense counts
 * nothing, for it is refused without being decoded. Owned by the connection's thread.
 */
final class DeclaredSizes {
    private final FrameReader frames = new FrameReader();
    private final WireReader reader = new WireReader();
    private int messages;
    private int bytes;

    /** Looks through the frames of a payload. */
    void read(DirectBuffer buffer, int offset, int length) {
        messages = 0;
        bytes = 0;
        frames.wrap(buffer, offset, length);
        while (frames.next()) {
            onFrame(frames.type(), buffer);
        }
    }

    /** Compressed messages that declare a size. */
    int messages() {
        return messages;
    }

    /** Bytes that they declare. */
    int bytes() {
        return bytes;
    }

    private void onFrame(int type, DirectBuffer buffer) {
        switch (type) {
            case FrameType.COMPRESSED, FrameType.FRAGMENT -> {
                reader.wrap(buffer, frames.bodyOffset(), frames.bodyLength());
                onContent(type);
            }
            case FrameType.RELIABLE_ORDERED, FrameType.RELIABLE_UNORDERED -> {
                reader.wrap(buffer, frames.bodyOffset(), frames.bodyLength());
                reader.skip(MessageFrame.NUMBER_SIZE);
                onContent(reader.u8());
            }
            default -> {}
        }
    }

    /** The reader stands at the body of an inner frame. */
    private void onContent(int type) {
        boolean isCompressed = type == FrameType.COMPRESSED;
        if (type == FrameType.FRAGMENT) {
            reader.u16();
            boolean isFirst = reader.u16() == 0;
            reader.u32();
            isCompressed = isFirst && reader.u8() == FrameType.COMPRESSED;
        }
        int size = isCompressed ? reader.varUInt() : 0;
        if (!reader.failed() && size > 0 && size <= Fragments.MOST_TOTAL) {
            messages++;
            bytes += size;
        }
    }
}
