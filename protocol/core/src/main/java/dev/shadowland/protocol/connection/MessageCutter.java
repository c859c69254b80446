package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.fragment.Fragments;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Turns a message into what travels: itself, or when it is larger than a piece, compressed if that
 * pays, and in pieces if it is still larger. The pieces of one message take consecutive places in
 * their channel. Owned by the connection's thread.
 */
final class MessageCutter {
    private final WireWriter frame = new WireWriter();
    private final int[] nextFragmentId = new int[Channel.values().length];
    private final SharedMemory memory;
    private final boolean compresses;
    private final Outlet outlet;
    private long savedBytes;

    /** Where the parts of a message wait. */
    interface Outlet {
        /** Room for the next part of this length; {@code secret} when it must not be compressed. */
        UnsafeBuffer append(Channel channel, int length, boolean secret);
    }

    MessageCutter(SharedMemory memory, boolean compresses, Outlet outlet) {
        this.memory = memory;
        this.compresses = compresses;
        this.outlet = outlet;
    }

    /** Parts that a whole of this size becomes. */
    static int parts(int total) {
        return total <= Fragments.PIECE ? 1 : Fragments.count(total);
    }

    /** Bytes of content that a whole of this size becomes in a reliable channel. */
    static int contentBytes(int total) {
        return total <= Fragments.PIECE
                ? total
                : total + Fragments.count(total) * (1 + Fragments.HEADER);
    }

    /** Puts the message {@code type · body} into a channel that has room for it. */
    void cut(Channel channel, int type, DirectBuffer body, int offset, int length) {
        boolean secret = FrameType.isSecret(type);
        int packed = compresses && !secret ? pack(type, body, offset, length) : 0;
        if (packed > 0) {
            DirectBuffer block = memory.get().compressor().output();
            put(channel, FrameType.COMPRESSED, block, 0, packed, false);
            savedBytes += length - packed;
        } else {
            put(channel, type, body, offset, length, secret);
        }
    }

    /** Bytes that compression kept off the wire. */
    long savedBytes() {
        return savedBytes;
    }

    /** Compresses the whole where that pays; 0 where it does not. */
    private int pack(int type, DirectBuffer body, int offset, int length) {
        if (1 + length <= Fragments.PIECE) {
            return 0;
        }
        UnsafeBuffer whole = memory.get().outgoing();
        whole.putByte(0, (byte) type);
        whole.putBytes(1, body, offset, length);
        return memory.get().compressor().compress(whole, 0, 1 + length);
    }

    private void put(
            Channel channel, int type, DirectBuffer body, int offset, int length, boolean secret) {
        int total = 1 + length;
        if (total <= Fragments.PIECE) {
            UnsafeBuffer part = claim(channel, type, length, secret);
            part.putBytes(frame.position(), body, offset, length);
            return;
        }
        int id = nextFragmentId[channel.code()]++;
        for (int index = 0; index < Fragments.count(total); index++) {
            int piece = Fragments.length(total, index);
            UnsafeBuffer part =
                    claim(channel, FrameType.FRAGMENT, Fragments.HEADER + piece, secret);
            int at = frame.position();
            Fragments.writeHeader(part, at, id, index, total);
            putPiece(part, at + Fragments.HEADER, type, body, offset, index, piece);
        }
    }

    private static void putPiece(
            UnsafeBuffer part,
            int at,
            int type,
            DirectBuffer body,
            int offset,
            int index,
            int piece) {
        if (index == 0) {
            part.putByte(at, (byte) type);
            part.putBytes(at + 1, body, offset, piece - 1);
        } else {
            part.putBytes(at, body, offset + index * Fragments.PIECE - 1, piece);
        }
    }

    /** Room for an inner frame, or a whole one; {@link #frame} stands where its body goes. */
    private UnsafeBuffer claim(Channel channel, int type, int bodyLength, boolean secret) {
        if (channel.isReliable()) {
            UnsafeBuffer content = outlet.append(channel, 1 + bodyLength, secret);
            frame.wrap(content, 0, 1 + bodyLength).u8(type);
            return content;
        }
        int length = FrameWriter.size(bodyLength);
        UnsafeBuffer whole = outlet.append(channel, length, secret);
        FrameWriter.head(frame.wrap(whole, 0, length), type, bodyLength);
        return whole;
    }
}
