package dev.shadowland.shard.cell;

import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.entity.Headcount;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.actors.entity.RestedIds;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.backplane.SessionId;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.PlayerInputEncoder;
import dev.shadowland.protocol.backplane.codec.ViewerReportEncoder;
import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.wire.WireWriter;
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
import java.util.List;

/**
 * One cell whose players walk in circles and acknowledge everything, among creatures and things;
 * the driving allocates nothing, so that the cell's part shows.
 */
final class SilentNode implements Egress {
    private static final long KEY = CellKey.of(0, 0, 4, 4);
    private static final int BODY_AT =
            MessageHeaderEncoder.ENCODED_LENGTH + PlayerInputEncoder.BLOCK_LENGTH + 4;

    /** Of each 64 one lives in the cell. */
    private static final CellLimits LIMITS =
            CellLimits.DEFAULT.withPopulation(
                    Kinds.seed(), new Headcount(List.of(0, 640, 640, 0, 0, 640, 640, 640)));

    private final RowTable rows = new RowTable(MapGeometry.DEFAULT);
    private final CellDirectory directory = new CellDirectory();
    private final DropCounters drops = new DropCounters();
    private final Ingress ingress = new Ingress(directory, rows, drops);
    private final Cell cell;
    private final int players;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final WireWriter writer = new WireWriter();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PlayerInputEncoder input = new PlayerInputEncoder();
    private final ViewerReportEncoder report = new ViewerReportEncoder();
    private final byte[] acked = new byte[4];
    private final UnsafeBuffer ackedTick = new UnsafeBuffer(acked);
    private long tick = 1_000;
    private int ids = 1_000_000;
    long bytesOut;

    SilentNode(int players) {
        this.players = players;
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
                        new RestedIds(() -> ++ids),
                        new ViewerPool(),
                        TickScratch.perThread(),
                        (_, _, _, _, _, _, _) -> {},
                        drops,
                        (key, at, scheduledNs, finishedNs) -> {},
                        () -> 0L);
        CellEvents deaf =
                new CellEvents() {
                    @Override
                    public void onPlayerArrived(long character, int entity, long generation) {}

                    @Override
                    public void onPlayerLost(long character, int entity, long generation) {}
                };
        cell = Cell.open(KEY, 1, deaf, ports, LIMITS);
        for (int i = 1; i <= players; i++) {
            cell.enter(
                    new PlayerEntry(
                            i,
                            i,
                            1,
                            SessionId.of(900, 0, i),
                            new Position(0, 20_000 + i * 300, 20_000 + i * 200, 0, 0)));
        }
    }

    void ticks(int count) {
        for (int i = 0; i < count; i++) {
            tick++;
            for (int player = 1; player <= players; player++) {
                drive(SessionId.of(900, 0, player), player);
            }
            cell.tick(tick, 0);
        }
    }

    private void drive(long session, int player) {
        long turn = (tick / 30 + player) % 4;
        if (tick % 3 == 0) {
            writer.wrap(buffer, BODY_AT, InputFrame.MAX_SIZE);
            InputFrame.writeHead(writer, tick / 3, 1);
            int move = turn < 2 ? 127 : -127;
            InputFrame.writeInput(
                    writer,
                    InputCommand.of(turn % 2 == 0 ? move : 0, turn % 2 == 0 ? 0 : move, 0, 0, 3));
            input.wrapAndApplyHeader(buffer, 0, header).session(session).cell(KEY).epoch(1);
            buffer.putInt(BODY_AT - 4, writer.length(), ByteOrder.LITTLE_ENDIAN);
            ingress.onFrame(900, buffer, 0, BODY_AT + writer.length());
        }
        ackedTick.putInt(0, (int) tick - 3, ByteOrder.LITTLE_ENDIAN);
        report.wrapAndApplyHeader(buffer, 0, header)
                .session(session)
                .cell(KEY)
                .epoch(1)
                .budgetBytes(1_100);
        report.putAcked(acked, 0, 4).putLost(acked, 0, 0);
        ingress.onFrame(
                900, buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + report.encodedLength());
    }

    @Override
    public boolean toGateway(
            int gatewayNode, int worker, DirectBuffer frame, int offset, int length) {
        bytesOut += length;
        return true;
    }

    @Override
    public boolean toShard(int node, DirectBuffer frame, int offset, int length) {
        return true;
    }
}
