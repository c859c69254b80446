package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.connection.PeerConnection;
import dev.shadowland.protocol.message.Command;
import dev.shadowland.protocol.message.WorldEvent;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/** Applies the commands of one connection, each once and in order, and tells their results. */
final class TestEchoes {
    private static final int RESULT = 1;
    private static final int RESULT_HEAD = 5;

    private final WireReader reader = new WireReader();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[WorldEvent.MAX_BODY]);
    private final TestServer server;
    private long applied;
    private long events;

    TestEchoes(TestServer server) {
        this.server = server;
    }

    /** Number of the last command applied. */
    long applied() {
        return applied;
    }

    void onCommand(PeerConnection peer, DirectBuffer buffer, int offset, int length) {
        Command command = Command.read(reader.wrap(buffer, offset, length));
        boolean isNext = command != null && command.number() == applied + 1;
        if (command == null || !isNext || server.has(Fault.NO_COMMANDS)) {
            return;
        }
        applied++;
        if (!server.has(Fault.NO_RESULTS) && !server.faults.remove(Fault.SKIP_RESULT)) {
            tell(peer, command);
        }
    }

    private void tell(PeerConnection peer, Command command) {
        byte[] result = new byte[RESULT_HEAD + command.body().length];
        System.arraycopy(command.body(), 0, result, RESULT_HEAD, command.body().length);
        new UnsafeBuffer(result).putInt(0, (int) command.number(), ByteOrder.LITTLE_ENDIAN);
        result[RESULT_HEAD] ^= (byte) (server.faults.remove(Fault.OTHER_BYTES) ? 1 : 0);
        WorldEvent event = new WorldEvent(++events, server.since, RESULT, result);
        WireWriter writer = new WireWriter();
        writer.wrap(out, 0, event.size());
        event.write(writer);
        peer.sendReliable(Channel.RELIABLE_ORDERED, FrameType.WORLD_EVENT, out, 0, event.size());
    }
}
