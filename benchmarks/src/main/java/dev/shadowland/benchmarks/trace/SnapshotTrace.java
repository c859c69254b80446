package dev.shadowland.benchmarks.trace;

import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.entity.EntityIdSource;
import dev.shadowland.actors.entity.RestedIds;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.backplane.SessionId;
import dev.shadowland.protocol.backplane.codec.MessageHeaderDecoder;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.PlayerInputEncoder;
import dev.shadowland.protocol.backplane.codec.SnapshotDecoder;
import dev.shadowland.protocol.backplane.codec.ViewerReportEncoder;
import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.wire.WireWriter;
import dev.shadowland.shard.cell.Cell;
import dev.shadowland.shard.cell.CellLimits;
import dev.shadowland.shard.cell.PlayerEntry;
import dev.shadowland.shard.ghost.RowTable;
import dev.shadowland.shard.ingress.CellDirectory;
import dev.shadowland.shard.ingress.DropCounters;
import dev.shadowland.shard.ingress.Ingress;
import dev.shadowland.shard.link.Egress;
import dev.shadowland.shard.ports.CellEvents;
import dev.shadowland.shard.ports.NodePorts;
import dev.shadowland.shard.replication.TickScratch;
import dev.shadowland.shard.replication.ViewerPool;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Records the snapshots that a real cell writes for one viewer among players who walk about at
 * random and whose datagrams arrive, but for one in fifty. The same seed records the same. One
 * thread.
 */
public final class SnapshotTrace implements Egress {
    private static final long KEY = CellKey.of(0, 0, 4, 4);
    private static final int GATEWAY = 900;
    private static final int BODY_AT =
            MessageHeaderEncoder.ENCODED_LENGTH + PlayerInputEncoder.BLOCK_LENGTH + 4;
    private static final int FRAMES_AT =
            MessageHeaderDecoder.ENCODED_LENGTH + SnapshotDecoder.BLOCK_LENGTH + Integer.BYTES;
    private static final int BUDGET_BYTES = 1_100;
    private static final long VIEWER = SessionId.of(GATEWAY, 0, 1);

    private final RowTable rows = new RowTable(MapGeometry.DEFAULT);
    private final CellDirectory directory = new CellDirectory();
    private final DropCounters drops = new DropCounters();
    private final Ingress ingress = new Ingress(directory, rows, drops);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final WireWriter writer = new WireWriter();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder outHeader = new MessageHeaderDecoder();
    private final SnapshotDecoder snapshot = new SnapshotDecoder();
    private final PlayerInputEncoder input = new PlayerInputEncoder();
    private final ViewerReportEncoder report = new ViewerReportEncoder();
    private final List<byte[]> recorded = new ArrayList<>();
    private final SplittableRandom random;
    private final int[] moveX;
    private final int[] moveY;
    private final Cell cell;
    private long tick = 1_000;

    private SnapshotTrace(int players, long seed) {
        random = new SplittableRandom(seed);
        moveX = new int[players + 1];
        moveY = new int[players + 1];
        int[] peers = {2};
        NodePorts ports =
                new NodePorts(
                        1,
                        MapGeometry.DEFAULT,
                        rows,
                        directory,
                        this,
                        () -> peers,
                        () -> RouteTable.EMPTY,
                        new RestedIds(() -> EntityIdSource.NONE),
                        new ViewerPool(),
                        TickScratch.perThread(),
                        (_, _, _, _, _, _, _) -> {},
                        drops,
                        (_, _, _, _) -> {},
                        () -> 0L);
        cell = Cell.open(KEY, 1, new Deaf(), ports, CellLimits.DEFAULT);
        for (int i = 1; i <= players; i++) {
            Position place =
                    new Position(
                            0,
                            24_000 + random.nextInt(6_000),
                            24_000 + random.nextInt(6_000),
                            0,
                            0);
            var _ = cell.enter(new PlayerEntry(i, i, 1, SessionId.of(GATEWAY, 0, i), place));
        }
    }

    /** Nobody listens to what happens to players. */
    private static final class Deaf implements CellEvents {
        @Override
        public void onPlayerArrived(long character, int entity, long generation) {}

        @Override
        public void onPlayerLost(long character, int entity, long generation) {}
    }

    /**
     * The frames of each datagram that the viewer gets in so many ticks.
     *
     * @param players in one cell, all within a square of 6000 units
     */
    public static List<byte[]> record(int players, int ticks, long seed) {
        SnapshotTrace trace = new SnapshotTrace(players, seed);
        for (int i = 0; i < ticks; i++) {
            trace.step();
        }
        return List.copyOf(trace.recorded);
    }

    private void step() {
        tick++;
        for (int player = 1; player < moveX.length; player++) {
            if (random.nextInt(60) == 0) {
                moveX[player] = random.nextInt(-127, 128);
                moveY[player] = random.nextInt(-127, 128);
            }
            drive(SessionId.of(GATEWAY, 0, player), player);
        }
        cell.tick(tick, 0);
    }

    private void drive(long session, int player) {
        if ((tick + player) % 3 == 0) {
            writer.wrap(buffer, BODY_AT, InputFrame.MAX_SIZE);
            InputFrame.writeHead(writer, tick / 3, 1);
            InputFrame.writeInput(
                    writer, InputCommand.of(moveX[player], moveY[player], player * 97, 0, 3));
            input.wrapAndApplyHeader(buffer, 0, header).session(session).cell(KEY).epoch(1);
            buffer.putInt(BODY_AT - Integer.BYTES, writer.length(), ByteOrder.LITTLE_ENDIAN);
            ingress.onFrame(GATEWAY, buffer, 0, BODY_AT + writer.length());
        }
        byte[] ticks = new byte[Integer.BYTES];
        new UnsafeBuffer(ticks).putInt(0, (int) tick - 3, ByteOrder.LITTLE_ENDIAN);
        boolean lost = random.nextInt(50) == 0;
        report.wrapAndApplyHeader(buffer, 0, header)
                .session(session)
                .cell(KEY)
                .epoch(1)
                .budgetBytes(BUDGET_BYTES)
                .putAcked(ticks, 0, lost ? 0 : Integer.BYTES)
                .putLost(ticks, 0, lost ? Integer.BYTES : 0);
        ingress.onFrame(
                GATEWAY, buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + report.encodedLength());
    }

    @Override
    public boolean toGateway(
            int gatewayNode, int worker, DirectBuffer frame, int offset, int length) {
        snapshot.wrapAndApplyHeader(frame, offset, outHeader);
        if (snapshot.session() == VIEWER) {
            byte[] frames = new byte[length - FRAMES_AT];
            frame.getBytes(offset + FRAMES_AT, frames);
            recorded.add(frames);
        }
        return true;
    }

    @Override
    public boolean toShard(int node, DirectBuffer frame, int offset, int length) {
        return true;
    }
}
