package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.connection.ConnectionKeys;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.ConnectionIds;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.HalfOpen;
import dev.shadowland.protocol.handshake.HandshakeResponder;
import dev.shadowland.protocol.handshake.HandshakeSettings;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import dev.shadowland.protocol.handshake.KeyWork;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;
import dev.shadowland.protocol.token.LoginTokenVerifier;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.PeerAddress;
import dev.shadowland.protocol.wire.PositionQuantizer;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A gateway and its only cell in memory: real handshake, real connections, real snapshot frames by
 * the acknowledgement rule, and faults on demand. Everyone sees everyone. Time is passed in.
 */
final class TestServer {
    static final MapGeometry MAP = MapGeometry.DEFAULT;
    static final int FIRST_NPC = 1000;
    static final double HOME = 1_000;
    private static final int NPCS = 3;

    final byte[] rootPublicKey;
    final byte[] loginKey;
    final UUID cluster;
    final Set<Fault> faults = EnumSet.noneOf(Fault.class);
    final Set<String> refusals = new HashSet<>();
    private final ArrayDeque<KeyWork> keyWork = new ArrayDeque<>();

    /** Tick from which on it told everything. */
    long since;

    private final Map<Integer, TestViewer> viewers = new LinkedHashMap<>();
    private final Map<Integer, TestPlayer> players = new ConcurrentSkipListMap<>();
    private final PositionQuantizer quantizer = new PositionQuantizer(MAP.cellSize(), MAP.minZ());
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
    private final SplittableRandom random;
    private final GatewayIdentity identity;
    private final HandshakeResponder responder;
    private final LoginTokenVerifier verifier;
    private final Sender sender;
    private int npcs = NPCS;
    private int nextEntity = 1;
    private long nowNs;
    private long tick;

    interface Sender {
        void send(PeerAddress to, UnsafeBuffer buffer, int length);
    }

    TestServer(long seed, long nowNs, Sender sender) {
        this.sender = sender;
        this.nowNs = nowNs;
        tick = nowNs / 1_000_000_000L % 1_000_000 * 60;
        random = new SplittableRandom(seed);
        byte[] root = Curves.newPrivateKey(random);
        byte[] gateway = Curves.newPrivateKey(random);
        loginKey = Curves.newPrivateKey(random);
        rootPublicKey = Curves.signingPublicKey(root);
        cluster = new UUID(random.nextLong(), random.nextLong());
        long nowMs = nowNs / 1_000_000;
        identity =
                new GatewayIdentity(
                        gateway,
                        IdentityCertificate.issue(
                                root,
                                Curves.signingPublicKey(gateway),
                                nowMs - 1_000,
                                nowMs + 86_400_000));
        verifier = new LoginTokenVerifier(Curves.signingPublicKey(loginKey), cluster);
        responder =
                new HandshakeResponder(
                        HandshakeSettings.DEFAULT,
                        random,
                        new ConnectionIds(0, random),
                        keyWork::add,
                        _ -> {});
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    void onDatagram(PeerAddress from, MutableDirectBuffer buffer, int offset, int length) {
        if (PacketHeader.isPlaintext(buffer, offset)) {
            reply(
                    from,
                    responder.onDatagram(
                            nowNs, from.hi(), from.lo(), from.port(), buffer, offset, length, out));
            for (KeyWork work = keyWork.poll(); work != null; work = keyWork.poll()) {
                KeyWork.Done done = Objects.requireNonNull(work.run(identity, random));
                reply(from, responder.onKeys(done, out));
            }
            return;
        }
        int id = PacketHeader.connectionId(buffer, offset);
        HalfOpen half = responder.find(id);
        if (half != null) {
            ConnectionKeys keys =
                    ConnectionKeys.ofServer(
                            Objects.requireNonNull(half.keys()), BouncyCastleAead.PROVIDER);
            viewers.put(id, new TestViewer(this, from, id, keys, nowNs));
            responder.onProven(half);
        }
        TestViewer viewer = viewers.get(id);
        if (viewer != null) {
            viewer.peer.onDatagram(buffer, offset, length, nowNs);
        }
    }

    private void reply(PeerAddress to, int length) {
        if (length > 0) {
            sender.send(to, out, length);
        }
    }

    /** A player for a genuine token, or null. */
    @Nullable TestPlayer enter(byte[] token) {
        LoginTokenVerifier.Verdict verdict = verifier.verify(token, nowNs / 1_000_000);
        if (verdict instanceof LoginTokenVerifier.Verdict.Refused(var reason)) {
            refusals.add(reason.name());
            return null;
        }
        int entity = has(Fault.SAME_ENTITY) ? 1 : nextEntity++;
        TestPlayer player =
                new TestPlayer(entity, MAP.cellMinX(MAP.cellAt(HOME, HOME)) + HOME, HOME);
        players.put(entity, player);
        return player;
    }

    void onLeft(TestViewer viewer) {
        if (viewer.player != null && !has(Fault.KEEP_LEFT)) {
            players.remove(viewer.player.entity);
        }
    }

    /** Kicks everyone once, when told to. */
    private void kick() {
        if (faults.remove(Fault.KICK)) {
            for (TestViewer viewer : List.copyOf(viewers.values())) {
                reply(
                        viewer.address,
                        viewer.peer.writeDisconnect(out, 0, DisconnectReason.WORLD_LOST, nowNs));
                viewer.peer.close(DisconnectReason.WORLD_LOST);
            }
        }
    }

    /** As a cell does that was restored after a death: it tells everything from now on. */
    void succeed() {
        since = tick;
        viewers.values().forEach(TestViewer::forget);
    }

    /** An entity is gone from the world. */
    void removeNpc() {
        npcs--;
    }

    void skipSteps(int steps) {
        players.values().forEach(player -> player.skipSteps = steps);
    }

    int players() {
        return players.size();
    }

    /** Every entity's row without its generation, by id; one of them tumbles along. */
    SortedMap<Integer, long[]> rows() {
        SortedMap<Integer, long[]> rows = new TreeMap<>();
        players.forEach((id, player) -> rows.put(id, row(id, player)));
        for (int i = 0; i < npcs; i++) {
            double angle = (double) tick / 200 * (i == 0 ? 0 : 1) + i;
            int id = FIRST_NPC + i;
            double x = 500 * Math.cos(angle);
            double y = 500 * Math.sin(angle);
            long tilt = i == 1 ? EntityRow.tilt((int) tick * 90, 7) : 0;
            rows.put(id, row(id, EntityType.NPC, x, y, tilt));
        }
        return rows;
    }

    private long[] row(int id, TestPlayer player) {
        long[] row = row(id, EntityType.PLAYER, player.x, player.y, 0);
        row[1] =
                EntityRow.place(
                        EntityRow.x(row[1]), EntityRow.y(row[1]), quantizer.height(player.z), 0);
        row[2] = EntityRow.motion(0, 0, (int) player.rise, 0);
        return row;
    }

    private long[] row(int id, int type, double x, double y, long tilt) {
        int qx = quantizer.quadrant(x);
        int qy = quantizer.quadrant(y);
        return new long[] {
            EntityRow.identity(id, type, 255, 255),
            EntityRow.place(
                    quantizer.offset(x, qx), quantizer.offset(y, qy), quantizer.height(0), 0),
            EntityRow.motion(0, 0, 0, 0),
            EntityRow.rest(0, qx, qy),
            tilt
        };
    }

    /** One tick: moves players and tells every viewer. */
    void tick(long tickNs) {
        nowNs = tickNs;
        tick++;
        kick();
        players.values().forEach(player -> player.tick(MAP));
        for (TestViewer viewer : List.copyOf(viewers.values())) {
            viewer.peer.onTime(nowNs);
            if (viewer.peer.isClosed()) {
                viewers.remove(viewer.peer.connectionId());
            } else if (viewer.peer.isEstablished() || viewer.peer.isSendDue(nowNs)) {
                sender.send(viewer.address, out, viewer.write(out, tick, nowNs));
            }
        }
        responder.onHousekeeping(nowNs);
    }
}
