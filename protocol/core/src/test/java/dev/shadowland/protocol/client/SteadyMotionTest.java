package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.motion.MoveRules;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.List;

/** What drawing and predicting cost the heap. */
class SteadyMotionTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ENTITIES = 50;
    private static final int OWN = 1;

    private final MotionSettings settings = MotionSettings.DEFAULT;
    private final ReplicatedWorld world = new ReplicatedWorld(TestRow.QUANTIZER, settings);
    private final RenderedWorld rendered = new RenderedWorld(world, settings, 60);
    private final OwnPrediction prediction =
            new OwnPrediction(
                    new MoveRules(MovementStep.MAX_SPEED, -1e6, -1e6, 1e6, 1e6, 0, 1e4, List.of()),
                    0,
                    0,
                    0,
                    0);
    private final OwnView view = new OwnView(prediction, settings);
    private final RenderOrigin origin = new RenderOrigin();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4_096]);
    private final WireWriter writer = new WireWriter();
    private final SnapshotWriter snapshot = new SnapshotWriter();
    private final FrameReader frames = new FrameReader();
    private long tick = 1_000;
    private double sum;
    private double errors;

    /** Walks, silences, late states, corrections, removals and creates. */
    @Test
    void shouldAllocateNothingInSteadyMotion() {
        run(3_000);
        long allocated = Long.MAX_VALUE;
        // A compiler thread may still swap code in the first round.
        for (int round = 0; round < 5 && allocated != 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            run(3_000);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).isZero();
        assertThat(prediction.corrections()).isPositive();
        assertThat(errors).isPositive();
        assertThat(sum).isNotZero();
    }

    private void run(int ticks) {
        for (int i = 0; i < ticks; i++) {
            tick++;
            prediction.step(InputCommand.of((int) (tick / 50 % 100), 100, 9, 0, 1));
            if (tick % 3 == 0 && tick % 300 > 40) {
                prediction.seal();
                receive(tick - (tick % 7 == 0 ? 5 : 0));
            }
            draw();
        }
    }

    private void receive(long shown) {
        writer.wrap(buffer, 0, buffer.capacity());
        snapshot.begin(writer, shown, 0, prediction.newestInput(), 0);
        boolean isCreate = shown % 900 / 3 == 150;
        for (int id = OWN; id <= ENTITIES; id++) {
            double x = id == OWN && shown % 50 != 0 ? prediction.x() : shown * id % 3_000;
            double y = id == OWN ? prediction.y() : id;
            record(isCreate, id, x, y);
        }
        if (shown % 900 == 600) {
            snapshot.remove(ENTITIES);
        }
        snapshot.end();
        world.beginDatagram();
        frames.wrap(buffer, 0, writer.length());
        while (frames.next()) {
            world.onFrame(frames.type(), buffer, frames.bodyOffset(), frames.bodyLength());
        }
        rendered.onDatagram(Screen.ns((double) shown) + 1_000_000);
        prediction.onSnapshot(world, OWN);
    }

    private void record(boolean isCreate, int id, double x, double y) {
        int quadrantX = TestRow.QUANTIZER.quadrant(x);
        int quadrantY = TestRow.QUANTIZER.quadrant(y);
        int offsetX = TestRow.QUANTIZER.offset(x, quadrantX);
        int offsetY = TestRow.QUANTIZER.offset(y, quadrantY);
        long place = EntityRow.place(offsetX, offsetY, 0, (int) tick & 0xFFFF);
        long rest = EntityRow.rest(0, quadrantX, quadrantY);
        long tilt = id % 2 == 0 ? EntityRow.tilt((int) tick * 90, (int) tick * 70) : 0;
        if (isCreate) {
            snapshot.create(EntityRow.identity(id, 1, 9, 9), place, id, rest, tilt);
        } else {
            int mask = Field.POSITION | Field.QUADRANT | Field.ROTATION | Field.VELOCITY;
            mask |= Field.TILT & EntityRow.fields(tilt);
            snapshot.update(mask, EntityRow.identity(id, 1, 9, 9), place, id, rest, tilt);
        }
    }

    private void draw() {
        long nowNs = Screen.ns(tick + 0.5);
        rendered.frame(nowNs);
        view.frame(nowNs);
        origin.follow(view.x(), view.y());
        for (int slot = 0; slot < world.limit(); slot++) {
            if (rendered.show(slot)) {
                sum += origin.localX(rendered.x()) + origin.localY(rendered.y());
                errors += rendered.error();
                sum += rendered.pitchDegrees() + rendered.rollDegrees();
                sum += rendered.yawDegrees() + rendered.health() + rendered.flags();
            }
        }
    }
}
