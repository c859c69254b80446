package dev.shadowland.protocol.fuzz;

import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.protocol.compression.Expander;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.fragment.Fragments;
import dev.shadowland.protocol.fragment.Reassembly;
import dev.shadowland.protocol.message.Ack;
import dev.shadowland.protocol.message.Benchmark;
import dev.shadowland.protocol.message.CheckIntegrity;
import dev.shadowland.protocol.message.Command;
import dev.shadowland.protocol.message.DeltaSync;
import dev.shadowland.protocol.message.Disconnect;
import dev.shadowland.protocol.message.EnterDenied;
import dev.shadowland.protocol.message.Fragment;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.message.IntegrityAnswer;
import dev.shadowland.protocol.message.Message;
import dev.shadowland.protocol.message.Ping;
import dev.shadowland.protocol.message.RekeyRequest;
import dev.shadowland.protocol.message.ReliableHandshake;
import dev.shadowland.protocol.message.Resync;
import dev.shadowland.protocol.message.SyncEntity;
import dev.shadowland.protocol.message.WorldEntered;
import dev.shadowland.protocol.message.WorldReceipt;
import dev.shadowland.protocol.reliability.BlockPool;
import dev.shadowland.protocol.reliability.HeldMemory;
import dev.shadowland.protocol.snapshot.UpdateEntity;
import dev.shadowland.protocol.symbol.SymbolReceiver;
import dev.shadowland.protocol.token.LoginTokenVerifier;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Contents of any bytes: frames, pieces, tokens, snapshots. */
final class ContentFuzz {
    private static final List<Function<WireReader, @Nullable Message>> BODIES =
            List.of(
                    Ping::read,
                    Disconnect::read,
                    Ack::read,
                    ReliableHandshake::read,
                    CheckIntegrity::read,
                    IntegrityAnswer::read,
                    RekeyRequest::read,
                    Fragment::read,
                    Benchmark::read,
                    SyncEntity::read,
                    UpdateEntity::read,
                    DeltaSync::read,
                    Command::read,
                    WorldReceipt::read,
                    Resync::read,
                    EnterDenied::read,
                    WorldEntered::read);

    private static final int CANARY = 64;

    private final FrameReader frames = new FrameReader();
    private final WireReader reader = new WireReader();
    private final InputFrame inputs = new InputFrame();
    private final SymbolReceiver symbols = new SymbolReceiver();
    private final Reassembly sets = Reassembly.ofUnreliable(HeldMemory.unbounded(new BlockPool()));
    private final UnsafeBuffer whole = new UnsafeBuffer(new byte[Fragments.MOST_TOTAL]);
    private final LoginTokenVerifier verifier =
            new LoginTokenVerifier(Curves.signingPublicKey(new byte[32]), new UUID(1, 2));
    private final ReplicatedWorld world = new ReplicatedWorld(new PositionQuantizer(102_400, 0));
    private final Expander expander = new Expander();
    private final UnsafeBuffer room = new UnsafeBuffer(new byte[4096 + CANARY]);
    private long nowNs;

    /** Every reader of bodies at every frame; what reads must write the same bytes. */
    void frames(byte[] bytes) {
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        frames.wrap(buffer, 0, bytes.length);
        while (frames.next()) {
            int offset = frames.bodyOffset();
            int length = frames.bodyLength();
            for (Function<WireReader, @Nullable Message> body : BODIES) {
                Message message = body.apply(reader.wrap(buffer, offset, length));
                if (message != null && !(message instanceof EnterDenied)) {
                    requireSame(message, bytes, offset, length);
                }
            }
            inputs.read(buffer, offset, length);
            symbols.onDefine(buffer, offset, length);
        }
    }

    private static void requireSame(Message message, byte[] bytes, int offset, int length) {
        byte[] again = new byte[message.size()];
        message.write(new WireWriter().wrap(new UnsafeBuffer(again), 0, again.length));
        if (!Arrays.equals(again, Arrays.copyOfRange(bytes, offset, offset + length))) {
            throw new AssertionError(message + " reads from bytes that it does not write");
        }
    }

    /** Every frame as a piece. */
    void reassembly(byte[] bytes) {
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        frames.wrap(buffer, 0, bytes.length);
        while (frames.next()) {
            nowNs += 1_000_000;
            sets.onPiece(buffer, frames.bodyOffset(), frames.bodyLength(), whole, nowNs);
            if (sets.heldBytes() > Reassembly.UNRELIABLE_BYTES
                    || sets.openSets() > Reassembly.UNRELIABLE_SETS) {
                throw new AssertionError("holds " + sets.heldBytes());
            }
        }
    }

    /** Nothing is written beyond the room, and a size is only told of what was decoded whole. */
    void lz4(byte[] bytes) {
        int size = expander.expand(new UnsafeBuffer(bytes), 0, bytes.length, room, 4096);
        if (size > 4096) {
            throw new AssertionError("expanded to " + size);
        }
        for (int i = 0; i < CANARY; i++) {
            if (room.getByte(4096 + i) != 0) {
                throw new AssertionError("written beyond the room");
            }
        }
    }

    /** Nobody has the login key. */
    void token(byte[] bytes) {
        if (verifier.verify(bytes, nowNs) instanceof LoginTokenVerifier.Verdict.Valid) {
            throw new AssertionError("a forged token is valid");
        }
    }

    /** All frames of one datagram. */
    void snapshot(byte[] bytes) {
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        frames.wrap(buffer, 0, bytes.length);
        world.beginDatagram();
        while (frames.next()) {
            int type = frames.type() & 0x3F; // more of them are frames of snapshots
            world.onFrame(
                    type == 0 ? FrameType.DELTA_SYNC : type,
                    buffer,
                    frames.bodyOffset(),
                    frames.bodyLength());
        }
        if (world.size() > 1 << 20) {
            throw new AssertionError("a world of " + world.size());
        }
    }
}
