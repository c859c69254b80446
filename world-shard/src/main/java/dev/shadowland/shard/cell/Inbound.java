package dev.shadowland.shard.cell;

import dev.shadowland.protocol.backplane.codec.EventReceiptDecoder;
import dev.shadowland.protocol.backplane.codec.PlayerCommandDecoder;
import dev.shadowland.protocol.backplane.codec.PlayerInputDecoder;
import dev.shadowland.protocol.backplane.codec.ViewerReportDecoder;
import dev.shadowland.protocol.backplane.codec.ViewerResyncDecoder;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.shard.columns.InputQueues;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.command.Commands;
import dev.shadowland.shard.ingress.BackplaneFrame;
import dev.shadowland.shard.ingress.DropCounters;
import dev.shadowland.shard.ingress.DropReason;
import dev.shadowland.shard.replication.Replication;
import dev.shadowland.shard.replication.Viewer;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.jspecify.annotations.Nullable;

import java.nio.ByteOrder;

/**
 * Applies the frames of a cell's inbound ring to its players. Frames are whole, the ingress has
 * seen to that; what is in them is checked here. Owned by the cell's thread.
 */
final class Inbound implements MessageHandler {
    private static final int RESYNC_TICKS = 60;

    private final Players players;
    private final Replication replication;
    private final Commands commands;
    private final Arrivals arrivals;
    private final DropCounters drops;
    private final PlayerInputDecoder input = new PlayerInputDecoder();
    private final ViewerReportDecoder report = new ViewerReportDecoder();
    private final PlayerCommandDecoder command = new PlayerCommandDecoder();
    private final EventReceiptDecoder receipt = new EventReceiptDecoder();
    private final ViewerResyncDecoder resync = new ViewerResyncDecoder();
    private final InputFrame inputs = new InputFrame();
    private long tick;

    Inbound(
            Players players,
            Replication replication,
            Commands commands,
            Arrivals arrivals,
            DropCounters drops) {
        this.players = players;
        this.replication = replication;
        this.commands = commands;
        this.arrivals = arrivals;
        this.drops = drops;
    }

    /** Frames from now on are heard at this tick. */
    void beginTick(long now) {
        tick = now;
    }

    @Override
    public void onMessage(int template, MutableDirectBuffer buffer, int index, int length) {
        DropReason reason =
                switch (template) {
                    case PlayerInputDecoder.TEMPLATE_ID -> onInput(buffer, index);
                    case ViewerReportDecoder.TEMPLATE_ID -> onReport(buffer, index);
                    case PlayerCommandDecoder.TEMPLATE_ID -> onCommand(buffer, index);
                    case EventReceiptDecoder.TEMPLATE_ID -> onReceipt(buffer, index);
                    case ViewerResyncDecoder.TEMPLATE_ID -> onResync(buffer, index);
                    default -> arrivals.onFrame(template, buffer, index, tick);
                };
        if (reason != null) {
            drops.count(reason);
        }
    }

    private @Nullable DropReason onInput(DirectBuffer buffer, int index) {
        input.wrap(
                buffer,
                index + BackplaneFrame.HEADER,
                PlayerInputDecoder.BLOCK_LENGTH,
                PlayerInputDecoder.SCHEMA_VERSION);
        int slot = players.slotOfSession(input.session());
        if (slot == Players.NO_SLOT) {
            return DropReason.UNKNOWN_SESSION;
        }
        int bodyAt = input.limit() + PlayerInputDecoder.bodyHeaderLength();
        if (!inputs.read(buffer, bodyAt, input.bodyLength())) {
            return DropReason.BAD_INPUT;
        }
        players.lastHeardTicks[slot] = tick;
        for (int i = 0; i < inputs.count(); i++) {
            onLoss(slot, players.inputs().offer(slot, inputs.number(i), inputs.input(i)));
        }
        return null;
    }

    /** Its client has moved by what was lost, and learns of a place that may not change. */
    private void onLoss(int slot, InputQueues.Loss loss) {
        if (loss != InputQueues.Loss.NONE) {
            players.viewer(slot).tellOwnPlace();
        }
        if (loss == InputQueues.Loss.OLDEST) {
            drops.count(DropReason.INPUT_OVER_LIMIT);
        }
    }

    private @Nullable DropReason onReport(DirectBuffer buffer, int index) {
        report.wrap(
                buffer,
                index + BackplaneFrame.HEADER,
                ViewerReportDecoder.BLOCK_LENGTH,
                ViewerReportDecoder.SCHEMA_VERSION);
        int slot = players.slotOfSession(report.session());
        if (slot == Players.NO_SLOT) {
            return DropReason.UNKNOWN_SESSION;
        }
        int ackedAt = report.limit() + ViewerReportDecoder.ackedHeaderLength();
        int ackedBytes = report.ackedLength();
        report.limit(ackedAt + ackedBytes);
        int lostAt = report.limit() + ViewerReportDecoder.lostHeaderLength();
        int lostBytes = report.lostLength();
        if (ackedBytes % Integer.BYTES != 0 || lostBytes % Integer.BYTES != 0) {
            return DropReason.BAD_REPORT;
        }
        players.lastHeardTicks[slot] = tick;
        Viewer viewer = players.viewer(slot);
        viewer.budgetBytes(report.budgetBytes());
        for (int at = ackedAt; at < ackedAt + ackedBytes; at += Integer.BYTES) {
            viewer.onAcked(buffer.getInt(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL);
        }
        for (int at = lostAt; at < lostAt + lostBytes; at += Integer.BYTES) {
            replication.onLost(viewer, buffer.getInt(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL);
        }
        return null;
    }

    private @Nullable DropReason onCommand(DirectBuffer buffer, int index) {
        command.wrap(
                buffer,
                index + BackplaneFrame.HEADER,
                PlayerCommandDecoder.BLOCK_LENGTH,
                PlayerCommandDecoder.SCHEMA_VERSION);
        int slot = players.slotOfSession(command.session());
        if (slot == Players.NO_SLOT) {
            return DropReason.UNKNOWN_SESSION;
        }
        int bodyAt = command.limit() + PlayerCommandDecoder.bodyHeaderLength();
        return commands.onCommand(slot, buffer, bodyAt, command.bodyLength());
    }

    private @Nullable DropReason onReceipt(DirectBuffer buffer, int index) {
        receipt.wrap(
                buffer,
                index + BackplaneFrame.HEADER,
                EventReceiptDecoder.BLOCK_LENGTH,
                EventReceiptDecoder.SCHEMA_VERSION);
        int slot = players.slotOfSession(receipt.session());
        if (slot == Players.NO_SLOT) {
            return DropReason.UNKNOWN_SESSION;
        }
        if (!players.viewer(slot).isSource(receipt.since())) {
            return DropReason.OTHER_SOURCE;
        }
        return players.events(slot).onReceipt(receipt.number()) ? null : DropReason.BAD_RECEIPT;
    }

    private @Nullable DropReason onResync(DirectBuffer buffer, int index) {
        resync.wrap(
                buffer,
                index + BackplaneFrame.HEADER,
                ViewerResyncDecoder.BLOCK_LENGTH,
                ViewerResyncDecoder.SCHEMA_VERSION);
        int slot = players.slotOfSession(resync.session());
        if (slot == Players.NO_SLOT) {
            return DropReason.UNKNOWN_SESSION;
        }
        boolean tooSoon =
                players.resyncTicks[slot] != 0 && tick - players.resyncTicks[slot] < RESYNC_TICKS;
        if (resync.request() <= players.lastResyncs[slot] || tooSoon) {
            return DropReason.RESYNC_REFUSED;
        }
        players.lastResyncs[slot] = resync.request();
        players.resyncTicks[slot] = tick;
        players.viewer(slot).resync(tick);
        return null;
    }
}
