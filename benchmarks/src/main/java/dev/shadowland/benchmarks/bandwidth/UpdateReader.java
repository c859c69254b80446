package dev.shadowland.benchmarks.bandwidth;

import dev.shadowland.benchmarks.trace.Recording;
import dev.shadowland.protocol.snapshot.EntityRecord;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotHandler;
import dev.shadowland.protocol.snapshot.SnapshotReader;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.VarInt;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the updates in a recording that carry a position of an entity that moves: one whose
 * velocity, as the viewer knows it, is not zero. One thread, one recording.
 */
final class UpdateReader implements SnapshotHandler {
    private static final int LEAST_QUADRANT_BYTES = 2;

    private final FrameReader frames = new FrameReader();
    private final SnapshotReader reader = new SnapshotReader();
    private final Map<Integer, Viewer> viewers = new HashMap<>();
    private final List<Update> moving = new ArrayList<>();
    private Viewer viewer = new Viewer();
    private double headShare;
    private double frameShare;
    private int previousId;
    private long updates;
    private int records;
    private boolean isCounting;

    /** What one bot knows. */
    private static final class Viewer {
        final Map<Integer, Known> entities = new HashMap<>();
        long firstTick = Long.MAX_VALUE;
        long lastTick = -1;
    }

    private static final class Known {
        boolean moves;
        int quadrantBytes = LEAST_QUADRANT_BYTES;
        long positionTick;
    }

    /** Reads all of it. */
    void read(Recording recording) {
        for (int i = 0; i < recording.size(); i++) {
            viewer = viewers.computeIfAbsent(recording.bot(i), _ -> new Viewer());
            datagram(recording.payload(i));
        }
    }

    /** What was looked for. */
    List<Update> moving() {
        return List.copyOf(moving);
    }

    /** All updates, those of what stands too. */
    long updates() {
        return updates;
    }

    int viewers() {
        return viewers.size();
    }

    /** Seconds of all viewers together. */
    double viewerSeconds() {
        return viewers.values().stream()
                .filter(each -> each.lastTick >= 0)
                .mapToDouble(each -> (each.lastTick - each.firstTick) / 60.0)
                .sum();
    }

    private void datagram(byte[] payload) {
        UnsafeBuffer buffer = new UnsafeBuffer(payload);
        records = 0;
        isCounting = true;
        walk(buffer, 0);
        isCounting = false;
        int counted = records;
        walk(buffer, counted);
    }

    /** Goes through the frames: once to count the records, once to look at them. */
    private void walk(UnsafeBuffer buffer, int counted) {
        reader.beginDatagram();
        frames.wrap(buffer, 0, buffer.capacity());
        int end = 0;
        while (frames.next()) {
            int frameBytes = frames.bodyOffset() - end;
            end = frames.bodyOffset() + frames.bodyLength();
            previousId = 0;
            if (frames.type() == FrameType.DELTA_SYNC) {
                headShare = (double) (frameBytes + frames.bodyLength()) / Math.max(1, counted);
            } else if (!isCounting && frames.type() == FrameType.UPDATE_ENTITY_QUANTIZED) {
                frameShare = frameBytes / (double) Math.max(1, count(buffer));
            }
            reader.onFrame(frames.type(), buffer, frames.bodyOffset(), frames.bodyLength(), this);
        }
    }

    /** Records of the present frame. */
    private int count(UnsafeBuffer buffer) {
        int before = records;
        isCounting = true;
        reader.onFrame(frames.type(), buffer, frames.bodyOffset(), frames.bodyLength(), this);
        isCounting = false;
        int listed = records - before;
        records = before;
        return listed;
    }

    @Override
    public void onHead(long tick, long since, long lastInput, long lastCommand) {
        viewer.firstTick = Math.min(viewer.firstTick, tick);
        viewer.lastTick = Math.max(viewer.lastTick, tick);
    }

    @Override
    public void onCreate(long tick, EntityRecord entity) {
        records++;
        if (!isCounting) {
            apply(known(entity), tick, entity);
        }
    }

    @Override
    public void onUpdate(long tick, EntityRecord entity) {
        records++;
        if (isCounting) {
            return;
        }
        updates++;
        int idBytes = VarInt.size(entity.id() - previousId);
        previousId = entity.id();
        Known known = known(entity);
        boolean didMove = known.moves;
        long before = known.positionTick;
        apply(known, tick, entity);
        if (entity.has(Field.POSITION) && known.moves) {
            long gap = didMove && before > 0 ? Math.max(0, tick - before) : 0;
            moving.add(
                    new Update(
                            entity.mask(),
                            idBytes,
                            known.quadrantBytes,
                            headShare + frameShare,
                            gap));
        }
    }

    @Override
    public void onRemove(long tick, int id) {
        records++;
        if (!isCounting) {
            viewer.entities.remove(id);
        }
    }

    private Known known(EntityRecord entity) {
        return viewer.entities.computeIfAbsent(entity.id(), _ -> new Known());
    }

    private static void apply(Known known, long tick, EntityRecord entity) {
        if (entity.has(Field.VELOCITY)) {
            known.moves = (entity.velocityX() | entity.velocityY() | entity.velocityZ()) != 0;
        }
        if (entity.has(Field.QUADRANT)) {
            known.quadrantBytes =
                    VarInt.size(VarInt.zigZag(entity.quadrantX()))
                            + VarInt.size(VarInt.zigZag(entity.quadrantY()));
        }
        if (entity.has(Field.POSITION)) {
            known.positionTick = Math.max(known.positionTick, tick);
        }
    }
}
