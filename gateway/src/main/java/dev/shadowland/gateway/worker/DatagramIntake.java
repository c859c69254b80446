package dev.shadowland.gateway.worker;

import dev.shadowland.gateway.session.Session;
import dev.shadowland.gateway.session.SessionTable;
import dev.shadowland.protocol.crypto.SessionKeys;
import dev.shadowland.protocol.handshake.ConnectionIds;
import dev.shadowland.protocol.handshake.HalfOpen;
import dev.shadowland.protocol.handshake.HandshakeResponder;
import dev.shadowland.protocol.limits.AddressLimits;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.transport.datagram.DatagramHandler;
import dev.shadowland.transport.datagram.DatagramPort;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes datagrams off the socket and finds whose they are: the handshake's, a session's, or a
 * half-open connection's. Everything else is dropped with its reason. Owned by the worker's thread.
 */
final class DatagramIntake implements DatagramHandler {
    private final UnsafeBuffer reply = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
    private final HandshakeResponder responder;
    private final Candidates candidates;
    private final SessionTable sessions;
    private final ConnectionIds ids;
    private final Outbound outbound;
    private final WorkerCounters counters;
    private final Roaming roaming;
    private final AddressLimits addresses;
    private final DatagramRings rings;
    private final DatagramRings.Reader forwarded;
    private final int worker;
    private final ArrayList<Session> touched = new ArrayList<>();
    private long nowNs;

    DatagramIntake(
            HandshakeResponder responder,
            Candidates candidates,
            SessionTable sessions,
            ConnectionIds ids,
            Outbound outbound,
            WorkerCounters counters,
            Ways ways) {
        this.responder = responder;
        this.candidates = candidates;
        this.sessions = sessions;
        this.ids = ids;
        this.outbound = outbound;
        this.counters = counters;
        roaming = ways.roaming();
        addresses = ways.addresses();
        rings = ways.rings();
        worker = ways.worker();
        forwarded = rings.reader(worker, this);
    }

    /**
     * How datagrams get to their sessions.
     *
     * @param addresses counts connections
     * @param rings to the workers that own what arrives here
     * @param worker index of this one
     */
    record Ways(Roaming roaming, AddressLimits addresses, DatagramRings rings, int worker) {}

    /** Takes at most {@code limit} datagrams that others received, and returns how many. */
    int receiveForwarded(int limit, long cycleNowNs) {
        nowNs = cycleNowNs;
        return forwarded.poll(limit);
    }

    /** Takes at most {@code limit} datagrams and returns how many. */
    int receive(DatagramPort port, int limit, long cycleNowNs) {
        nowNs = cycleNowNs;
        return port.receive(this, limit);
    }

    /** Sessions that got something since {@link #clearTouched}, some more than once. */
    List<Session> touched() {
        return touched;
    }

    /** Starts over. */
    void clearTouched() {
        touched.clear();
    }

    @Override
    public void onDatagram(
            long hi, long lo, int port, MutableDirectBuffer buffer, int offset, int length) {
        DropReason wrong = dispatch(hi, lo, port, buffer, offset, length);
        if (wrong != null) {
            counters.drop(wrong);
        }
    }

    private @Nullable DropReason dispatch(
            long hi, long lo, int port, MutableDirectBuffer buffer, int offset, int length) {
        if (length < PacketHeader.LENGTH) {
            return DropReason.TOO_SHORT;
        }
        if (length > PacketHeader.MAX_DATAGRAM) {
            return DropReason.TOO_LONG;
        }
        int connectionId = PacketHeader.connectionId(buffer, offset);
        if (connectionId == 0) {
            onPlaintext(hi, lo, port, buffer, offset, length);
            return null;
        }
        Session session = sessions.byConnectionId(connectionId);
        if (session == null) {
            return onOutsider(connectionId, hi, lo, port, buffer, offset, length);
        }
        touched.add(session);
        return roaming.onDatagram(session, hi, lo, port, buffer, offset, length, nowNs);
    }

    /** The responder counts its drops itself. */
    private void onPlaintext(
            long hi, long lo, int port, MutableDirectBuffer buffer, int offset, int length) {
        int answer = responder.onDatagram(nowNs, hi, lo, port, buffer, offset, length, reply);
        if (answer > 0) {
            outbound.sendPlain(hi, lo, port, reply, answer);
        }
    }

    private @Nullable DropReason onOutsider(
            int connectionId,
            long hi,
            long lo,
            int port,
            MutableDirectBuffer buffer,
            int offset,
            int length) {
        HalfOpen half = responder.find(connectionId);
        SessionKeys keys = half == null ? null : half.keys();
        if (half == null || keys == null) {
            int owner = ConnectionIds.workerOf(connectionId);
            return owner == worker
                    ? DropReason.UNKNOWN_CONNECTION
                    : forward(owner, hi, lo, port, buffer, offset, length);
        }
        if (!half.address().is(hi, lo, port)) {
            return DropReason.WRONG_ADDRESS;
        }
        DropReason malformed = PacketHeader.checkSealed(buffer, offset, length);
        if (malformed != null) {
            return malformed;
        }
        Session candidate = candidates.of(half, keys, nowNs);
        DropReason wrong = candidate.connection().onDatagram(buffer, offset, length, nowNs);
        if (wrong == null) {
            onProven(half, candidate);
        }
        return wrong;
    }

    /** The kernel spreads datagrams by address: one of a client that moved may come here. */
    private @Nullable DropReason forward(
            int owner,
            long hi,
            long lo,
            int port,
            MutableDirectBuffer buffer,
            int offset,
            int length) {
        if (!rings.knows(owner)) {
            return DropReason.WRONG_WORKER;
        }
        DropReason malformed = PacketHeader.checkSealed(buffer, offset, length);
        if (malformed != null) {
            return malformed;
        }
        if (!rings.offer(owner, hi, lo, port, buffer, offset, length)) {
            return DropReason.FORWARD_FULL;
        }
        counters.count(WorkerCount.DATAGRAMS_FORWARDED);
        return null;
    }

    private void onProven(HalfOpen half, Session session) {
        candidates.onProven(half);
        if (session.connection().isClosed()) {
            ids.free(session.connection().connectionId(), nowNs);
            return;
        }
        counters.count(WorkerCount.HANDSHAKES);
        sessions.add(session);
        addresses.onOpened(session.address());
        touched.add(session);
    }
}
