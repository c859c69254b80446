package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.client.OwnPrediction;
import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.snapshot.EntityRecord;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.SnapshotHandler;
import dev.shadowland.protocol.snapshot.SnapshotOutcome;
import dev.shadowland.protocol.snapshot.SnapshotReader;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;

import org.agrona.DirectBuffer;
import org.agrona.collections.IntHashSet;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;

/**
 * What one bot checks while it is connected: that the server keeps its promises about the picture
 * it sends. Loss, duplication and reordering of datagrams are no violations. One per connection,
 * owned by the bot's thread.
 */
final class WorldChecks {
    /** The server refreshes each entity every 5 s; one that it left out this long is a leak. */
    static final long SILENT_NS = 15_000_000_000L;

    /**
     * Longest time for which snapshots come without a word about the own entity while it moves and
     * its inputs are processed. Time without any snapshot does not count: the first one after it
     * may be lost, and is made good by the next.
     */
    static final long OWN_SILENT_NS = 2_000_000_000L;

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final double MOVED = 10;

    private final IntHashSet reportedStale = new IntHashSet();
    private final BotIdentity bot;
    private final ViolationLog violations;
    private final Census census;
    private int tickRateHz = MovementStep.STEPS_PER_SECOND;
    private long newestSequence = -1;
    private long newestSequenceTick = ReplicatedWorld.NO_TICK;
    private long ownHeardNs;
    private long snapshotNs;
    private long ownHeardInput;
    private double ownHeardX;
    private double ownHeardY;

    WorldChecks(BotIdentity bot, BotMeters meters) {
        this.bot = bot;
        violations = meters.violations();
        census = meters.census();
    }

    /** A datagram, or a frame in it, was discarded by the connection. */
    void onDropped(DropReason reason) {
        switch (reason) {
            case MALFORMED_FRAME, FRAME_PAST_END, ACK_OF_UNSENT, FRAME_OUT_OF_STATE ->
                    violations.add(
                            Violation.MALFORMED_FRAME,
                            () -> "bot %d: datagram with %s".formatted(bot.number(), reason));
            default -> {}
        }
    }

    /** A frame of another kind did not decode. */
    void onMalformed(String what) {
        violations.add(Violation.MALFORMED_FRAME, () -> "bot %d: %s".formatted(bot.number(), what));
    }

    /** A command was not applied exactly once. */
    void onWrongCommand(String what) {
        violations.add(
                Violation.COMMAND_NOT_EXACTLY_ONCE,
                () -> "bot %d: %s".formatted(bot.number(), what));
    }

    /** A snapshot's frame reached the picture, or not. */
    void onFrame(SnapshotOutcome outcome, int type, int length) {
        if (outcome == SnapshotOutcome.MALFORMED || outcome == SnapshotOutcome.NO_HEAD) {
            onMalformed(
                    "frame 0x%02x of %d bytes in a snapshot: %s".formatted(type, length, outcome));
        }
    }

    /** Some updates of a frame, {@code count} of them, had no entity in the picture. */
    void onUnknownUpdates(
            long count, ReplicatedWorld world, DirectBuffer body, int offset, int length) {
        String entities = unknownEntities(world, body, offset, length);
        for (long i = 0; i < count; i++) {
            violations.add(
                    Violation.UPDATE_BEFORE_CREATE,
                    () ->
                            "bot %d: tick %d updates entities %s that are not in its picture"
                                    .formatted(bot.number(), world.datagramTick(), entities));
        }
    }

    /** Decodes the frame once more: the picture only counts, and this is rare. */
    private static String unknownEntities(
            ReplicatedWorld world, DirectBuffer body, int offset, int length) {
        List<Integer> unknown = new ArrayList<>();
        SnapshotHandler collect =
                new SnapshotHandler() {
                    @Override
                    public void onHead(long tick, long since, long lastInput, long lastCommand) {}

                    @Override
                    public void onCreate(long tick, EntityRecord entity) {}

                    @Override
                    public void onUpdate(long tick, EntityRecord entity) {
                        if (world.slotOf(entity.id()) == ReplicatedWorld.NO_SLOT) {
                            unknown.add(entity.id());
                        }
                    }

                    @Override
                    public void onRemove(long tick, int id) {}
                };
        SnapshotReader reader = new SnapshotReader();
        UnsafeBuffer head = new UnsafeBuffer(new byte[SnapshotWriter.HEAD_BODY]);
        reader.onFrame(FrameType.DELTA_SYNC, head, 0, head.capacity(), collect);
        reader.onFrame(FrameType.UPDATE_ENTITY_QUANTIZED, body, offset, length, collect);
        return unknown.toString();
    }

    /** The bot has heard nothing of the world for so long, and still hears nothing. */
    void onSilent(long gapNs) {
        violations.add(
                Violation.WORLD_SILENT,
                () ->
                        "bot %d: in the world, and no snapshot for %.1f s"
                                .formatted(bot.number(), gapNs / (double) NS_PER_SECOND));
    }

    /** A datagram held a snapshot; the server numbers datagrams and ticks in the same order. */
    void onTick(long sequence, long tick) {
        if (sequence <= newestSequence) {
            return;
        }
        long before = newestSequenceTick;
        if (tick < before) {
            violations.add(
                    Violation.TICK_WENT_BACK,
                    () ->
                            "bot %d: tick %d in datagram %d, after tick %d in datagram %d"
                                    .formatted(
                                            bot.number(), tick, sequence, before, newestSequence));
        }
        newestSequence = sequence;
        newestSequenceTick = tick;
    }

    /** The bot is in the world. */
    void onEntered(int entity, int rateHz, long lastInput, double x, double y, long nowNs) {
        tickRateHz = rateHz;
        onOwnHeard(lastInput, x, y, nowNs);
        int other = census.enter(entity, bot.number());
        if (other != Census.NOBODY) {
            violations.add(
                    Violation.DUPLICATE_ENTITY,
                    () ->
                            "bots %d and %d both are entity %d"
                                    .formatted(bot.number(), other, entity));
        }
    }

    /** The server named the own entity again. */
    void onNamedAgain(int ownEntity, int named) {
        if (ownEntity != named) {
            violations.add(
                    Violation.WRONG_OWN_ENTITY,
                    () ->
                            "bot %d is entity %d and was told to be %d"
                                    .formatted(bot.number(), ownEntity, named));
        }
    }

    /** The own entity was told of, when the bot was predicted here. */
    void onOwnHeard(long lastInput, double predictedX, double predictedY, long nowNs) {
        ownHeardNs = nowNs;
        snapshotNs = nowNs;
        ownHeardInput = lastInput;
        ownHeardX = predictedX;
        ownHeardY = predictedY;
    }

    /** The newest snapshot said nothing about the own position. */
    void onOwnNotHeard(long lastInput, OwnPrediction prediction, boolean inPicture, long nowNs) {
        if (nowNs - snapshotNs > OWN_SILENT_NS) {
            ownHeardNs = nowNs;
        }
        snapshotNs = nowNs;
        double moved = Math.hypot(prediction.x() - ownHeardX, prediction.y() - ownHeardY);
        if (inPicture && moved < MOVED) {
            onOwnHeard(lastInput, prediction.x(), prediction.y(), nowNs);
        } else if (nowNs - ownHeardNs > OWN_SILENT_NS && lastInput > ownHeardInput) {
            violations.add(
                    Violation.OWN_POSITION_DISAGREES,
                    () ->
                            "bot %d: %d inputs processed in %.1f s without a word about its own position"
                                    .formatted(
                                            bot.number(),
                                            lastInput - ownHeardInput,
                                            (nowNs - ownHeardNs) / (double) NS_PER_SECOND));
            onOwnHeard(lastInput, prediction.x(), prediction.y(), nowNs);
        }
    }

    /** After correction, the prediction is this far from the server's word. */
    void onOwnDistance(
            double distance, double tolerance, OwnPrediction prediction, ReplicatedWorld world) {
        if (distance > tolerance) {
            violations.add(
                    Violation.OWN_POSITION_DISAGREES,
                    () ->
                            "bot %d: %.2f units from the server's position after input %d of %d at tick %d of the source since %d, when it was off by %.2f and corrected %d times"
                                    .formatted(
                                            bot.number(),
                                            distance,
                                            world.datagramInput(),
                                            prediction.newestInput(),
                                            world.datagramTick(),
                                            world.since(),
                                            prediction.lastError(),
                                            prediction.corrections()));
        }
    }

    /**
     * Looks for entities that should have gone; about once a second. The time before the source
     * began does not count: until then a cell was dead.
     */
    void sweep(ReplicatedWorld world, long nowNs) {
        long limit = SILENT_NS / NS_PER_SECOND * tickRateHz;
        boolean anyGone = census.anyGone();
        for (int slot = 0; slot < world.limit(); slot++) {
            if (!world.isLive(slot)) {
                continue;
            }
            int entity = world.id(slot);
            long silent = world.newestTick() - Math.max(world.recordTick(slot), world.since());
            boolean left = anyGone && census.goneForNs(entity, nowNs) > SILENT_NS;
            if ((left || silent > limit) && reportedStale.add(entity)) {
                onStale(world, slot, left);
            }
        }
    }

    private void onStale(ReplicatedWorld world, int slot, boolean left) {
        long motion = world.word(slot, EntityRow.MOTION);
        boolean stands = EntityRow.velocityX(motion) == 0 && EntityRow.velocityY(motion) == 0;
        violations.add(
                Violation.ENTITY_NEVER_GONE,
                () ->
                        "bot %d: entity %d, %d ticks after its last record, in which it %s %.0f units away%s"
                                .formatted(
                                        bot.number(),
                                        world.id(slot),
                                        world.newestTick() - world.recordTick(slot),
                                        stands ? "stood" : "moved",
                                        Math.hypot(
                                                world.x(slot) - ownHeardX,
                                                world.y(slot) - ownHeardY),
                                        left ? ", a bot that left" : ""));
    }
}
