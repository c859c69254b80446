package dev.shadowland.benchmarks.world;

import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.protocol.client.ReplicationCounters;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.PositionQuantizer;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A few of the viewers, evenly picked, whose snapshots are read by the client's own code. {@link
 * #take} is for the threads of a tick, each sample's for one; all else is the driver's, between
 * ticks.
 */
final class SampledViewers {
    private static final int WANTED = 64;
    private static final int POSITION = Integer.numberOfTrailingZeros(Field.POSITION);

    /** No snapshot is longer. */
    private static final int DATAGRAM_BYTES = 1_200;

    private final int[] entities;
    private final ReplicatedWorld[] worlds;
    private final UnsafeBuffer[] datagrams;
    private final int[] lengths;
    private final FrameReader frames = new FrameReader();

    /** Marks those sessions that are picked; {@code entityOf} gives the entity of each session. */
    SampledViewers(Sessions sessions, int[] entityOf) {
        int count = Math.min(WANTED, sessions.count());
        entities = new int[count];
        worlds = new ReplicatedWorld[count];
        datagrams = new UnsafeBuffer[count];
        lengths = new int[count];
        for (int i = 0; i < count; i++) {
            int session = (int) ((long) i * sessions.count() / count);
            sessions.words()[session * Sessions.WORDS + Sessions.SAMPLE] = i;
            entities[i] = entityOf[session];
            worlds[i] =
                    new ReplicatedWorld(
                            new PositionQuantizer(CellNode.MAP.cellSize(), CellNode.MAP.minZ()));
            datagrams[i] = new UnsafeBuffer(new byte[DATAGRAM_BYTES]);
        }
    }

    /** The frames of a sample's snapshot that arrived. */
    void take(int sample, DirectBuffer buffer, int offset, int length) {
        datagrams[sample].putBytes(0, buffer, offset, length);
        lengths[sample] = length;
    }

    /** The clients take what came. */
    void decode() {
        for (int i = 0; i < worlds.length; i++) {
            if (lengths[i] > 0) {
                decode(worlds[i], datagrams[i], lengths[i]);
                lengths[i] = 0;
            }
        }
    }

    private void decode(ReplicatedWorld world, UnsafeBuffer datagram, int length) {
        world.beginDatagram();
        frames.wrap(datagram, 0, length);
        while (frames.next()) {
            world.onFrame(frames.type(), datagram, frames.bodyOffset(), frames.bodyLength());
        }
    }

    /**
     * Counts, for every entity that a sample holds but itself, how long its position will have been
     * another than the one held when the tick {@code next} runs, and how long ago the sample will
     * have been told of it.
     */
    void measureAges(long next, Truth truth, Ages updates, Ages records) {
        for (int i = 0; i < worlds.length; i++) {
            ReplicatedWorld world = worlds[i];
            for (int slot = 0; slot < world.limit(); slot++) {
                int entity = world.id(slot);
                if (world.isLive(slot) && entity != entities[i]) {
                    Ring ring = Ring.ofSquare(truth.distanceSquare(entities[i], entity));
                    long place = world.word(slot, EntityRow.PLACE);
                    updates.add(ring, truth.staleTicks(entity, place, toldTick(world, slot), next));
                    records.add(ring, next - world.recordTick(slot));
                }
            }
        }
    }

    /** When the sample was last told of a place; after a change of owner, of anything. */
    private static long toldTick(ReplicatedWorld world, int slot) {
        long tick = world.fieldTick(slot, POSITION);
        return tick == ReplicatedWorld.NO_TICK ? world.recordTick(slot) : tick;
    }

    /** Records in the snapshots that were read so far. */
    long records() {
        long sum = 0;
        for (ReplicatedWorld world : worlds) {
            ReplicationCounters counters = world.counters();
            sum += counters.creates() + counters.updates() + counters.removes();
        }
        return sum;
    }

    /** Snapshots that were read so far. */
    long snapshots() {
        long sum = 0;
        for (ReplicatedWorld world : worlds) {
            sum += world.counters().snapshots();
        }
        return sum;
    }

    /**
     * Entities that a sample holds otherwise than the cells have them, or does not hold although
     * they are within {@code mustSee} units.
     */
    long disagreements(Truth truth, int players, double mustSee) {
        long sum = 0;
        for (int i = 0; i < worlds.length; i++) {
            for (int entity = 1; entity <= players; entity++) {
                int slot = worlds[i].slotOf(entity);
                boolean missing =
                        slot == ReplicatedWorld.NO_SLOT
                                && truth.distanceSquare(entities[i], entity) < mustSee * mustSee;
                boolean wrong =
                        slot != ReplicatedWorld.NO_SLOT && !agrees(worlds[i], slot, truth, entity);
                sum += missing || wrong ? 1 : 0;
            }
        }
        return sum;
    }

    private static boolean agrees(ReplicatedWorld world, int slot, Truth truth, int entity) {
        return agrees(world, slot, truth, entity, EntityRow.PLACE)
                && agrees(world, slot, truth, entity, EntityRow.MOTION)
                && agrees(world, slot, truth, entity, EntityRow.REST);
    }

    private static boolean agrees(
            ReplicatedWorld world, int slot, Truth truth, int entity, int word) {
        return world.word(slot, word) == truth.word(entity, word);
    }
}
