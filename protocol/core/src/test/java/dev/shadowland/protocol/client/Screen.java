package dev.shadowland.protocol.client;

import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * A client that is drawn: its world, and snapshots written by hand that reach it without delay,
 * unless told otherwise. Time is in ticks of 1/60 s.
 */
final class Screen {
    static final double DELAY_TICKS = 6;
    private static final long ROUNDING_NS = 2;

    final ReplicatedWorld world;
    final RenderedWorld rendered;

    /** By which snapshots reach it late. */
    int lateTicks;

    /** Names who tells of the world. */
    long source;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_200]);
    private final WireWriter writer = new WireWriter();
    private final SnapshotWriter snapshot = new SnapshotWriter();
    private final FrameReader frames = new FrameReader();

    Screen() {
        this(MotionSettings.DEFAULT);
    }

    Screen(MotionSettings settings) {
        world = new ReplicatedWorld(TestRow.QUANTIZER, settings);
        rendered = new RenderedWorld(world, settings, 60);
    }

    static long ns(double ticks) {
        return Math.round(ticks * 1e9 / 60);
    }

    /** The own entity after an input. */
    void acknowledge(long tick, long input, long... row) {
        begin(tick, input);
        snapshot.create(row[0], row[1], row[2], row[3], row[4]);
        receive(tick);
    }

    void create(long tick, long... row) {
        begin(tick);
        snapshot.create(row[0], row[1], row[2], row[3], row[4]);
        receive(tick);
    }

    void update(long tick, int mask, long... row) {
        begin(tick);
        snapshot.update(mask, row[0], row[1], row[2], row[3], row[4]);
        receive(tick);
    }

    /** Position with quadrant, velocity and yaw. */
    void walk(long tick, long... row) {
        update(tick, Field.POSITION | Field.QUADRANT | Field.VELOCITY | Field.ROTATION, row);
    }

    void remove(long tick, int id) {
        begin(tick);
        snapshot.remove(id);
        receive(tick);
    }

    /** A snapshot without records. */
    void silence(long tick) {
        begin(tick);
        receive(tick);
    }

    private void begin(long tick) {
        begin(tick, 0);
    }

    private void begin(long tick, long lastInput) {
        writer.wrap(buffer, 0, buffer.capacity());
        snapshot.begin(writer, tick, source, lastInput, 0);
    }

    private void receive(long tick) {
        snapshot.end();
        world.beginDatagram();
        frames.wrap(buffer, 0, writer.length());
        while (frames.next()) {
            world.onFrame(frames.type(), buffer, frames.bodyOffset(), frames.bodyLength());
        }
        rendered.onDatagram(ns((double) tick + lateTicks));
    }

    /** Draws a frame that shows the tick. */
    void draw(double shownTick) {
        rendered.frame(ns(shownTick + DELAY_TICKS) + ROUNDING_NS);
    }

    /** Draws a frame that shows the tick and turns to the entity; whether it is there. */
    boolean show(double shownTick, int id) {
        draw(shownTick);
        return rendered.show(slot(id));
    }

    /** Slot of an entity or of what is left of it. */
    int slot(int id) {
        for (int slot = 0; slot < world.limit(); slot++) {
            if (world.id(slot) == id) {
                return slot;
            }
        }
        throw new AssertionError("no entity " + id);
    }
}
