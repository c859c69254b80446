package dev.shadowland.protocol.golden;

import dev.shadowland.protocol.message.Ack;
import dev.shadowland.protocol.message.Benchmark;
import dev.shadowland.protocol.message.CheckIntegrity;
import dev.shadowland.protocol.message.CryptoTest;
import dev.shadowland.protocol.message.CryptoTestAck;
import dev.shadowland.protocol.message.Disconnect;
import dev.shadowland.protocol.message.EnterToWorld;
import dev.shadowland.protocol.message.Fragment;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.message.IntegrityAnswer;
import dev.shadowland.protocol.message.Message;
import dev.shadowland.protocol.message.Ping;
import dev.shadowland.protocol.message.Pong;
import dev.shadowland.protocol.message.RekeyRequest;
import dev.shadowland.protocol.message.RekeyResponse;
import dev.shadowland.protocol.message.ReliableHandshake;
import dev.shadowland.protocol.message.SyncEntity;
import dev.shadowland.protocol.snapshot.EntityRecord;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.SnapshotHandler;
import dev.shadowland.protocol.snapshot.SnapshotOutcome;
import dev.shadowland.protocol.snapshot.SnapshotReader;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.snapshot.UpdateEntity;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Reads the frames of the seed's packets with their codecs and writes what was read. */
final class Rewriter implements SnapshotHandler {
    private static final Map<Integer, Function<WireReader, @Nullable Message>> MESSAGES =
            Map.ofEntries(
                    Map.entry(FrameType.PING, Ping::read),
                    Map.entry(FrameType.PONG, Pong::read),
                    Map.entry(FrameType.DISCONNECT, Disconnect::read),
                    Map.entry(FrameType.ACK, Ack::read),
                    Map.entry(FrameType.FRAGMENT, Fragment::read),
                    Map.entry(FrameType.RELIABLE_HANDSHAKE, ReliableHandshake::read),
                    Map.entry(FrameType.CRYPTO_TEST, CryptoTest::read),
                    Map.entry(FrameType.CRYPTO_TEST_ACK, CryptoTestAck::read),
                    Map.entry(FrameType.REKEY_REQUEST, RekeyRequest::read),
                    Map.entry(FrameType.REKEY_RESPONSE, RekeyResponse::read),
                    Map.entry(FrameType.BENCHMARK, Benchmark::read),
                    Map.entry(FrameType.UPDATE_ENTITY, UpdateEntity::read),
                    Map.entry(FrameType.SYNC_ENTITY, SyncEntity::read));

    private final boolean fromServer;
    private final WireWriter out;
    private final SnapshotReader snapshots = new SnapshotReader();
    private final SnapshotWriter snapshot = new SnapshotWriter();

    private Rewriter(boolean fromServer, WireWriter out) {
        this.fromServer = fromServer;
        this.out = out;
    }

    /** What the code makes of the frames that it reads in this payload. */
    static byte[] rewritten(byte[] payload, boolean fromServer) {
        return VectorFile.written(out -> new Rewriter(fromServer, out).rewrite(payload));
    }

    private void rewrite(byte[] payload) {
        UnsafeBuffer buffer = new UnsafeBuffer(payload);
        FrameReader frames = new FrameReader().wrap(buffer, 0, payload.length);
        boolean isSnapshot = false;
        while (frames.next()) {
            int offset = frames.bodyOffset();
            int length = frames.bodyLength();
            SnapshotOutcome outcome =
                    snapshots.onFrame(frames.type(), buffer, offset, length, this);
            isSnapshot |= outcome == SnapshotOutcome.APPLIED;
            if (outcome == SnapshotOutcome.NOT_SNAPSHOT) {
                rewrite(frames.type(), buffer, offset, length);
            }
        }
        if (isSnapshot) {
            snapshot.end();
        }
    }

    private void rewrite(int type, UnsafeBuffer buffer, int offset, int length) {
        switch (type) {
            case FrameType.ENTER_TO_WORLD ->
                    EnterToWorld.write(
                            out,
                            EnterToWorld.clientBuild(buffer, offset),
                            EnterToWorld.token(buffer, offset));
            case FrameType.SYNC_ENTITY_QUANTIZED -> inputs(buffer, offset, length);
            case FrameType.CHECK_INTEGRITY ->
                    message(
                            fromServer ? CheckIntegrity::read : IntegrityAnswer::read,
                            new WireReader().wrap(buffer, offset, length));
            default ->
                    message(
                            Objects.requireNonNull(MESSAGES.get(type), "a codec of " + type),
                            new WireReader().wrap(buffer, offset, length));
        }
    }

    private void message(Function<WireReader, @Nullable Message> codec, WireReader body) {
        Objects.requireNonNull(codec.apply(body), "malformed").writeFrame(out);
    }

    private void inputs(UnsafeBuffer buffer, int offset, int length) {
        InputFrame frame = new InputFrame();
        if (!frame.read(buffer, offset, length)) {
            throw new AssertionError("malformed");
        }
        FrameWriter.head(out, FrameType.SYNC_ENTITY_QUANTIZED, InputFrame.size(frame.count()));
        InputFrame.writeHead(out, frame.number(frame.count() - 1), frame.count());
        for (int i = 0; i < frame.count(); i++) {
            InputFrame.writeInput(out, frame.input(i));
        }
    }

    @Override
    public void onHead(long tick, long since, long lastInput, long lastCommand) {
        snapshot.begin(out, tick, since, lastInput, lastCommand);
    }

    @Override
    public void onCreate(long tick, EntityRecord entity) {
        snapshot.create(
                identity(entity), place(entity), motion(entity), rest(entity), entity.tilt());
    }

    @Override
    public void onUpdate(long tick, EntityRecord entity) {
        snapshot.update(
                entity.mask(),
                identity(entity),
                place(entity),
                motion(entity),
                rest(entity),
                entity.tilt());
    }

    private static long identity(EntityRecord entity) {
        return EntityRow.identity(
                entity.id(), entity.type(), entity.subtype(), entity.health(), entity.mana());
    }

    private static long place(EntityRecord entity) {
        return EntityRow.place(entity.x(), entity.y(), entity.height(), entity.yaw());
    }

    private static long motion(EntityRecord entity) {
        return EntityRow.motion(
                entity.velocityX(), entity.velocityY(), entity.velocityZ(), entity.animation());
    }

    private static long rest(EntityRecord entity) {
        return EntityRow.rest(entity.flags(), entity.quadrantX(), entity.quadrantY());
    }

    @Override
    public void onRemove(long tick, int id) {
        snapshot.remove(id);
    }
}
