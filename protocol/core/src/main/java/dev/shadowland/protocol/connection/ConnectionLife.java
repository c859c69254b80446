package dev.shadowland.protocol.connection;

import org.jspecify.annotations.Nullable;

/**
 * Where a connection stands: PROVING → ESTABLISHED → CLOSED, with CLOSING before CLOSED when the
 * peer is to be told. Owned by the connection's thread.
 */
final class ConnectionLife {
    private static final long CLOSING_LASTS_NS = 1_000_000_000;
    private static final long NOT_SEEN = Long.MIN_VALUE;

    /** A Disconnect is sent a few times, for nothing repairs a loss of it. */
    private static final int DISCONNECT_COPIES = 3;

    enum State {
        PROVING,
        ESTABLISHED,
        CLOSING,
        CLOSED
    }

    private final ConnectionHandler handler;
    private final Runnable release;
    private State state = State.PROVING;
    private boolean wasEstablished;
    private @Nullable DisconnectReason closedBecause;
    private int disconnectsLeft = DISCONNECT_COPIES;
    private long closingUntilNs = NOT_SEEN;

    /** A life in PROVING; {@code release} zeroes keys and gives memory back, at the end. */
    ConnectionLife(ConnectionHandler handler, Runnable release) {
        this.handler = handler;
        this.release = release;
    }

    State state() {
        return state;
    }

    /** Whether frames of the peer count. */
    boolean isOpen() {
        return state == State.PROVING || state == State.ESTABLISHED;
    }

    boolean isEstablished() {
        return state == State.ESTABLISHED;
    }

    boolean wasEstablished() {
        return wasEstablished;
    }

    @Nullable DisconnectReason closedBecause() {
        return closedBecause;
    }

    void requireNotClosed() {
        if (state == State.CLOSED) {
            throw new IllegalStateException("the connection is closed");
        }
    }

    void establish() {
        state = State.ESTABLISHED;
        wasEstablished = true;
        handler.onEstablished();
    }

    /** Ends it once the peer was told; the first reason stays. */
    void closeAfterTelling(DisconnectReason reason) {
        if (isOpen()) {
            state = State.CLOSING;
            closedBecause = reason;
        }
    }

    /** A datagram went out, with a Disconnect in CLOSING. */
    void onSent() {
        if (state == State.CLOSING && --disconnectsLeft == 0) {
            close(DisconnectReason.PROTOCOL_ERROR, false);
        }
    }

    /** An owner that does not send any more does not keep it half closed for ever. */
    void onTimeWhileClosing(long nowNs) {
        if (closingUntilNs == NOT_SEEN) {
            closingUntilNs = nowNs + CLOSING_LASTS_NS;
        } else if (nowNs - closingUntilNs >= 0) {
            close(DisconnectReason.PROTOCOL_ERROR, false);
        }
    }

    /** Ends it at once; a reason given to {@link #closeAfterTelling} before stays. */
    void close(DisconnectReason reason, boolean byPeer) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        DisconnectReason first = closedBecause == null ? reason : closedBecause;
        closedBecause = first;
        release.run();
        handler.onClosed(first, byPeer);
    }
}
