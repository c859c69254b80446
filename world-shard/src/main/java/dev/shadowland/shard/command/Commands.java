package dev.shadowland.shard.command;

import dev.shadowland.protocol.message.Command;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.shard.columns.EventQueue;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.ingress.DropReason;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.nio.ByteOrder;

/**
 * Applies players' commands, each number once and in order, whatever gateways and links lost,
 * repeated or brought late: only the number after the last applied one is taken, and the client
 * sends again what a snapshot's head has not confirmed. A cell that was restored after a death
 * forgot the last number: it takes no command that was under way to its predecessor, for that one
 * may have done it, and from how many older ones the client still keeps it learns where to go on.
 * Owned by the cell's thread.
 */
public final class Commands {
    private static final int RESULT_HEAD = 5;

    private final Players players;
    private final Actions actions;
    private final WireReader reader = new WireReader();
    private final UnsafeBuffer result =
            new UnsafeBuffer(new byte[RESULT_HEAD + CommandKind.MAX_ECHO]);
    private long applied;

    /** For the players of one cell. */
    public Commands(Players players, Actions actions) {
        this.players = players;
        this.actions = actions;
    }

    /** Commands applied. */
    public long applied() {
        return applied;
    }

    /** Takes the body of a Command frame; says why it was not applied now. */
    public @Nullable DropReason onCommand(int slot, DirectBuffer buffer, int offset, int length) {
        reader.wrap(buffer, offset, length);
        long number = reader.u32();
        long since = reader.u32();
        int kept = reader.u8();
        int kind = reader.u16();
        int bodyLength = reader.remaining();
        if (reader.failed() || number <= kept || bodyLength > Command.MAX_BODY) {
            return DropReason.BAD_COMMAND;
        }
        if (!players.viewer(slot).isSource(since)) {
            return DropReason.OTHER_SOURCE;
        }
        long next = Math.max(players.lastCommands[slot] + 1, number - kept);
        if (number != next) {
            return number < next ? DropReason.REPEATED_COMMAND : DropReason.COMMAND_GAP;
        }
        EventQueue events = players.events(slot);
        if (players.states[slot] != Players.ACTIVE
                || !events.hasRoom(RESULT_HEAD + CommandKind.MAX_ECHO)) {
            return DropReason.COMMAND_NOT_NOW;
        }
        players.lastCommands[slot] = number;
        applied++;
        int bodyAt = offset + length - bodyLength;
        if (kind == CommandKind.ECHO) {
            boolean isDone = bodyLength <= CommandKind.MAX_ECHO;
            int status = isDone ? CommandKind.DONE : CommandKind.REFUSED;
            answer(events, number, status, buffer, bodyAt, isDone ? bodyLength : 0);
        } else {
            int status = actions.apply(slot, kind, buffer, bodyAt, bodyLength);
            answer(events, number, status, buffer, bodyAt, 0);
        }
        return null;
    }

    private void answer(
            EventQueue events, long number, int status, DirectBuffer body, int offset, int echoed) {
        result.putInt(0, (int) number, ByteOrder.LITTLE_ENDIAN);
        result.putByte(Integer.BYTES, (byte) status);
        result.putBytes(RESULT_HEAD, body, offset, echoed);
        events.add(CommandKind.RESULT, result, 0, RESULT_HEAD + echoed);
    }
}
