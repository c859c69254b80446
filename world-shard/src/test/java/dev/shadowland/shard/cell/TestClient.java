package dev.shadowland.shard.cell;

import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.PlayerInputEncoder;
import dev.shadowland.protocol.backplane.codec.SnapshotDecoder;
import dev.shadowland.protocol.backplane.codec.ViewerReportEncoder;
import dev.shadowland.protocol.client.OwnPrediction;
import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MoveRules;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A client and the gateway session in front of it: route, acknowledgements, losses, inputs. */
final class TestClient {
    private static final int MOST_BUDGET = 2_400;

    final long session;
    final int entity;
    final ReplicatedWorld world;
    final OwnPrediction prediction;
    final Weather down;
    final Weather up;
    int budget = 1_100;

    /** Bytes per tick that fill the budget, at most {@link #MOST_BUDGET}; 0 for a steady one. */
    int budgetPerTick;

    /** Ticks after which the gateway takes a snapshot that was not acknowledged for lost. */
    int lostAfterTicks = 12;

    boolean gone;

    /** Two cells may hold it for a moment. */
    boolean contested;

    int moveX;
    int moveY;

    /** Buttons of its inputs. */
    int buttons;

    /** It makes no inputs, whatever happens to it. */
    boolean isSilent;

    int inputsPerSend = 1;

    /** Its inputs get lost, and nothing else does. */
    boolean losesInputs;

    /** It takes what it gets and says nothing of it. */
    boolean isMute;

    /** It looks elsewhere in each of its ticks, which makes inputs of one step. */
    boolean turns;

    /** Standing is told of as well, as a client of a person does it. */
    boolean tellsStanding;

    long longestGap;
    int largestSnapshot;
    int smallestBudget = Integer.MAX_VALUE;
    long snapshotBytes;
    long snapshots;
    final TestCommands commands;
    private final World server;
    private final FrameReader frames = new FrameReader();
    private final TreeMap<Long, Boolean> inFlight = new TreeMap<>();
    private final List<Long> acked = new ArrayList<>();
    private long cell;
    private long generation;
    private long lastSnapshotTick;

    TestClient(
            World server,
            long session,
            int entity,
            long cell,
            long generation,
            double x,
            double y,
            Weather down,
            Weather up) {
        this.server = server;
        this.commands = new TestCommands(this, server);
        this.session = session;
        this.entity = entity;
        this.cell = cell;
        this.generation = generation;
        this.down = down;
        this.up = up;
        this.lastSnapshotTick = server.tick;
        MapGeometry map = World.map(cell);
        this.world = new ReplicatedWorld(new PositionQuantizer(map.cellSize(), map.minZ()));
        MoveRules rules = MoveRules.of(map, server.limits.maxSpeed(), server.limits.waters());
        this.prediction = new OwnPrediction(rules, x, y, 0, 0);
    }

    /** The gateway got a snapshot for this session. */
    void onBackplaneSnapshot(SnapshotDecoder snapshot) {
        boolean isOfNewOwner = snapshot.cell() != cell; // sent so that there are reports to it
        if (snapshot.generation() >= generation) {
            generation = snapshot.generation();
            cell = snapshot.cell();
        }
        long tick = server.tick + (int) (snapshot.tick() - server.tick);
        snapshots++;
        longestGap = Math.max(longestGap, tick - lastSnapshotTick);
        lastSnapshotTick = tick;
        int length = snapshot.framesLength();
        largestSnapshot = Math.max(largestSnapshot, length);
        smallestBudget = isOfNewOwner ? smallestBudget : Math.min(smallestBudget, budget);
        snapshotBytes += length;
        budget -= budgetPerTick > 0 ? length : 0;
        byte[] bytes = new byte[length];
        snapshot.getFrames(bytes, 0, length);
        UnsafeBuffer datagram = new UnsafeBuffer(bytes);
        inFlight.put(tick, false);
        down.send(server.tick, () -> onDatagram(tick, datagram));
    }

    private void onDatagram(long tick, UnsafeBuffer datagram) {
        world.beginDatagram();
        frames.wrap(datagram, 0, datagram.capacity());
        while (frames.next()) {
            world.onFrame(frames.type(), datagram, frames.bodyOffset(), frames.bodyLength());
        }
        prediction.onSnapshot(world, entity);
        commands.onHead(world.lastCommand(), world.since());
        if (inFlight.containsKey(tick) && !isMute) {
            up.send(
                    server.tick,
                    () -> {
                        if (inFlight.remove(tick) != null) {
                            acked.add(tick);
                        }
                    });
        }
    }

    /** One tick of client and gateway. */
    void tick(long tick) {
        down.deliver(tick);
        up.deliver(tick);
        if (gone) {
            return;
        }
        if (tick % 3 == 0 && (hasInput() || prediction.pending() > 0)) {
            sendInputs();
        }
        commands.tick(tick);
        budget += Math.min(budgetPerTick, MOST_BUDGET - budget);
        report(tick);
    }

    /** The cell that the gateway takes for the owner. */
    long cell() {
        return cell;
    }

    /** Animation that it shows of an entity in its picture. */
    int animationOf(int entityShown) {
        return EntityRow.animation(wordOf(entityShown, EntityRow.MOTION));
    }

    /** Flags that it knows of an entity in its picture. */
    int flagsOf(int entityShown) {
        return EntityRow.flags(wordOf(entityShown, EntityRow.REST));
    }

    private long wordOf(int entityShown, int word) {
        return world.word(world.slotOf(entityShown), word);
    }

    private boolean hasInput() {
        boolean isActive = moveX != 0 || moveY != 0 || buttons != 0 || prediction.z() > 0;
        return (isActive || tellsStanding) && !isSilent;
    }

    private void sendInputs() {
        for (int i = 0; i < inputsPerSend && hasInput(); i++) {
            addInputs();
        }
        UnsafeBuffer frame = new UnsafeBuffer(new byte[256]);
        PlayerInputEncoder encoder = new PlayerInputEncoder();
        int bodyAt = MessageHeaderEncoder.ENCODED_LENGTH + PlayerInputEncoder.BLOCK_LENGTH + 4;
        WireWriter writer = new WireWriter().wrap(frame, bodyAt, InputFrame.MAX_SIZE);
        if (!prediction.write(writer)) {
            return;
        }
        if (losesInputs) {
            return;
        }
        int length = writer.length();
        up.send(
                server.tick,
                () -> {
                    encoder.wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                            .session(session)
                            .cell(cell)
                            .epoch(server.epoch(cell));
                    frame.putInt(bodyAt - 4, length, ByteOrder.LITTLE_ENDIAN);
                    server.toShard(cell, frame, bodyAt + length);
                });
    }

    private void addInputs() {
        int steps = turns ? 1 : 3;
        for (int done = 0; done < 3; done += steps) {
            prediction.add(InputCommand.of(moveX, moveY, 100 + done, buttons, steps));
        }
    }

    private void report(long tick) {
        List<Long> lost = new ArrayList<>();
        inFlight.keySet().removeIf(sent -> tick - sent > lostAfterTicks && lost.add(sent));
        UnsafeBuffer frame = new UnsafeBuffer(new byte[2_048]);
        ViewerReportEncoder encoder = new ViewerReportEncoder();
        encoder.wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
                .session(session)
                .cell(cell)
                .epoch(server.epoch(cell))
                .budgetBytes(Math.max(0, budget));
        byte[] ackedBytes = ticks(acked);
        byte[] lostBytes = ticks(lost);
        encoder.putAcked(ackedBytes, 0, ackedBytes.length).putLost(lostBytes, 0, lostBytes.length);
        acked.clear();
        server.toShard(cell, frame, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    private static byte[] ticks(List<Long> ticks) {
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[ticks.size() * 4]);
        for (int i = 0; i < ticks.size(); i++) {
            bytes.putInt(i * 4, (int) (long) ticks.get(i), ByteOrder.LITTLE_ENDIAN);
        }
        return bytes.byteArray() == null ? new byte[0] : bytes.byteArray();
    }
}
