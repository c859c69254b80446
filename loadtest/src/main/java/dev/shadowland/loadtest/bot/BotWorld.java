package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.client.MotionSettings;
import dev.shadowland.protocol.client.OwnPrediction;
import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.protocol.connection.PeerConnection;
import dev.shadowland.protocol.message.WorldEntered;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MoveRules;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotOutcome;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

import java.util.SplittableRandom;

/**
 * A bot's world for the time of one connection: the picture it keeps, its own entity's prediction,
 * the inputs it sends, and what it measures and checks by them. The picture is kept from the first
 * snapshot on, which may overtake WorldEntered: its datagram is acknowledged all the same and will
 * not be repeated. Owned by the bot's thread.
 */
final class BotWorld {
    /** Between two inputs: 20 a second. */
    static final long INPUT_INTERVAL_NS = 50_000_000;

    private static final long LATEST_NS = 100_000_000;
    private static final long SWEEP_INTERVAL_NS = 1_000_000_000;
    private static final int MOST_REPLAYED = 64;
    private static final int POSITION = Integer.numberOfTrailingZeros(Field.POSITION);
    private static final double HALF_DIAGONAL = Math.sqrt(0.5);
    private static final double ROUNDING = 1;

    private final BotIdentity bot;
    private final BotMeters meters;
    private final WorldChecks checks;
    private final BotCommands commands;
    private MapGeometry map;
    private PositionQuantizer quantizer;
    private ReplicatedWorld world;
    private @Nullable Own own;
    private long sequence;
    private long inputBefore;
    private long nextSweepNs;

    /** The bot's own entity, from WorldEntered on. */
    private static final class Own {
        final int entity;
        final OwnPrediction prediction;
        final SentInputs inputs;
        final OpenInputs open;
        final SnapshotGaps gaps;
        final Behaviour behaviour;
        long nextInputNs;
        long cell;

        Own(
                WorldEntered entered,
                MapGeometry map,
                BotIdentity bot,
                OpenInputs open,
                SnapshotGaps gaps,
                long nowNs) {
            this.open = open;
            this.gaps = gaps;
            entity = entered.entity();
            MoveRules rules = MoveRules.of(map, entered.maxSpeed(), entered.waters());
            prediction =
                    new OwnPrediction(
                            rules,
                            entered.x(),
                            entered.y(),
                            entered.z(),
                            entered.lastInput(),
                            MotionSettings.BOT);
            inputs = new SentInputs(rules);
            behaviour =
                    bot.behaviour()
                            .at(map, entered.x(), entered.y(), new SplittableRandom(bot.seed()));
            nextInputNs = nowNs;
            cell = map.cellAt(entered.x(), entered.y());
        }
    }

    /** An empty world, expected to be this map. */
    BotWorld(BotIdentity bot, MapGeometry expected, BotMeters meters) {
        this.bot = bot;
        this.meters = meters;
        checks = new WorldChecks(bot, meters);
        commands = new BotCommands(bot.number(), checks, meters);
        map = expected;
        quantizer = new PositionQuantizer(expected.cellSize(), expected.minZ());
        world = new ReplicatedWorld(quantizer);
    }

    /** The checks of this connection. */
    WorldChecks checks() {
        return checks;
    }

    /** The picture. */
    ReplicatedWorld picture() {
        return world;
    }

    /** The prediction, null before WorldEntered. */
    @Nullable OwnPrediction prediction() {
        return own == null ? null : own.prediction;
    }

    /** The own entity, 0 before WorldEntered. */
    int ownEntity() {
        return own == null ? 0 : own.entity;
    }

    /** Takes WorldEntered, first or repeated. */
    void onEntered(WorldEntered entered, long nowNs) {
        if (own != null) {
            checks.onNamedAgain(own.entity, entered.entity());
            return;
        }
        MapGeometry told = geometry(entered);
        if (told.cellSize() != map.cellSize() || told.minZ() != map.minZ()) {
            quantizer = new PositionQuantizer(told.cellSize(), told.minZ());
            world = new ReplicatedWorld(quantizer);
        }
        map = told;
        OpenInputs open = new OpenInputs(entered.lastInput(), meters.inputToSnapshot());
        own = new Own(entered, map, bot, open, new SnapshotGaps(checks, meters, nowNs), nowNs);
        nextSweepNs = nowNs + SWEEP_INTERVAL_NS;
        checks.onEntered(
                entered.entity(),
                entered.tickRateHz(),
                entered.lastInput(),
                entered.x(),
                entered.y(),
                nowNs);
    }

    private static MapGeometry geometry(WorldEntered entered) {
        double cell = entered.quadrantSize();
        return new MapGeometry(
                entered.map(),
                entered.minX(),
                entered.minY(),
                entered.minZ(),
                cell,
                Math.max(1, (int) Math.round(entered.sizeX() / cell)),
                Math.max(1, (int) Math.round(entered.sizeY() / cell)),
                entered.sizeZ());
    }

    /** Call before the frames of each datagram. */
    void beginDatagram(long datagramSequence) {
        world.beginDatagram();
        sequence = datagramSequence;
        inputBefore = world.lastInput();
    }

    /** Takes a frame that belongs to the world; false when it is malformed. */
    boolean onFrame(int type, DirectBuffer buffer, int offset, int length) {
        if (type == FrameType.WORLD_EVENT) {
            return commands.onEvent(buffer, offset, length);
        }
        long unknownBefore = world.counters().updatesForUnknown();
        SnapshotOutcome outcome = world.onFrame(type, buffer, offset, length);
        checks.onFrame(outcome, type, length);
        long unknown = world.counters().updatesForUnknown() - unknownBefore;
        if (unknown > 0) {
            checks.onUnknownUpdates(unknown, world, buffer, offset, length);
        }
        return outcome != SnapshotOutcome.MALFORMED;
    }

    /** Call after the frames of each datagram. */
    void endDatagram(@Nullable DropReason dropped, long nowNs) {
        if (dropped != null) {
            checks.onDropped(dropped);
        }
        if (world.datagramTick() == ReplicatedWorld.NO_TICK) {
            return;
        }
        meters.count(BotCount.SNAPSHOTS);
        commands.onSnapshot(world, nowNs);
        checks.onTick(sequence, world.datagramTick());
        Own mine = own;
        if (mine == null) {
            return;
        }
        mine.gaps.onSnapshot(nowNs);
        mine.open.acknowledge(world.datagramInput(), nowNs);
        if (world.isNewest()) {
            onNewest(mine, nowNs);
        }
        if (nowNs - nextSweepNs >= 0) {
            nextSweepNs = nowNs + SWEEP_INTERVAL_NS;
            meters.onVisible(world.size());
            checks.sweep(world, nowNs);
        }
    }

    private void onNewest(Own mine, long nowNs) {
        if (mine.prediction.onSnapshot(world, mine.entity)) {
            meters.count(BotCount.CORRECTIONS);
        }
        int slot = world.slotOf(mine.entity);
        boolean heard =
                slot != ReplicatedWorld.NO_SLOT
                        && world.fieldTick(slot, POSITION) == world.datagramTick();
        if (!heard) {
            checks.onOwnNotHeard(
                    world.datagramInput(), mine.prediction, slot != ReplicatedWorld.NO_SLOT, nowNs);
            return;
        }
        checks.onOwnHeard(world.datagramInput(), mine.prediction.x(), mine.prediction.y(), nowNs);
        checkOwnPosition(mine, world.x(slot), world.y(slot));
        long cell = map.cellAt(world.x(slot), world.y(slot));
        if (cell != mine.cell) {
            mine.cell = cell;
            meters.onCrossing(bot.number());
        }
    }

    /**
     * Compares when the prediction did, which is when the snapshot acknowledges a further input:
     * now both must agree.
     */
    private void checkOwnPosition(Own mine, double x, double y) {
        boolean compared =
                world.datagramInput() > inputBefore && world.datagramInput() == world.lastInput();
        if (!compared || mine.prediction.newestInput() - world.datagramInput() > MOST_REPLAYED) {
            return;
        }
        double distance = mine.inputs.distance(x, y, world.datagramInput(), mine.prediction);
        checks.onOwnDistance(distance, tolerance(mine.prediction), mine.prediction, world);
    }

    /**
     * Quantization and a unit; once the prediction was corrected, its own tolerance too, for it
     * cannot know how far the server was into the next input.
     */
    private double tolerance(OwnPrediction prediction) {
        double exact = quantizer.step() * HALF_DIAGONAL + ROUNDING;
        return prediction.corrections() == 0 ? exact : exact + prediction.tolerance();
    }

    /** Time passes, whether or not anything comes. */
    void onTime(long nowNs) {
        if (own != null) {
            own.gaps.onTime(nowNs);
        }
    }

    /** What is still awaited counts as far as it was waited for. */
    void endWaiting(long nowNs) {
        if (own != null) {
            own.gaps.end(nowNs);
            own.open.end(nowNs);
        }
    }

    /** Whether a run that ends now leaves the bot in the world and without word of it. */
    boolean isSilent(long nowNs) {
        return own != null && own.gaps.isSilent(nowNs);
    }

    /** When the next input is due, {@link Long#MAX_VALUE} before WorldEntered. */
    long nextInputNs() {
        return own == null ? Long.MAX_VALUE : own.nextInputNs;
    }

    /** Commands that are due go into their channel. */
    void sendCommands(PeerConnection connection, long nowNs) {
        commands.sendDue(connection, nowNs);
    }

    /**
     * Makes the next input and writes the frame with it and those not yet processed. In the world
     * only.
     */
    void writeInput(WireWriter writer, long nowNs) {
        Own mine = own;
        if (mine == null) {
            throw new IllegalStateException("not in the world");
        }
        commands.writeReceipt(writer, nowNs);
        OwnPrediction prediction = mine.prediction;
        long input = mine.behaviour.next(prediction.x(), prediction.y());
        mine.inputs.add(prediction.add(input), input);
        mine.open.add(nowNs);
        meters.count(BotCount.INPUTS);
        int mark = FrameWriter.begin(writer, FrameType.SYNC_ENTITY_QUANTIZED);
        prediction.write(writer);
        FrameWriter.end(writer, mark);
        mine.nextInputNs = nextInput(mine.nextInputNs, nowNs);
    }

    /** A bot that is a little late catches up; one that is later leaves out what was due. */
    private long nextInput(long dueNs, long nowNs) {
        if (nowNs - dueNs <= LATEST_NS) {
            return dueNs + INPUT_INTERVAL_NS;
        }
        meters.count(BotCount.INPUTS_LEFT_OUT, (nowNs - dueNs) / INPUT_INTERVAL_NS);
        return nowNs + INPUT_INTERVAL_NS;
    }

    /** The connection is over; {@code serverKnowsNs} is when the server knows it at the latest. */
    void onLeft(long serverKnowsNs) {
        if (own != null) {
            meters.census().leave(own.entity, bot.number(), serverKnowsNs);
        }
    }
}
