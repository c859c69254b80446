package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.client.CommandOutbox;
import dev.shadowland.protocol.client.EventInbox;
import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.protocol.connection.PeerConnection;
import dev.shadowland.protocol.message.WorldEvent;
import dev.shadowland.protocol.message.WorldReceipt;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A bot's commands for the time of one connection: an echo every two seconds, whose result must
 * come exactly once, in order, with the bytes that were sent, and while snapshots come within
 * {@link #UNANSWERED_NS}. Only a source that died may have taken results with it. Owned by the
 * bot's thread.
 */
final class BotCommands {
    /** Longest that a result may take: a channel that takes longer to bring it has ended. */
    static final long UNANSWERED_NS = 16_000_000_000L;

    private static final long INTERVAL_NS = 2_000_000_000L;

    /** A longer time without snapshots is one in which no result could come either. */
    private static final long PAUSE_NS = 2_000_000_000L;

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int ECHO = 1;
    private static final int RESULT = 1;
    private static final int ECHO_BYTES = 12;
    private static final long NO_SOURCE = -1;

    private final CommandOutbox outbox = new CommandOutbox();
    private final EventInbox inbox = new EventInbox();
    private final UnsafeBuffer body = new UnsafeBuffer(new byte[ECHO_BYTES]);
    private final WireReader reader = new WireReader();
    private final WorldChecks checks;
    private final BotMeters meters;
    private final long[] givenNs = new long[CommandOutbox.CAPACITY];
    private final int bot;
    private long nextNs = Long.MIN_VALUE;
    private long lastResult;
    private long sourceSince;

    /** Nobody waits any longer for results up to this one. */
    private long excused;

    private long source = NO_SOURCE;
    private long snapshotNs;
    private long steadySinceNs;

    BotCommands(int bot, WorldChecks checks, BotMeters meters) {
        this.bot = bot;
        this.checks = checks;
        this.meters = meters;
    }

    /** Hands over what is due. */
    void sendDue(PeerConnection connection, long nowNs) {
        if (nextNs == Long.MIN_VALUE || nowNs - nextNs >= 0) {
            nextNs = nowNs + INTERVAL_NS;
            add(nowNs);
        }
        outbox.sendDue(
                nowNs,
                (buffer, offset, length) ->
                        connection.canSend(Channel.RELIABLE_ORDERED, length)
                                && connection.sendReliable(
                                        Channel.RELIABLE_ORDERED,
                                        FrameType.COMMAND,
                                        buffer,
                                        offset,
                                        length));
    }

    private void add(long nowNs) {
        long next = outbox.newest() + 1;
        fill(next);
        if (outbox.add(ECHO, body, 0, ECHO_BYTES) != 0) {
            givenNs[slot(next)] = nowNs;
            meters.count(BotCount.COMMANDS);
        }
    }

    private void fill(long number) {
        body.putInt(0, bot, ByteOrder.LITTLE_ENDIAN);
        body.putLong(Integer.BYTES, number * 0x9E3779B97F4A7C15L, ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes the receipt when it is due. */
    void writeReceipt(WireWriter writer, long nowNs) {
        if (inbox.isReceiptDue(nowNs)) {
            FrameWriter.head(writer, FrameType.WORLD_RECEIPT, WorldReceipt.SIZE)
                    .u32(inbox.takeReceipt(nowNs))
                    .u32(inbox.since());
        }
    }

    /** A snapshot came. */
    void onSnapshot(ReplicatedWorld world, long nowNs) {
        outbox.onHead(world.lastCommand(), world.since());
        inbox.onHead(world.since());
        steadySinceNs = nowNs - snapshotNs > PAUSE_NS ? nowNs : steadySinceNs;
        snapshotNs = nowNs;
        if (inbox.since() != source) {
            excused = source == NO_SOURCE ? excused : outbox.newest();
            source = inbox.since();
        }
        checkAnswered(nowNs);
    }

    private void checkAnswered(long nowNs) {
        long oldest = Math.max(lastResult, excused) + 1;
        if (oldest > outbox.newest()) {
            return;
        }
        long waitedNs = nowNs - Math.max(givenNs[slot(oldest)], steadySinceNs);
        if (waitedNs > UNANSWERED_NS) {
            excused = outbox.newest();
            checks.onWrongCommand(
                    "command %d has no result after %d s"
                            .formatted(oldest, waitedNs / NS_PER_SECOND));
        }
    }

    private static int slot(long number) {
        return (int) number & (CommandOutbox.CAPACITY - 1);
    }

    /** The body of a WorldEvent; false when it is malformed. */
    boolean onEvent(DirectBuffer buffer, int offset, int length) {
        WorldEvent event = WorldEvent.read(reader.wrap(buffer, offset, length));
        if (event == null) {
            checks.onMalformed("WorldEvent of " + length + " bytes");
            return false;
        }
        if (inbox.onEvent(event.number(), event.since()) && event.kind() == RESULT) {
            onResult(event.body(), event.since());
        }
        return true;
    }

    private void onResult(byte[] result, long since) {
        UnsafeBuffer buffer = new UnsafeBuffer(result);
        boolean whole = result.length == Integer.BYTES + 1 + ECHO_BYTES;
        long number = whole ? buffer.getInt(0, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL : -1;
        String wrong = wrongness(whole, number, since, result);
        if (wrong != null) {
            checks.onWrongCommand(wrong);
        }
        meters.count(BotCount.COMMAND_RESULTS);
        outbox.onApplied(number);
        lastResult = Math.max(lastResult, number);
        sourceSince = since;
    }

    private @Nullable String wrongness(boolean whole, long number, long since, byte[] result) {
        if (!whole) {
            return "a result of " + result.length + " bytes";
        }
        fill(number);
        if (!Arrays.equals(
                body.byteArray(),
                Arrays.copyOfRange(result, result.length - ECHO_BYTES, result.length))) {
            return "the result of command " + number + " holds other bytes than were sent";
        }
        boolean isNext = since == sourceSince ? number == lastResult + 1 : number > lastResult;
        return isNext
                ? null
                : "command %d has a result after that of %d".formatted(number, lastResult);
    }
}
