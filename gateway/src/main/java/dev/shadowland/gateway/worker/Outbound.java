package dev.shadowland.gateway.worker;

import dev.shadowland.gateway.session.EnterReply;
import dev.shadowland.gateway.session.Session;
import dev.shadowland.gateway.session.SnapshotFeedback;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.connection.PathValidation;
import dev.shadowland.protocol.connection.PeerConnection;
import dev.shadowland.protocol.integrity.IntegrityGuard;
import dev.shadowland.protocol.wire.PeerAddress;
import dev.shadowland.protocol.wire.WireWriter;
import dev.shadowland.transport.datagram.DatagramPort;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Composes, seals and sends datagrams to clients, each where the port sends it from. Owned by the
 * worker's thread.
 */
final class Outbound {
    private static final int DISCONNECT_COPIES = 3;

    private final MutableDirectBuffer out;
    private final DatagramPort port;
    private final WorkerCounters counters;

    Outbound(DatagramPort port, WorkerCounters counters) {
        this.port = port;
        out = port.sendBuffer();
        this.counters = counters;
    }

    /** Sends a plaintext datagram. */
    void sendPlain(long hi, long lo, int toPort, DirectBuffer buffer, int length) {
        port.send(hi, lo, toPort, buffer, 0, length);
    }

    /** Sends what is due: the connection's own frames and the answer to EnterToWorld. */
    void sendDue(Session session, long nowNs) {
        EnterReply reply = session.reply();
        WireWriter writer = session.connection().begin(out, port.claim(), nowNs);
        if (reply.isDue()) {
            reply.write(writer);
        }
        IntegrityGuard guard = session.guard();
        if (guard != null && guard.isSendDue(nowNs)) {
            guard.write(writer, nowNs);
        }
        finish(session, SnapshotFeedback.NONE, reply.isDue());
    }

    /**
     * Sends a snapshot and what else is due, in one datagram. A snapshot that does not go out is
     * lost.
     */
    void sendSnapshot(
            Session session, long tick, DirectBuffer frames, int offset, int length, long nowNs) {
        EnterReply reply = session.reply();
        boolean withReply = !reply.isAcked();
        WireWriter writer = session.connection().begin(out, port.claim(), nowNs);
        if (withReply) {
            reply.write(writer);
        }
        boolean fits = length <= writer.remaining();
        if (fits) {
            writer.bytes(frames, offset, length);
        }
        boolean sent = finish(session, fits ? tick : SnapshotFeedback.NONE, withReply);
        if (sent && fits) {
            counters.count(WorkerCount.SNAPSHOTS);
        } else {
            counters.count(WorkerCount.SNAPSHOTS_LOST_AT_EDGE);
            session.feedback().onSnapshotLost(tick);
        }
    }

    private boolean finish(Session session, long tick, boolean carriesReply) {
        PeerConnection connection = session.connection();
        int length = connection.end();
        boolean sent = send(session, length);
        session.onSent(
                connection.lastSequence(),
                sent ? tick : SnapshotFeedback.NONE,
                sent && carriesReply);
        return sent;
    }

    /**
     * Tells the client to go, a few times, for nothing repairs a loss of it. The session is to be
     * closed after it.
     */
    void sendDisconnect(Session session, DisconnectReason reason, long nowNs) {
        for (int i = 0; i < DISCONNECT_COPIES && !session.connection().isClosed(); i++) {
            send(session, session.connection().writeDisconnect(out, port.claim(), reason, nowNs));
        }
    }

    /** Asks the address that a session's client seems to be at; nothing else goes there. */
    void sendPathChallenge(Session session, long nowNs) {
        PathValidation path = session.path();
        PeerConnection connection = session.connection();
        int length = connection.writePathChallenge(out, port.claim(), path.challenge(), nowNs);
        session.onSent(connection.lastSequence(), SnapshotFeedback.NONE, false);
        port.commit(path.hi(), path.lo(), path.port(), length);
    }

    private boolean send(Session session, int length) {
        PeerAddress to = session.address();
        return port.commit(to.hi(), to.lo(), to.port(), length);
    }

    /** Hands everything to the kernel. */
    int flush() {
        return port.flush();
    }
}
