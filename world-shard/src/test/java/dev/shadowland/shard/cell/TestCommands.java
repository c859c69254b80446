package dev.shadowland.shard.cell;

import dev.shadowland.protocol.backplane.codec.EventReceiptEncoder;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.PlayerCommandEncoder;
import dev.shadowland.protocol.backplane.codec.ViewerResyncEncoder;
import dev.shadowland.protocol.client.CommandOutbox;
import dev.shadowland.protocol.client.EventInbox;
import dev.shadowland.protocol.message.WorldEvent;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.shard.command.CommandKind;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A client's commands and the gateway in front of it, which loses both ways as the weather does.
 */
final class TestCommands {
    private static final long TICK_NS = 16_666_667;
    private static final int RESULT_HEAD = 5;

    final CommandOutbox outbox = new CommandOutbox();
    final EventInbox inbox = new EventInbox();
    final List<Long> results = new ArrayList<>();
    private final TestClient client;
    private final World server;
    int refused;
    private long given;

    TestCommands(TestClient client, World server) {
        this.client = client;
        this.server = server;
    }

    /** Gives an echo of its own number, unless the outbox is full. */
    void give() {
        UnsafeBuffer body = new UnsafeBuffer(new byte[8]);
        body.putLong(0, given + 1, ByteOrder.LITTLE_ENDIAN);
        given += outbox.add(CommandKind.ECHO, body, 0, 8) == 0 ? 0 : 1;
    }

    long given() {
        return given;
    }

    void onHead(long applied, long since) {
        outbox.onHead(applied, since);
        inbox.onHead(since);
    }

    void tick(long tick) {
        long nowNs = tick * TICK_NS;
        outbox.sendDue(
                nowNs,
                (buffer, offset, length) -> {
                    byte[] body = new byte[length];
                    buffer.getBytes(offset, body);
                    client.up.send(tick, () -> toCell(body));
                    return true;
                });
        if (inbox.isReceiptDue(nowNs)) {
            long receipt = inbox.takeReceipt(nowNs);
            long since = inbox.since();
            client.up.send(tick, () -> receiptToCell(receipt, since));
        }
    }

    private void toCell(byte[] body) {
        UnsafeBuffer frame = new UnsafeBuffer(new byte[2_048]);
        PlayerCommandEncoder encoder = new PlayerCommandEncoder();
        encoder.wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                .session(client.session)
                .cell(client.cell())
                .epoch(server.epoch(client.cell()))
                .putBody(body, 0, body.length);
        send(frame, encoder.encodedLength());
    }

    private void receiptToCell(long number, long since) {
        UnsafeBuffer frame = new UnsafeBuffer(new byte[64]);
        EventReceiptEncoder encoder = new EventReceiptEncoder();
        encoder.wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                .session(client.session)
                .cell(client.cell())
                .epoch(server.epoch(client.cell()))
                .number(number)
                .since(since);
        send(frame, encoder.encodedLength());
    }

    /** Asks to be told everything again. */
    void resync(long request) {
        UnsafeBuffer frame = new UnsafeBuffer(new byte[64]);
        ViewerResyncEncoder encoder = new ViewerResyncEncoder();
        encoder.wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                .session(client.session)
                .cell(client.cell())
                .epoch(server.epoch(client.cell()))
                .request(request);
        send(frame, encoder.encodedLength());
    }

    private void send(UnsafeBuffer frame, int encodedLength) {
        server.toShard(client.cell(), frame, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    }

    /** The gateway got an event for this session. */
    void onBackplaneEvent(byte[] body) {
        client.down.send(server.tick, () -> onEvent(body));
    }

    private void onEvent(byte[] body) {
        WorldEvent event =
                Objects.requireNonNull(
                        WorldEvent.read(
                                new WireReader().wrap(new UnsafeBuffer(body), 0, body.length)));
        if (inbox.onEvent(event.number(), event.since())) {
            UnsafeBuffer result = new UnsafeBuffer(event.body());
            long number = result.getInt(0, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
            outbox.onApplied(number);
            boolean isEcho = result.capacity() > RESULT_HEAD;
            if (isEcho && result.getLong(RESULT_HEAD, ByteOrder.LITTLE_ENDIAN) != number) {
                throw new AssertionError("result of " + number + " holds another's bytes");
            }
            if (result.getByte(Integer.BYTES) == CommandKind.DONE) {
                results.add(number);
            } else {
                refused++;
            }
        }
    }
}
