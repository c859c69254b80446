package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.crypto.SessionKeys;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The client's half of the handshake up to ConnectionAccepted, sans I/O: WANTS_COOKIE →
 * WANTS_ACCEPT → ACCEPTED or DENIED. Each step is resent on a timer. A datagram with a bad
 * signature or CRC, or for another client key, changes nothing. Owned by one thread; the private
 * key is zeroed once used.
 */
public final class HandshakeInitiator {
    private static final long RESEND_NS = 250_000_000;
    private static final long NS_PER_MS = 1_000_000;

    /** Where the handshake stands. */
    public enum State {
        WANTS_COOKIE,
        WANTS_ACCEPT,
        ACCEPTED,
        DENIED
    }

    private final PlaintextDatagram datagrams = new PlaintextDatagram();
    private final List<byte[]> rootKeys;
    private final int version;
    private final byte[] privateKey;
    private final byte[] clientKey;
    private State state = State.WANTS_COOKIE;
    private byte @Nullable [] cookie;
    private long lastSentNs;
    private boolean sendNow = true;
    private int connectionId;
    private @Nullable SessionKeys keys;
    private @Nullable DenyReason denial;

    /**
     * Starts a handshake.
     *
     * @param rootKeys pinned Ed25519 keys, one of which must vouch for the gateway
     * @param version protocol version to ask for
     * @param random secure outside of tests
     */
    public HandshakeInitiator(List<byte[]> rootKeys, int version, RandomGenerator random) {
        this.rootKeys = List.copyOf(rootKeys);
        this.version = version;
        privateKey = Curves.newPrivateKey(random);
        clientKey = Curves.agreementPublicKey(privateKey);
    }

    /** Where the handshake stands. */
    public State state() {
        return state;
    }

    /** The id of the connection, once ACCEPTED. */
    public int connectionId() {
        return connectionId;
    }

    /** The keys, once ACCEPTED; whoever makes ciphers from them zeroes them. */
    public SessionKeys keys() {
        if (keys == null) {
            throw new IllegalStateException("no keys while " + state);
        }
        return keys;
    }

    /** Why the server refused, once DENIED; null for a reason of a newer server. */
    public @Nullable DenyReason denial() {
        return denial;
    }

    /**
     * Writes the datagram that is due.
     *
     * @return its length, 0 when nothing is due
     */
    public int poll(long nowNs, MutableDirectBuffer out, int offset) {
        boolean waiting = state == State.WANTS_COOKIE || state == State.WANTS_ACCEPT;
        if (!waiting || !(sendNow || nowNs - lastSentNs >= RESEND_NS)) {
            return 0;
        }
        sendNow = false;
        lastSentNs = nowNs;
        return datagrams.writeConnect(
                out, offset, new PlaintextDatagram.Connect(version, clientKey, cookie));
    }

    /** Takes a plaintext datagram; null when it moved the handshake on, else why it was dropped. */
    public @Nullable DropReason onDatagram(
            long nowNs, DirectBuffer buffer, int offset, int length) {
        DropReason wrong = datagrams.check(buffer, offset, length);
        if (wrong != null) {
            return wrong;
        }
        int type = PlaintextDatagram.type(buffer, offset);
        if (type == FrameType.COOKIE && state == State.WANTS_COOKIE) {
            return onCookie(datagrams.readCookie(buffer, offset, length, clientKey));
        }
        if (type == FrameType.CONNECTION_ACCEPTED && state == State.WANTS_ACCEPT) {
            return onAccepted(nowNs, datagrams.readAccepted(buffer, offset, length));
        }
        if (type == FrameType.CONNECTION_DENIED && state == State.WANTS_ACCEPT) {
            return onDenied(nowNs, datagrams.readDenied(buffer, offset, length));
        }
        return DropReason.UNEXPECTED_TYPE;
    }

    /**
     * Makes the server's cookie be asked for again: the present one got no answer for longer than
     * it holds.
     */
    public void restart() {
        if (state == State.WANTS_ACCEPT) {
            state = State.WANTS_COOKIE;
            cookie = null;
            sendNow = true;
        }
    }

    /** Gives the handshake up: zeroes the private key, and the session keys if nobody took them. */
    public void destroy() {
        Arrays.fill(privateKey, (byte) 0);
        if (keys != null) {
            keys.destroy();
        }
    }

    private @Nullable DropReason onCookie(byte @Nullable [] received) {
        if (received == null) {
            return DropReason.MALFORMED_FRAME;
        }
        cookie = received;
        state = State.WANTS_ACCEPT;
        sendNow = true;
        return null;
    }

    private @Nullable DropReason onAccepted(
            long nowNs, PlaintextDatagram.@Nullable Accepted accepted) {
        if (accepted == null || accepted.connectionId() == 0 || accepted.version() != version) {
            return DropReason.MALFORMED_FRAME;
        }
        Transcript transcript =
                new Transcript(
                        version,
                        clientKey,
                        accepted.connectionId(),
                        accepted.serverKey(),
                        accepted.salt());
        boolean genuine =
                Arrays.equals(accepted.clientKey(), clientKey)
                        && accepted.certificate().isTrusted(rootKeys, nowNs / NS_PER_MS)
                        && Curves.verify(
                                accepted.certificate().gatewayKey(),
                                transcript.signedMessage(),
                                accepted.signature());
        if (!genuine) {
            return DropReason.NOT_AUTHENTIC;
        }
        keys = transcript.keys(privateKey, accepted.serverKey());
        if (keys == null) {
            state = State.DENIED;
            return DropReason.NOT_AUTHENTIC;
        }
        connectionId = accepted.connectionId();
        state = State.ACCEPTED;
        return null;
    }

    private @Nullable DropReason onDenied(long nowNs, PlaintextDatagram.@Nullable Denied denied) {
        if (denied == null) {
            return DropReason.MALFORMED_FRAME;
        }
        DenialMessage message =
                new DenialMessage(
                        denied.clientKey(),
                        denied.reason(),
                        denied.oldestVersion(),
                        denied.newestVersion());
        boolean genuine =
                Arrays.equals(denied.clientKey(), clientKey)
                        && denied.certificate().isTrusted(rootKeys, nowNs / NS_PER_MS)
                        && Curves.verify(
                                denied.certificate().gatewayKey(),
                                message.bytes(),
                                denied.signature());
        if (!genuine) {
            return DropReason.NOT_AUTHENTIC;
        }
        if (contradicts(denied)) {
            return DropReason.UNEXPECTED_TYPE;
        }
        denial = DenyReason.of(denied.reason());
        state = State.DENIED;
        Arrays.fill(privateKey, (byte) 0);
        return null;
    }

    /**
     * A genuine word that our version is not spoken, by a server that speaks it: somebody changed
     * the version on its way.
     */
    private boolean contradicts(PlaintextDatagram.Denied denied) {
        return denied.reason() == DenyReason.UNSUPPORTED_VERSION.code()
                && version >= denied.oldestVersion()
                && version <= denied.newestVersion();
    }
}
