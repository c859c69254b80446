package dev.shadowland.gateway.worker;

import dev.shadowland.protocol.backplane.codec.MessageHeaderDecoder;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.PlayerEventEncoder;
import dev.shadowland.protocol.backplane.codec.PlayerInputDecoder;
import dev.shadowland.protocol.backplane.codec.SnapshotEncoder;
import dev.shadowland.protocol.backplane.codec.ViewerReportDecoder;
import dev.shadowland.protocol.message.WorldEvent;
import dev.shadowland.transport.link.LinkHandler;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The shards as a worker sees them, in memory. */
final class FakeShards implements ShardLinks {
    final List<Input> inputs = new ArrayList<>();
    final List<Report> reports = new ArrayList<>();
    final List<byte[]> sent = new ArrayList<>();
    boolean isFull;
    private final ArrayDeque<Inbound> inbound = new ArrayDeque<>();

    record Input(int node, long session, long cell, long epoch, List<Byte> body) {}

    record Report(
            int node,
            long session,
            long cell,
            long epoch,
            int budgetBytes,
            List<Integer> acked,
            List<Integer> lost) {}

    private record Inbound(int node, UnsafeBuffer frame) {}

    /** Where a snapshot claims to come from. */
    record Owner(int node, long cell, long epoch, long generation) {}

    @Override
    public boolean send(int node, DirectBuffer buffer, int offset, int length) {
        if (isFull) {
            return false;
        }
        byte[] whole = new byte[length];
        buffer.getBytes(offset, whole);
        sent.add(whole);
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        switch (header.templateId()) {
            case PlayerInputDecoder.TEMPLATE_ID -> inputs.add(input(node, header, buffer, offset));
            case ViewerReportDecoder.TEMPLATE_ID ->
                    reports.add(report(node, header, buffer, offset));
            default -> throw new AssertionError("template " + header.templateId());
        }
        return true;
    }

    private static Input input(
            int node, MessageHeaderDecoder header, DirectBuffer buffer, int offset) {
        PlayerInputDecoder frame =
                new PlayerInputDecoder().wrapAndApplyHeader(buffer, offset, header);
        byte[] body = new byte[frame.bodyLength()];
        frame.getBody(body, 0, body.length);
        List<Byte> bytes = new ArrayList<>();
        for (byte b : body) {
            bytes.add(b);
        }
        return new Input(node, frame.session(), frame.cell(), frame.epoch(), bytes);
    }

    private static Report report(
            int node, MessageHeaderDecoder header, DirectBuffer buffer, int offset) {
        ViewerReportDecoder frame =
                new ViewerReportDecoder().wrapAndApplyHeader(buffer, offset, header);
        byte[] acked = new byte[frame.ackedLength()];
        frame.getAcked(acked, 0, acked.length);
        byte[] lost = new byte[frame.lostLength()];
        frame.getLost(lost, 0, lost.length);
        return new Report(
                node,
                frame.session(),
                frame.cell(),
                frame.epoch(),
                frame.budgetBytes(),
                ticks(acked),
                ticks(lost));
    }

    private static List<Integer> ticks(byte[] bytes) {
        UnsafeBuffer view = new UnsafeBuffer(bytes);
        List<Integer> ticks = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += Integer.BYTES) {
            ticks.add(view.getInt(i, ByteOrder.LITTLE_ENDIAN));
        }
        return ticks;
    }

    /** A snapshot comes in. */
    void snapshot(Owner owner, long session, int tick, byte[] frames) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[2048]);
        SnapshotEncoder encoder =
                new SnapshotEncoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                        .session(session)
                        .cell(owner.cell())
                        .epoch(owner.epoch())
                        .generation(owner.generation())
                        .tick(tick)
                        .putFrames(frames, 0, frames.length);
        inbound(
                owner.node(),
                buffer,
                MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    /** An event comes in; its number is 1. */
    void event(Owner owner, long session) {
        event(owner, session, 1, 0);
    }

    /** An event comes in with a number, below 256, and a body. */
    void event(Owner owner, long session, int number, int length) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[256 + length]);
        byte[] body = new byte[WorldEvent.HEAD_SIZE + length];
        body[0] = (byte) number;
        PlayerEventEncoder encoder =
                new PlayerEventEncoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                        .session(session)
                        .cell(owner.cell())
                        .epoch(owner.epoch())
                        .generation(owner.generation())
                        .putBody(body, 0, body.length);
        inbound(
                owner.node(),
                buffer,
                MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    /** Any frame comes in. */
    void inbound(int node, DirectBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        inbound.add(new Inbound(node, new UnsafeBuffer(bytes)));
    }

    @Override
    public int poll(LinkHandler handler, int limit) {
        int polled = 0;
        for (Inbound next = inbound.poll(); next != null; next = inbound.poll()) {
            handler.onFrame(next.node(), next.frame(), 0, next.frame().capacity());
            polled++;
        }
        return polled;
    }

    List<Integer> acked() {
        return reports.stream().flatMap(report -> report.acked().stream()).toList();
    }

    List<Integer> lost() {
        return reports.stream().flatMap(report -> report.lost().stream()).toList();
    }
}
