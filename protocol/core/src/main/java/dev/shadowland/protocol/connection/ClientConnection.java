package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.handshake.DenyReason;
import dev.shadowland.protocol.handshake.HandshakeInitiator;
import dev.shadowland.protocol.rekey.KeyAgreement;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/**
 * A client's connection from the first Connect to the end, sans I/O: CONNECTING → PROVING →
 * ESTABLISHED → CLOSED, or FAILED with one reason from either of the first two. Owned by one
 * thread.
 */
public final class ClientConnection {
    private static final long COOKIE_LIFETIME_NS = 9_000_000_000L;

    /** Where the connection stands. */
    public enum State {
        CONNECTING,
        PROVING,
        ESTABLISHED,
        CLOSED,
        FAILED
    }

    /** Why a connection never came to be. */
    public enum Failure {
        /** No answer, or none that was genuine, within the time. */
        TIMED_OUT,
        /** The server said no; see {@link #denial}. */
        DENIED,
        /**
         * It ended after the keys were agreed and before they were proven; see {@link
         * PeerConnection#closedBecause}.
         */
        DISCONNECTED
    }

    private final HandshakeInitiator handshake;
    private final ClientSettings settings;
    private final Aead.Provider aead;
    private final ConnectionHandler handler;
    private final RandomGenerator random;
    private final long startedNs;
    private long cookieReceivedNs;
    private final SharedMemory memory = new SharedMemory();
    private @Nullable PeerConnection peer;
    private @Nullable Failure failure;

    /**
     * Starts connecting.
     *
     * @param random secure outside of tests
     */
    public ClientConnection(
            ClientSettings settings,
            Aead.Provider aead,
            RandomGenerator random,
            long nowNs,
            ConnectionHandler handler) {
        this.settings = settings;
        this.aead = aead;
        this.random = random;
        this.handler = handler;
        startedNs = nowNs;
        cookieReceivedNs = nowNs;
        handshake = new HandshakeInitiator(settings.rootKeys(), settings.version(), random);
    }

    /** Uses memory that the connections of its thread share; at once after it was made. */
    public ClientConnection share(ConnectionMemory shared) {
        memory.give(shared);
        return this;
    }

    /** Where the connection stands. */
    public State state() {
        if (failure() != null) {
            return State.FAILED;
        }
        if (peer == null) {
            return State.CONNECTING;
        }
        if (peer.closedBecause() != null) {
            return State.CLOSED;
        }
        return peer.isEstablished() ? State.ESTABLISHED : State.PROVING;
    }

    /** Why it failed, null unless FAILED. */
    public @Nullable Failure failure() {
        if (failure != null || peer == null || peer.wasEstablished()) {
            return failure;
        }
        DisconnectReason reason = peer.closedBecause();
        if (reason == null) {
            return null;
        }
        return reason == DisconnectReason.TIMED_OUT ? Failure.TIMED_OUT : Failure.DISCONNECTED;
    }

    /** What the server gave as reason, when it denied. */
    public @Nullable DenyReason denial() {
        return handshake.denial();
    }

    /**
     * The connection behind it.
     *
     * @throws IllegalStateException while CONNECTING
     */
    public PeerConnection peer() {
        if (peer == null) {
            throw new IllegalStateException("still connecting");
        }
        return peer;
    }

    /**
     * Takes a datagram from the server, opening it in place; null when it was taken, else why it
     * was dropped.
     */
    public @Nullable DropReason onDatagram(
            MutableDirectBuffer buffer, int offset, int length, long nowNs) {
        if (length < PacketHeader.LENGTH) {
            return DropReason.TOO_SHORT;
        }
        if (failure != null) {
            return DropReason.UNKNOWN_CONNECTION;
        }
        if (peer != null) {
            return PacketHeader.connectionId(buffer, offset) == peer.connectionId()
                    ? peer.onDatagram(buffer, offset, length, nowNs)
                    : DropReason.UNKNOWN_CONNECTION;
        }
        boolean wantedCookie = handshake.state() == HandshakeInitiator.State.WANTS_COOKIE;
        DropReason wrong = handshake.onDatagram(nowNs, buffer, offset, length);
        if (wantedCookie && wrong == null) {
            cookieReceivedNs = nowNs;
        }
        onHandshakeMoved(nowNs);
        return wrong;
    }

    private void onHandshakeMoved(long nowNs) {
        switch (handshake.state()) {
            case ACCEPTED -> peer = accepted(nowNs);
            case DENIED -> failure = Failure.DENIED;
            case WANTS_COOKIE, WANTS_ACCEPT -> {}
        }
    }

    private PeerConnection accepted(long nowNs) {
        return new PeerConnection(
                        handshake.connectionId(),
                        true,
                        ConnectionKeys.ofClient(
                                handshake.keys(), aead, KeyAgreement.inline(random)),
                        settings.connection(),
                        random.nextLong(),
                        nowNs,
                        handler)
                .share(memory.get());
    }

    /**
     * Writes the datagram that is due without any frame of the caller's.
     *
     * @param out room for 1200 bytes from {@code offset} on
     * @return its length, 0 when nothing is due
     */
    public int poll(long nowNs, MutableDirectBuffer out, int offset) {
        onTime(nowNs);
        if (failure != null) {
            return 0;
        }
        if (peer == null) {
            return handshake.poll(nowNs, out, offset);
        }
        if (!peer.isSendDue(nowNs)) {
            return 0;
        }
        peer.begin(out, offset, nowNs);
        return peer.end();
    }

    private void onTime(long nowNs) {
        if (isPending() && failure == null && nowNs - startedNs >= settings.connectTimeoutNs()) {
            failure = Failure.TIMED_OUT;
            handshake.destroy();
            if (peer != null) {
                peer.close(DisconnectReason.TIMED_OUT);
            }
            return;
        }
        if (peer != null) {
            peer.onTime(nowNs);
        } else if (nowNs - cookieReceivedNs >= COOKIE_LIFETIME_NS) {
            handshake.restart();
        }
    }

    /** Neither there nor about to end for a reason that the server is still to be told. */
    private boolean isPending() {
        return peer == null || (!peer.wasEstablished() && peer.closedBecause() == null);
    }

    /** Begins a datagram with frames of the caller's; ESTABLISHED only. */
    public WireWriter begin(MutableDirectBuffer out, int offset, long nowNs) {
        return peer().begin(out, offset, nowNs);
    }

    /** Seals the datagram begun; returns its length. */
    public int end() {
        return peer().end();
    }
}
