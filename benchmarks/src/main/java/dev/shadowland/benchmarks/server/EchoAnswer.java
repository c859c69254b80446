package dev.shadowland.benchmarks.server;

import dev.shadowland.protocol.backplane.SessionId;
import dev.shadowland.protocol.backplane.codec.MessageHeaderDecoder;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.PlayerInputDecoder;
import dev.shadowland.protocol.backplane.codec.SnapshotEncoder;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * Makes of an input with a Benchmark frame's body the snapshot that brings the body back in such a
 * frame. Allocates nothing. Owned by one thread.
 */
final class EchoAnswer {
    /** Most bytes that an answer is longer than the question. */
    static final int MAX_GROWTH = 64;

    private static final int LENGTH_FIELD = Integer.BYTES;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder answerHeader = new MessageHeaderEncoder();
    private final PlayerInputDecoder input = new PlayerInputDecoder();
    private final SnapshotEncoder snapshot = new SnapshotEncoder();
    private final WireWriter writer = new WireWriter();
    private long tick;
    private int lane;

    /** Which worker's session the last answer is for. */
    int lane() {
        return lane;
    }

    /** Writes the answer; returns its length, 0 when the frame is no input and has none. */
    int write(DirectBuffer in, int offset, MutableDirectBuffer out, int at) {
        header.wrap(in, offset);
        if (header.templateId() != PlayerInputDecoder.TEMPLATE_ID) {
            return 0;
        }
        input.wrapAndApplyHeader(in, offset, header);
        lane = SessionId.worker(input.session());
        snapshot.wrapAndApplyHeader(out, at, answerHeader)
                .session(input.session())
                .cell(input.cell())
                .epoch(input.epoch())
                .generation(EchoControl.GENERATION)
                .tick(tick++ & 0xFFFF_FFFFL);
        int body = input.bodyLength();
        int bodyAt = input.limit() + PlayerInputDecoder.bodyHeaderLength();
        int frames = FrameWriter.size(body);
        int lengthAt = snapshot.limit();
        out.putInt(lengthAt, frames, ByteOrder.LITTLE_ENDIAN);
        writer.wrap(out, lengthAt + LENGTH_FIELD, frames);
        FrameWriter.write(writer, FrameType.BENCHMARK, in, bodyAt, body);
        return lengthAt + LENGTH_FIELD + frames - at;
    }
}
