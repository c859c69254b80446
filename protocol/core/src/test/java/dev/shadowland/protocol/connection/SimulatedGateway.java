package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.ConnectionIds;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.handshake.HalfOpen;
import dev.shadowland.protocol.handshake.HandshakeResponder;
import dev.shadowland.protocol.handshake.HandshakeSettings;
import dev.shadowland.protocol.handshake.IdentityCertificate;
import dev.shadowland.protocol.handshake.KeyWork;
import dev.shadowland.protocol.rekey.KeyAgreement;
import dev.shadowland.protocol.rekey.RekeySettings;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.PeerAddress;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The server's end of a simulation, wired as a gateway worker is: responder, half-open connections,
 * connections by id.
 */
final class SimulatedGateway {
    /** Far more often than in life. */
    private static final RekeySettings REKEYS = new RekeySettings(1 << 30, 500_000_000L);

    final byte[] rootPublicKey;
    final NonceWatch aead = new NonceWatch();
    final HandshakeResponder responder;
    final Map<Integer, Live> live = new HashMap<>();
    final List<Live> ever = new ArrayList<>();
    private final Map<Integer, Live> unproven = new HashMap<>();
    private final ArrayDeque<Waiting> work = new ArrayDeque<>();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
    private final GatewayIdentity identity;
    private final ConnectionIds ids;
    private final SplittableRandom random;
    private final Send send;
    private long nowNs;

    /** Takes what the gateway sends. */
    interface Send {
        void send(UnsafeBuffer datagram, int length);
    }

    private record Waiting(KeyWork work, long readyNs) {}

    /** A connection with what it said and what of the peer's it opened. */
    static final class Live {
        final PeerConnection peer;
        final RecordingHandler handler;
        final HalfOpen half;
        final Set<Long> opened = new HashSet<>();
        int sentFrames;

        private Live(PeerConnection peer, RecordingHandler handler, HalfOpen half) {
            this.peer = peer;
            this.handler = handler;
            this.half = half;
        }
    }

    SimulatedGateway(long seed, long nowNs, Send send) {
        random = new SplittableRandom(seed);
        this.send = send;
        this.nowNs = nowNs;
        byte[] rootKey = Curves.newPrivateKey(random);
        byte[] key = Curves.newPrivateKey(random);
        long nowMs = nowNs / 1_000_000;
        rootPublicKey = Curves.signingPublicKey(rootKey);
        identity =
                new GatewayIdentity(
                        key,
                        IdentityCertificate.issue(
                                rootKey, Curves.signingPublicKey(key), nowMs, nowMs + 3_600_000));
        ids = new ConnectionIds(2, random);
        responder =
                new HandshakeResponder(
                        HandshakeSettings.DEFAULT, random, ids, this::queue, reason -> {});
    }

    private boolean queue(KeyWork item) {
        return work.add(new Waiting(item, nowNs + 3_000_000));
    }

    /**
     * An intruder's datagram reaches the gateway from the client's address; what it answers goes
     * elsewhere.
     */
    void onForeign(PeerAddress from, byte[] datagram) {
        UnsafeBuffer copy = new UnsafeBuffer(datagram.clone());
        onDatagram(from, copy, 0, datagram.length, false);
    }

    @Nullable DropReason onDatagram(
            PeerAddress from, MutableDirectBuffer buffer, int offset, int length, boolean answer) {
        if (length < PacketHeader.LENGTH) {
            return DropReason.TOO_SHORT;
        }
        int id = PacketHeader.connectionId(buffer, offset);
        if (id == 0) {
            int reply =
                    responder.onDatagram(
                            nowNs, from.hi(), from.lo(), from.port(), buffer, offset, length, out);
            if (reply > 0 && answer) {
                send.send(out, reply);
            }
            return null;
        }
        Live known = live.get(id);
        Live target = known == null ? unproven(id) : known;
        if (target == null) {
            return DropReason.UNKNOWN_CONNECTION;
        }
        long sequence = PacketHeader.sequence(buffer, offset);
        DropReason wrong = target.peer.onDatagram(buffer, offset, length, nowNs);
        if (wrong == null) {
            if (!target.opened.add(sequence)) {
                throw new AssertionError("opened twice: " + sequence);
            }
            prove(target, known == null);
        }
        return wrong;
    }

    private void prove(Live target, boolean first) {
        if (first) {
            unproven.remove(target.peer.connectionId());
            responder.onProven(target.half);
            live.put(target.peer.connectionId(), target);
        }
    }

    private @Nullable Live unproven(int id) {
        Live waiting = unproven.get(id);
        if (waiting != null) {
            return waiting;
        }
        HalfOpen half = responder.find(id);
        if (half == null || half.keys() == null) {
            return null;
        }
        RecordingHandler handler = new RecordingHandler();
        handler.nowNs = nowNs;
        PeerConnection peer =
                new PeerConnection(
                        id,
                        false,
                        ConnectionKeys.ofServer(
                                half.keys(), aead, REKEYS, KeyAgreement.inline(random)),
                        ConnectionSettings.SERVER,
                        random.nextLong(),
                        nowNs,
                        handler);
        Live made = new Live(peer, handler, half);
        unproven.put(id, made);
        ever.add(made);
        return made;
    }

    void tick(long now, boolean sendFrame) {
        nowNs = now;
        ever.forEach(one -> one.handler.nowNs = now);
        for (Waiting next = work.peek(); next != null && next.readyNs <= now; next = work.peek()) {
            KeyWork.Done done = work.remove().work.run(identity, random);
            int length = done == null ? 0 : responder.onKeys(done, out);
            if (length > 0) {
                send.send(out, length);
            }
        }
        responder.onHousekeeping(now);
        unproven.keySet().removeIf(id -> responder.find(id) == null);
        List.copyOf(live.values()).forEach(one -> tick(one, sendFrame));
    }

    private void tick(Live one, boolean sendFrame) {
        one.peer.onTime(nowNs);
        if (one.peer.isClosed()) {
            live.remove(one.peer.connectionId());
            ids.free(one.peer.connectionId(), nowNs);
            return;
        }
        boolean frame = sendFrame && one.peer.isEstablished();
        if (frame || one.peer.isSendDue(nowNs)) {
            var writer = one.peer.begin(out, 0, nowNs);
            if (frame) {
                writer.u8(0x26).u8(4).u32(one.sentFrames++);
            }
            send.send(out, one.peer.end());
        }
    }

    List<Live> established() {
        return live.values().stream().filter(one -> one.peer.isEstablished()).toList();
    }
}
