package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.connection.ConnectionHandler;
import dev.shadowland.protocol.connection.ConnectionKeys;
import dev.shadowland.protocol.connection.ConnectionSettings;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.connection.PeerConnection;
import dev.shadowland.protocol.message.EnterToWorld;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.message.WorldEntered;
import dev.shadowland.protocol.message.WorldEvent;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PeerAddress;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One connection at a {@link TestServer}: what its client was told and has acknowledged. */
final class TestViewer implements ConnectionHandler {
    private static final int REFRESH_TICKS = 300;

    final PeerConnection peer;
    final PeerAddress address;
    private final TestServer server;
    private final SnapshotWriter snapshot = new SnapshotWriter();
    private final InputFrame inputs = new InputFrame();
    private final TreeMap<Integer, Told> told = new TreeMap<>();
    private final TreeMap<Integer, Boolean> leaving = new TreeMap<>();
    private final Map<Long, List<Sent>> sent = new HashMap<>();
    private final TestEchoes echoes;
    @Nullable TestPlayer player;
    private boolean replyDue;
    private boolean toldOther;
    private boolean toldShortEvent;
    private int cut;

    private static final class Told {
        boolean created;
        long[] acked = {};
        long refreshedTick;
    }

    private record Sent(int id, long @Nullable [] row) {}

    TestViewer(
            TestServer server,
            PeerAddress address,
            int connectionId,
            ConnectionKeys keys,
            long nowNs) {
        this.server = server;
        this.address = address;
        echoes = new TestEchoes(server);
        peer =
                new PeerConnection(
                        connectionId,
                        false,
                        keys,
                        ConnectionSettings.SERVER,
                        connectionId,
                        nowNs,
                        this);
    }

    @Override
    public void onFrame(int type, DirectBuffer buffer, int offset, int length) {
        if (type == FrameType.ENTER_TO_WORLD) {
            byte[] token = EnterToWorld.token(buffer, offset);
            player = player == null ? server.enter(token) : player;
            replyDue = player != null;
        } else if (type == FrameType.SYNC_ENTITY_QUANTIZED
                && player != null
                && inputs.read(buffer, offset, length)) {
            player.onInputs(inputs);
        }
    }

    @Override
    public void onMessage(Channel channel, int type, DirectBuffer buffer, int offset, int length) {
        if (type == FrameType.COMMAND) {
            echoes.onCommand(peer, buffer, offset, length);
        }
    }

    @Override
    public void onEstablished() {}

    @Override
    public void onClosed(DisconnectReason reason, boolean byPeer) {
        server.onLeft(this);
    }

    @Override
    public void onDatagramAcked(long sequence) {
        List<Sent> records = sent.remove(sequence);
        for (Sent record : records == null ? List.<Sent>of() : records) {
            Told known = told.get(record.id);
            if (record.row == null) {
                leaving.remove(record.id);
            } else if (known != null) {
                known.created = true;
                known.acked = record.row;
            }
        }
    }

    @Override
    public void onDatagramLost(long sequence) {
        sent.remove(sequence);
    }

    /** Knows nothing of what the client holds. */
    void forget() {
        told.clear();
        sent.clear();
        leaving.clear();
    }

    /** Writes this tick's datagram; returns its length. */
    int write(MutableDirectBuffer out, long tick, long nowNs) {
        if (server.has(Fault.SHORT_EVENT) && player != null && !toldShortEvent) {
            toldShortEvent = true;
            UnsafeBuffer body = new UnsafeBuffer(new byte[WorldEvent.HEAD_SIZE - 1]);
            peer.sendReliable(
                    Channel.RELIABLE_ORDERED, FrameType.WORLD_EVENT, body, 0, body.capacity());
        }
        WireWriter writer = peer.begin(out, 0, nowNs);
        List<Sent> records = new ArrayList<>();
        if (replyDue && player != null) {
            replyDue = false;
            writeEntered(writer, player, tick);
        }
        if (player != null && !server.has(Fault.NO_SNAPSHOTS)) {
            boolean old = server.has(Fault.OLD_TICK) && tick % 60 == 0;
            snapshot.begin(
                    writer,
                    old ? tick - 20 : tick,
                    server.since,
                    player.lastInput,
                    echoes.applied());
            writeRecords(writer, tick, records);
            snapshot.end();
        }
        int length = peer.end();
        sent.put(peer.lastSequence(), records);
        return length;
    }

    private void writeEntered(WireWriter writer, TestPlayer self, long tick) {
        MapGeometry map = TestServer.MAP;
        int entity = server.has(Fault.OTHER_ENTITY) && toldOther ? self.entity + 1 : self.entity;
        WorldEntered entered =
                new WorldEntered(
                        entity,
                        tick,
                        60,
                        map.map(),
                        (long) map.cellSize(),
                        map.minX(),
                        map.minY(),
                        map.minZ(),
                        map.cellSize() * map.columns(),
                        map.cellSize() * map.rows(),
                        map.height(),
                        self.x,
                        self.y,
                        0,
                        (float) MovementStep.MAX_SPEED,
                        self.lastInput,
                        new byte[0],
                        List.of());
        toldOther = true;
        replyDue = server.has(Fault.OTHER_ENTITY) && entity == self.entity;
        FrameWriter.head(writer, FrameType.WORLD_ENTERED, entered.size());
        entered.write(writer);
    }

    private void writeRecords(WireWriter writer, long tick, List<Sent> records) {
        Map<Integer, long[]> rows = server.rows();
        forgetGone(rows);
        List<Integer> updates = new ArrayList<>();
        rows.forEach(
                (id, row) -> {
                    Told known = told.computeIfAbsent(id, _ -> new Told());
                    known.created |= server.has(Fault.SKIP_CREATE) && id >= TestServer.FIRST_NPC;
                    if (!known.created) {
                        snapshot.create(row[0], row[1], row[2], row[3], row[4]);
                        records.add(new Sent(id, row));
                    } else if (isDue(id, row, known, tick)) {
                        updates.add(id);
                    }
                });
        for (int id : updates) {
            long[] row = Objects.requireNonNull(rows.get(id));
            snapshot.update(EntityRow.fields(row[4]), row[0], row[1], row[2], row[3], row[4]);
            records.add(new Sent(id, row));
        }
        for (int id : leaving.keySet()) {
            snapshot.remove(id);
            records.add(new Sent(id, null));
        }
        if (server.has(Fault.CUT_FRAME) && ++cut % 60 == 0) {
            snapshot.end();
            writer.u8(FrameType.UPDATE_ENTITY_QUANTIZED).u8(3).u8(5).u8(Field.POSITION).u8(1);
        }
    }

    private boolean isDue(int id, long[] row, Told known, long tick) {
        if (server.has(Fault.MUTE_OWN) && player != null && id == player.entity) {
            return false;
        }
        if (tick - known.refreshedTick >= REFRESH_TICKS) {
            known.refreshedTick = tick;
            known.acked = new long[0];
        }
        return !Arrays.equals(row, known.acked);
    }

    private void forgetGone(Map<Integer, long[]> rows) {
        for (int id : List.copyOf(told.keySet())) {
            if (!rows.containsKey(id)) {
                told.remove(id);
                if (!server.has(Fault.DROP_REMOVES)) {
                    leaving.put(id, true);
                }
            }
        }
    }
}
