package dev.shadowland.protocol.client;

import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.message.Water;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MoveRules;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.motion.PlayerMotion;
import dev.shadowland.protocol.weather.Weather;
import dev.shadowland.protocol.weather.WeatherReport;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A player and its server with weather between: the client steps at 60 Hz and sends at 20 Hz, the
 * server applies each input whole in the tick that finds it and tells the player where it is. One
 * seed, one run.
 */
final class PredictionSimulation {
    private static final MapGeometry MAP = MapGeometry.DEFAULT;
    private static final MoveRules RULES = MoveRules.of(MAP, MovementStep.MAX_SPEED, waters());
    private static final int OWN = 7;
    private static final long MS = 1_000_000;
    private static final int REFRESH_TICKS = 300;

    /** Two strips along each line on which players begin. */
    private static List<Water> waters() {
        List<Water> waters = new ArrayList<>();
        for (int row = -3; row <= 3; row++) {
            int y = row * 102_400;
            waters.add(new Water(-400_000, y - 100, 400_000, y + 40));
            waters.add(new Water(-409_600, y + 90, 400_000, y + 400));
        }
        return waters;
    }

    final OwnPrediction prediction;
    final OwnView view;
    final ReplicatedWorld world = new ReplicatedWorld(TestRow.QUANTIZER);
    private final SplittableRandom random;
    private final Weather up;
    private final Weather down;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_200]);
    private final WireWriter writer = new WireWriter();
    private final FrameReader frames = new FrameReader();
    private final InputFrame inputs = new InputFrame();
    private TestReplicator replicator = new TestReplicator();

    final PlayerMotion server = new PlayerMotion();

    /** Highest that the server had the player. */
    double highest;

    /** Inputs that the server never got, for others came first or it was told to leave them. */
    long missed;

    /** One input in so many is not applied; 0 for none. */
    int refusedOneIn;

    /** The server puts the player elsewhere once in so many ticks; 0 for never. */
    int movedOneIn;

    boolean walks = true;
    private long lastInput;
    private long tick;
    private long intent = InputCommand.of(0, 0, 0, 0, 1);

    /** Of each fifth seed what the wire has of ticks begins anew after five seconds. */
    PredictionSimulation(WeatherReport weather, long seed) {
        tick = seed % 5 == 0 ? (1L << Integer.SIZE) - 300 : 5_000;
        random = new SplittableRandom(seed);
        up = new Weather(weather, random.nextLong());
        down = new Weather(weather, random.nextLong());
        server.set(
                random.nextBoolean() ? MAP.minX() + 300 : random.nextDouble(-400_000, 400_000),
                random.nextInt(-3, 4) * 102_400 + random.nextDouble(-200, 200),
                seed % 3 == 0 ? random.nextDouble(500) : 0,
                0);
        prediction = new OwnPrediction(RULES, server.x, server.y, server.z, 0);
        view = new OwnView(prediction, MotionSettings.DEFAULT);
    }

    void run(int ticks, Runnable eachTick) {
        for (int i = 0; i < ticks; i++) {
            tick++;
            long nowNs = tick * 16 * MS;
            server(nowNs);
            client(nowNs);
            view.frame(nowNs);
            eachTick.run();
        }
    }

    private void client(long nowNs) {
        down.poll(nowNs, (datagram, _, length) -> onSnapshot(datagram, length, nowNs));
        if (random.nextInt(20) == 0) {
            int moveX = random.nextInt(-127, 128);
            int buttons = random.nextInt(4) == 0 ? InputCommand.JUMP : 0;
            int moveY = random.nextInt(-127, 128);
            intent = InputCommand.of(moveX, moveY, random.nextInt(9), buttons, 1);
        }
        prediction.step(walks ? intent : InputCommand.of(0, 0, 0, 0, 1));
        if (tick % 3 == 0) {
            prediction.seal();
            writer.wrap(buffer, 0, buffer.capacity());
            if (prediction.write(writer)) {
                up.offer(nowNs, buffer, 0, writer.length());
            }
        }
    }

    private void onSnapshot(MutableDirectBuffer datagram, int length, long nowNs) {
        world.beginDatagram();
        frames.wrap(datagram, 0, length);
        while (frames.next()) {
            world.onFrame(frames.type(), datagram, frames.bodyOffset(), frames.bodyLength());
        }
        prediction.onSnapshot(world, OWN);
        UnsafeBuffer acked = new UnsafeBuffer(new byte[1 + Long.BYTES]);
        acked.putLong(1, world.datagramTick());
        up.offer(nowNs, acked, 0, acked.capacity());
    }

    private void server(long nowNs) {
        up.poll(nowNs, this::onUp);
        if (movedOneIn > 0 && random.nextInt(movedOneIn) == 0) {
            server.x += random.nextDouble(-200, 200);
            server.y += random.nextDouble(-2_000, 2_000);
            server.z += random.nextInt(3) == 0 ? random.nextDouble(300) : 0;
        }
        TreeMap<Integer, long[]> rows = new TreeMap<>();
        rows.put(OWN, TestRow.of(OWN, server.x, server.y, server.z, 0, 0, server.rise, 0));
        if (tick % REFRESH_TICKS == 0) {
            replicator = new TestReplicator();
        }
        writer.wrap(buffer, 0, buffer.capacity());
        replicator.write(writer, tick, lastInput, rows, _ -> true);
        down.offer(nowNs, buffer, 0, writer.length());
    }

    private void onUp(MutableDirectBuffer datagram, int offset, int length) {
        if (datagram.getByte(offset) == 0 && length == 1 + Long.BYTES) {
            replicator.onAcked(datagram.getLong(offset + 1));
            return;
        }
        if (!inputs.read(datagram, offset, length)) {
            throw new AssertionError("an input frame that does not read");
        }
        for (int i = 0; i < inputs.count(); i++) {
            if (inputs.number(i) > lastInput) {
                missed += inputs.number(i) - lastInput - 1;
                lastInput = inputs.number(i);
                apply(inputs.input(i));
            }
        }
    }

    private void apply(long input) {
        if (refusedOneIn > 0 && random.nextInt(refusedOneIn) == 0) {
            missed++;
            return;
        }
        MovementStep.move(server, input, InputCommand.steps(input), RULES);
        highest = Math.max(highest, server.z);
    }

    /** Distance between what the client predicts and where the server has it. */
    double error() {
        return Math.hypot(prediction.x() - server.x, prediction.y() - server.y);
    }

    /** Difference between the heights that the client predicts and the server has. */
    double errorOfHeight() {
        return Math.abs(prediction.z() - server.z);
    }
}
