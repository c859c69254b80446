package dev.shadowland.benchmarks.trace;

import dev.shadowland.protocol.snapshot.EntityRecord;
import dev.shadowland.protocol.snapshot.SnapshotHandler;
import dev.shadowland.protocol.snapshot.SnapshotReader;
import dev.shadowland.protocol.wire.FrameReader;

import org.agrona.concurrent.UnsafeBuffer;

/** What a datagram for a client is for, by what is in it. */
public enum TrafficKind {
    /** No snapshot: acks, pings, messages. */
    OTHER("no snapshot"),
    /** Few records. */
    SPARSE("snapshot, sparse"),
    /** Many that move. */
    CROWD("snapshot, crowd"),
    /** Many that the client learns of. */
    CREATES("burst of creates");

    private static final int MANY_UPDATES = 20;
    private static final int MANY_CREATES = 5;

    private final String text;

    TrafficKind(String text) {
        this.text = text;
    }

    /** For a person. */
    public String text() {
        return text;
    }

    /** The kind of a datagram's frames. */
    public static TrafficKind of(byte[] payload) {
        UnsafeBuffer buffer = new UnsafeBuffer(payload);
        FrameReader frames = new FrameReader();
        SnapshotReader reader = new SnapshotReader();
        Counts counts = new Counts();
        reader.beginDatagram();
        frames.wrap(buffer, 0, payload.length);
        while (frames.next()) {
            reader.onFrame(frames.type(), buffer, frames.bodyOffset(), frames.bodyLength(), counts);
        }
        if (counts.creates >= MANY_CREATES) {
            return CREATES;
        }
        if (counts.updates >= MANY_UPDATES) {
            return CROWD;
        }
        return counts.heads > 0 ? SPARSE : OTHER;
    }

    private static final class Counts implements SnapshotHandler {
        private int heads;
        private int creates;
        private int updates;

        @Override
        public void onHead(long tick, long since, long lastInput, long lastCommand) {
            heads++;
        }

        @Override
        public void onCreate(long tick, EntityRecord entity) {
            creates++;
        }

        @Override
        public void onUpdate(long tick, EntityRecord entity) {
            updates++;
        }

        @Override
        public void onRemove(long tick, int id) {
            updates++;
        }
    }
}
