package dev.shadowland.benchmarks.world;

import dev.shadowland.protocol.backplane.codec.SnapshotDecoder;
import dev.shadowland.shard.ingress.BackplaneFrame;
import dev.shadowland.shard.link.Egress;

import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * The cells' way out. It does as little as can be, for it runs in their ticks: it notes the head of
 * a snapshot and whether the snapshot is lost, and copies the frames of those that are read. Which
 * ones are lost depends on the seed alone.
 */
final class SnapshotSink implements Egress {
    private static final int BLOCK = BackplaneFrame.HEADER;
    private static final int FRAMES_LENGTH_AT = BLOCK + SnapshotDecoder.BLOCK_LENGTH;
    private static final int FRAMES_AT = FRAMES_LENGTH_AT + Integer.BYTES;
    private static final int LOSS_BITS = 24;

    private final Sessions sessions;
    private final SampledViewers samples;
    private final long seed;
    private final long lossBelow;
    private boolean isLossy = true;

    /**
     * Creates it.
     *
     * @param loss share of snapshots that never arrive, 0..1
     */
    SnapshotSink(Sessions sessions, SampledViewers samples, long seed, double loss) {
        this.sessions = sessions;
        this.samples = samples;
        this.seed = seed;
        this.lossBelow = (long) (loss * (1 << LOSS_BITS));
    }

    /** Whether anything is lost from now on. Between ticks. */
    void setLossy(boolean lossy) {
        isLossy = lossy;
    }

    @Override
    public boolean toGateway(
            int gatewayNode, int worker, DirectBuffer buffer, int offset, int length) {
        if (BackplaneFrame.template(buffer, offset) != SnapshotDecoder.TEMPLATE_ID) {
            return true;
        }
        int block = offset + BLOCK;
        int session =
                Sessions.indexOf(word(buffer, block + SnapshotDecoder.sessionEncodingOffset()));
        int tick =
                buffer.getInt(
                        block + SnapshotDecoder.tickEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
        int bytes = buffer.getInt(offset + FRAMES_LENGTH_AT, ByteOrder.LITTLE_ENDIAN);
        long[] words = sessions.words();
        int line = session * Sessions.WORDS;
        words[line + Sessions.BYTES] = bytes;
        long generation = word(buffer, block + SnapshotDecoder.generationEncodingOffset());
        if (generation >= words[line + Sessions.GENERATION]) {
            words[line + Sessions.GENERATION] = generation;
            words[line + Sessions.CELL] =
                    word(buffer, block + SnapshotDecoder.cellEncodingOffset());
        }
        if (isLossy && isLost(session, tick)) {
            words[line + Sessions.LOST] |= 1;
            return true;
        }
        words[line + Sessions.ARRIVED] |= 1;
        long sample = words[line + Sessions.SAMPLE];
        if (sample != Sessions.UNREAD) {
            samples.take((int) sample, buffer, offset + FRAMES_AT, bytes);
        }
        return true;
    }

    private static long word(DirectBuffer buffer, int at) {
        return buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
    }

    /** By a finalizer of a 64-bit hash, so that no thread needs a generator of its own. */
    private boolean isLost(int session, int tick) {
        long mixed = seed ^ (((long) tick << Integer.SIZE) + session);
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return ((mixed ^ (mixed >>> 31)) >>> (Long.SIZE - LOSS_BITS)) < lossBelow;
    }

    /** There is one node only. */
    @Override
    public boolean toShard(int node, DirectBuffer buffer, int offset, int length) {
        throw new IllegalStateException("a frame to node " + node);
    }
}
