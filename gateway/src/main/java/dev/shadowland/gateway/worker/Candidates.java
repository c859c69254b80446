package dev.shadowland.gateway.worker;

import dev.shadowland.gateway.session.Session;
import dev.shadowland.gateway.session.SessionEvents;
import dev.shadowland.protocol.backplane.SessionId;
import dev.shadowland.protocol.connection.ConnectionKeys;
import dev.shadowland.protocol.connection.ConnectionMemory;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.SessionKeys;
import dev.shadowland.protocol.handshake.HalfOpen;
import dev.shadowland.protocol.handshake.HandshakeResponder;
import dev.shadowland.protocol.rekey.KeyAgreement;

import org.agrona.collections.Int2ObjectHashMap;

import java.util.random.RandomGenerator;

/**
 * Half-open connections whose client sent something sealed and has not shown the key yet. Bounded
 * by the table of half-open connections. Owned by the worker's thread.
 */
final class Candidates {
    private final Int2ObjectHashMap<Session> byConnectionId = new Int2ObjectHashMap<>();
    private final HandshakeResponder responder;
    private final WorkerSettings settings;
    private final Aead.Provider aead;
    private final KeyAgreement rekeys;
    private final RandomGenerator random;
    private final SessionEvents events;
    private final ConnectionMemory memory;
    private long serial;

    /**
     * Knows nobody.
     *
     * @param firstSerial above the serials of this gateway's earlier lives, so that no session id
     *     returns
     */
    Candidates(
            HandshakeResponder responder,
            WorkerSettings settings,
            Aead.Provider aead,
            KeyAgreement rekeys,
            RandomGenerator random,
            SessionEvents events,
            long firstSerial) {
        this.responder = responder;
        this.settings = settings;
        this.aead = aead;
        this.rekeys = rekeys;
        this.random = random;
        this.events = events;
        serial = firstSerial;
        memory = new ConnectionMemory(settings.sessions().mostHeldBytes());
        // Now and not at the first large datagram, for it loads a library.
        memory.compressor();
    }

    /** The session that a half-open connection may become. */
    Session of(HalfOpen half, SessionKeys keys, long nowNs) {
        Session known = byConnectionId.get(half.connectionId());
        if (known != null) {
            return known;
        }
        Session.Link link =
                new Session.Link(
                        half.connectionId(),
                        ConnectionKeys.ofServer(keys, aead, settings.security().rekey(), rekeys),
                        settings.connection(),
                        random,
                        settings.security().limits(),
                        nowNs);
        long id = SessionId.of(settings.gatewayNode(), settings.worker(), serial++);
        Session made = new Session(id, half.address(), link, events);
        made.connection().share(memory);
        made.times().enterBy(nowNs + settings.sessions().enterTimeoutNs());
        byConnectionId.put(half.connectionId(), made);
        return made;
    }

    /** Bytes that all sessions hold of what arrived early. */
    long heldBytes() {
        return memory.held().heldBytes();
    }

    /** The client showed its key: it is no candidate any more. */
    void onProven(HalfOpen half) {
        byConnectionId.remove(half.connectionId());
        responder.onProven(half);
    }

    /** Forgets those whose half-open connection expired. */
    void onHousekeeping() {
        if (byConnectionId.isEmpty()) {
            return;
        }
        byConnectionId.values().removeIf(this::closeExpired);
    }

    private boolean closeExpired(Session candidate) {
        HalfOpen half = responder.find(candidate.connection().connectionId());
        if (half == null) {
            candidate.connection().close(DisconnectReason.TIMED_OUT);
        }
        return half == null;
    }
}
