package dev.shadowland.protocol.client;

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
 * Walkers at a server, the weather, and a client that draws them: in steps of a millisecond, with
 * clocks that share no origin. One seed, one run.
 */
final class MotionSimulation {
    /** Of each fifth seed: what the wire has of ticks begins anew after five seconds. */
    private static final long BEFORE_WRAP = (1L << Integer.SIZE) - 300;

    private static final long USUAL_TICK = 1_000_000;
    private static final long MS = 1_000_000;

    final ReplicatedWorld world;
    final RenderedWorld rendered;
    final List<Walker> walkers = new ArrayList<>();
    final SplittableRandom random;
    private final TestReplicator replicator = new TestReplicator();
    private final Weather down;
    private final Weather up;
    private final WireWriter writer = new WireWriter();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8_192]);
    private final FrameReader frames = new FrameReader();
    private final long clientOriginNs;
    private final int mostTicks;
    private final long seed;

    /** Milliseconds between frames; the client reads its socket at each millisecond. */
    int frameMs = 16;

    /** Milliseconds of silence that come now and then; what was sent then arrives after them. */
    int outageMs;

    private final long firstTick;
    private long tick;
    private long elapsedMs;
    private long outageUntilMs;

    /** Looks at the world after a frame was begun. */
    @FunctionalInterface
    interface Frame {
        void onFrame();
    }

    MotionSimulation(WeatherReport weather, long seed, int seconds) {
        this.seed = seed;
        firstTick = seed % 5 == 0 ? BEFORE_WRAP : USUAL_TICK;
        tick = firstTick;
        random = new SplittableRandom(seed);
        clientOriginNs = random.nextLong(1L << 50);
        mostTicks = seconds * 60 + 10;
        down = new Weather(weather, random.nextLong());
        up = new Weather(weather, random.nextLong());
        world = new ReplicatedWorld(TestRow.QUANTIZER, MotionSettings.DEFAULT);
        rendered = new RenderedWorld(world, MotionSettings.DEFAULT, 60);
    }

    Walker walker(int period, int stepsAtOnce) {
        int id = walkers.size() + 1;
        Walker walker = new Walker(id, period, stepsAtOnce, firstTick, mostTicks, seed);
        walkers.add(walker);
        return walker;
    }

    /** The server's present tick. */
    long tick() {
        return tick;
    }

    void run(double seconds, Frame frame) {
        long untilMs = elapsedMs + (long) (seconds * 1_000);
        for (; elapsedMs < untilMs; elapsedMs++) {
            long nowNs = clientOriginNs + elapsedMs * MS;
            while ((tick - firstTick) * 1_000 < elapsedMs * 60) {
                tick++;
                send(nowNs);
            }
            if (elapsedMs >= outageUntilMs) {
                up.poll(nowNs, (acked, offset, _) -> replicator.onAcked(acked.getLong(offset)));
                down.poll(nowNs, (datagram, offset, length) -> receive(datagram, length, nowNs));
                boolean begins = outageMs > 0 && random.nextInt(3_000) == 0;
                outageUntilMs = begins ? elapsedMs + random.nextInt(outageMs) : outageUntilMs;
            }
            if (elapsedMs % frameMs == 0) {
                rendered.frame(nowNs);
                frame.onFrame();
            }
        }
    }

    private void send(long nowNs) {
        TreeMap<Integer, long[]> rows = new TreeMap<>();
        for (Walker walker : walkers) {
            rows.put(walker.id, walker.walk(tick));
        }
        writer.wrap(buffer, 0, buffer.capacity());
        replicator.write(
                writer, tick, 0, rows, id -> (tick + id) % walkers.get(id - 1).period == 0);
        down.offer(nowNs, buffer, 0, writer.length());
    }

    private void receive(MutableDirectBuffer datagram, int length, long nowNs) {
        world.beginDatagram();
        frames.wrap(datagram, 0, length);
        while (frames.next()) {
            world.onFrame(frames.type(), datagram, frames.bodyOffset(), frames.bodyLength());
        }
        rendered.onDatagram(nowNs);
        UnsafeBuffer acked = new UnsafeBuffer(new byte[Long.BYTES]);
        acked.putLong(0, world.datagramTick());
        up.offer(nowNs, acked, 0, Long.BYTES);
    }

    /** Turns to a walker; whether it is shown. */
    boolean show(Walker walker) {
        int slot = world.slotOf(walker.id);
        return slot != ReplicatedWorld.NO_SLOT && rendered.show(slot);
    }

    /** How far the walker that was turned to is shown from where it was. */
    double deviation(Walker walker) {
        return Math.hypot(
                rendered.x() - walker.x(rendered.ticks()),
                rendered.y() - walker.y(rendered.ticks()));
    }

    /** How far it is shown turned from how it was, in steps: the worse of pitch and roll. */
    double tumbleDeviation(Walker walker) {
        double pitch = rendered.pitchDegrees() * 65_536 / 360;
        double roll = rendered.rollDegrees() * 65_536 / 360;
        return Math.max(
                Math.abs(MotionPath.shorterTurn(pitch, walker.pitch(rendered.ticks()))),
                Math.abs(MotionPath.shorterTurn(roll, walker.roll(rendered.ticks()))));
    }
}
