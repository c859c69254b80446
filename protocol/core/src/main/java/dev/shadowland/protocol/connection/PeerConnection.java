package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.ReplayWindow;
import dev.shadowland.protocol.reliability.AckField;
import dev.shadowland.protocol.reliability.RttEstimator;
import dev.shadowland.protocol.reliability.SentWindow;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameReader;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection once it has keys: seals and opens, refuses replays, acknowledges, pings,
 * times out. Sans I/O: bytes and time in, bytes and callbacks out. One sequence, one replay window
 * and one ack space per direction for its whole life; a number is taken once per datagram. Owned by
 * one thread.
 *
 * <p>To send: {@link #begin}, write frames into the writer it returns, {@link #end}. States:
 * PROVING → ESTABLISHED → CLOSED.
 */
public final class PeerConnection {
    /**
     * Plaintext bytes that {@link #begin} may use for the connection's own frames once established.
     */
    public static final int OWN_FRAMES = 20 + KeyProof.MAX_ANSWER + 10 + 10;

    private static final long ACK_DELAY_UNIT_NS = 62_500;
    private static final long PROOF_RESEND_NS = 250_000_000;
    private static final long ACK_AFTER_NS = 250_000_000;
    private static final int ACK_AFTER_DATAGRAMS = 32;
    private static final long MAX_FAILED_OPENS = 1L << 36;

    private enum State {
        PROVING,
        ESTABLISHED,
        CLOSED
    }

    private final FrameReader frames = new FrameReader();
    private final WireReader reader = new WireReader();
    private final WireWriter writer = new WireWriter();
    private final AckField received = new AckField();
    private final SentWindow sent = new SentWindow();
    private final RttEstimator rtt = new RttEstimator();
    private final SentWindow.Fate fate;
    private final ReplayWindow replay;
    private final KeyProof proof;
    private final Aead sealing;
    private final Aead opening;
    private final ConnectionSettings settings;
    private final ConnectionHandler handler;
    private final int connectionId;
    private final boolean client;
    private final long startedNs;

    private State state = State.PROVING;
    private long nextSequence;
    private long newestReceivedAtNs;
    private int unackedDatagrams;
    private long oldestUnackedAtNs;
    private boolean pongDue;
    private long pongEcho;
    private long lastHeardNs;
    private long lastSentNs;
    private long nextPingNs;
    private long failedOpens;
    private int sendOffset;
    private int flags;

    /**
     * A connection whose keys are agreed and not yet proven.
     *
     * @param client whether this end is the client, which drives the proof
     * @param keys ciphers of this end; destroyed when the connection closes
     * @param testNumber random, for CryptoTest
     */
    public PeerConnection(
            int connectionId,
            boolean client,
            ConnectionKeys keys,
            ConnectionSettings settings,
            long testNumber,
            long nowNs,
            ConnectionHandler handler) {
        this.connectionId = connectionId;
        this.client = client;
        sealing = keys.sealing();
        opening = keys.opening();
        this.settings = settings;
        this.handler = handler;
        replay = new ReplayWindow(settings.replayWindow());
        proof = new KeyProof(client, testNumber);
        startedNs = nowNs;
        lastHeardNs = nowNs;
        lastSentNs = nowNs - PROOF_RESEND_NS;
        nextPingNs = nowNs + settings.pingIntervalNs();
        fate =
                new SentWindow.Fate() {
                    @Override
                    public void onAcked(long sequence) {
                        handler.onDatagramAcked(sequence);
                    }

                    @Override
                    public void onLost(long sequence) {
                        handler.onDatagramLost(sequence);
                    }
                };
    }

    /** The id in every header. */
    public int connectionId() {
        return connectionId;
    }

    /** Whether frames may be sent. */
    public boolean isEstablished() {
        return state == State.ESTABLISHED;
    }

    /** Whether it is over. */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Round trip from Ping and Pong. */
    public RttEstimator rtt() {
        return rtt;
    }

    /** When an authentic datagram last arrived. */
    public long lastHeardNs() {
        return lastHeardNs;
    }

    /**
     * Takes a sealed datagram with this connection's id; opens it in place and hands its frames on.
     *
     * @return null when it was authentic and new, else why it was dropped
     */
    public @Nullable DropReason onDatagram(
            MutableDirectBuffer buffer, int offset, int length, long nowNs) {
        DropReason wrong = PacketHeader.checkSealed(buffer, offset, length);
        if (wrong != null) {
            return wrong;
        }
        if (state == State.CLOSED) {
            return DropReason.UNKNOWN_CONNECTION;
        }
        long sequence = PacketHeader.sequence(buffer, offset);
        if (!replay.accepts(sequence)) {
            return DropReason.REPLAYED;
        }
        int plaintext = opening.open(buffer, offset, length);
        if (plaintext < 0) {
            return onFailedOpen();
        }
        replay.mark(sequence);
        noteReceived(sequence, nowNs);
        return onFrames(buffer, offset + PacketHeader.LENGTH, plaintext, nowNs);
    }

    private DropReason onFailedOpen() {
        if (++failedOpens >= MAX_FAILED_OPENS) {
            close(DisconnectReason.PROTOCOL_ERROR, false);
        }
        return DropReason.NOT_AUTHENTIC;
    }

    private void noteReceived(long sequence, long nowNs) {
        lastHeardNs = nowNs;
        if (sequence > received.newest()) {
            newestReceivedAtNs = nowNs;
        }
        received.onReceived(sequence);
    }

    private @Nullable DropReason onFrames(DirectBuffer buffer, int offset, int length, long nowNs) {
        DropReason worst = null;
        boolean elicitsAck = false;
        frames.wrap(buffer, offset, length);
        while (state != State.CLOSED && frames.next()) {
            DropReason wrong = onFrame(buffer, nowNs);
            if (wrong == DropReason.MALFORMED_FRAME) {
                close(DisconnectReason.PROTOCOL_ERROR, false);
            }
            worst = worst == null ? wrong : worst;
            elicitsAck |= frames.type() != FrameType.ACK;
        }
        if (elicitsAck && unackedDatagrams++ == 0) {
            oldestUnackedAtNs = nowNs;
        }
        return worst == null && frames.truncated() ? DropReason.FRAME_PAST_END : worst;
    }

    private @Nullable DropReason onFrame(DirectBuffer buffer, long nowNs) {
        int type = frames.type();
        int offset = frames.bodyOffset();
        int length = frames.bodyLength();
        if (KeyProof.owns(type)) {
            return onProof(type, buffer, offset, length);
        }
        reader.wrap(buffer, offset, length);
        return switch (type) {
            case FrameType.ACK -> onAck();
            case FrameType.PING -> onPing();
            case FrameType.PONG -> onPong(nowNs);
            case FrameType.DISCONNECT -> onDisconnect();
            default -> onOther(type, buffer, offset, length);
        };
    }

    private @Nullable DropReason onProof(int type, DirectBuffer buffer, int offset, int length) {
        if (!proof.onFrame(type, buffer, offset, length)) {
            return state == State.PROVING
                    ? DropReason.MALFORMED_FRAME
                    : DropReason.FRAME_OUT_OF_STATE;
        }
        if (state == State.PROVING && proof.complete()) {
            establish();
        }
        return null;
    }

    private void establish() {
        state = State.ESTABLISHED;
        handler.onEstablished();
    }

    private @Nullable DropReason onAck() {
        long newest = reader.i64();
        long bits = reader.i64();
        reader.u16();
        if (!reader.finished()) {
            return DropReason.MALFORMED_FRAME;
        }
        if (!sent.onAck(newest, bits, fate)) {
            close(DisconnectReason.PROTOCOL_ERROR, false);
            return DropReason.ACK_OF_UNSENT;
        }
        return null;
    }

    private @Nullable DropReason onPing() {
        long echo = reader.i64();
        if (!reader.finished()) {
            return DropReason.MALFORMED_FRAME;
        }
        pongEcho = echo;
        pongDue = true;
        return null;
    }

    private @Nullable DropReason onPong(long nowNs) {
        long sentAtNs = reader.i64();
        if (!reader.finished()) {
            return DropReason.MALFORMED_FRAME;
        }
        long sample = nowNs - sentAtNs;
        if (sample >= 0 && sample <= settings.timeoutNs()) {
            rtt.onSample(sample);
            handler.onRtt(sample);
        }
        return null;
    }

    private @Nullable DropReason onDisconnect() {
        int code = reader.u8();
        if (!reader.finished()) {
            return DropReason.MALFORMED_FRAME;
        }
        close(DisconnectReason.of(code), true);
        return null;
    }

    private @Nullable DropReason onOther(int type, DirectBuffer buffer, int offset, int length) {
        if (FrameType.isControl(type)) {
            return DropReason.UNKNOWN_FRAME;
        }
        if (state == State.PROVING && proof.onPeerEstablished()) {
            establish();
        }
        if (state != State.ESTABLISHED) {
            return DropReason.FRAME_OUT_OF_STATE;
        }
        handler.onFrame(type, buffer, offset, length);
        return null;
    }

    /**
     * Ends the connection when the peer was silent, or did not end its proof, for the timeout. Call
     * it now and then.
     */
    public void onTime(long nowNs) {
        long waitingSinceNs = state == State.PROVING ? startedNs : lastHeardNs;
        if (state != State.CLOSED && nowNs - waitingSinceNs >= settings.timeoutNs()) {
            close(DisconnectReason.TIMED_OUT, false);
        }
    }

    /** Whether a datagram is due although no frame of the caller's is. */
    public boolean isSendDue(long nowNs) {
        return switch (state) {
            case CLOSED -> false;
            case PROVING -> proof.answerDue() || (client && nowNs - lastSentNs >= PROOF_RESEND_NS);
            case ESTABLISHED ->
                    pongDue
                            || proof.answerDue()
                            || nowNs - nextPingNs >= 0
                            || nowNs - lastSentNs >= settings.keepAliveNs()
                            || isAckDue(nowNs);
        };
    }

    private boolean isAckDue(long nowNs) {
        return unackedDatagrams >= ACK_AFTER_DATAGRAMS
                || (unackedDatagrams > 0 && nowNs - oldestUnackedAtNs >= ACK_AFTER_NS);
    }

    /**
     * Begins a datagram: header, then the connection's own frames that are due.
     *
     * @param out room for 1200 bytes from {@code offset} on
     * @return where the caller writes its frames; it has room for them and not for the tag
     */
    public WireWriter begin(MutableDirectBuffer out, int offset, long nowNs) {
        if (state == State.CLOSED) {
            throw new IllegalStateException("the connection is closed");
        }
        sendOffset = offset;
        flags = PacketHeader.SEALED;
        writer.wrap(out, offset, PacketHeader.MAX_DATAGRAM - PacketHeader.TAG_LENGTH)
                .padTo(PacketHeader.LENGTH);
        writeAck(nowNs);
        if (state == State.PROVING || proof.answerDue()) {
            proof.write(writer);
            flags |= PacketHeader.RELIABLE_HANDSHAKE;
        }
        if (pongDue) {
            writer.u8(FrameType.PONG).u8(8).i64(pongEcho);
            pongDue = false;
        }
        if (state == State.ESTABLISHED && nowNs - nextPingNs >= 0) {
            writer.u8(FrameType.PING).u8(8).i64(nowNs);
            nextPingNs = nowNs + settings.pingIntervalNs();
        }
        lastSentNs = nowNs;
        return writer;
    }

    private void writeAck(long nowNs) {
        if (received.newest() < 0) {
            return;
        }
        long delay = Math.min(0xFFFF, Math.max(0, nowNs - newestReceivedAtNs) / ACK_DELAY_UNIT_NS);
        writer.u8(FrameType.ACK)
                .u8(18)
                .i64(received.newest())
                .i64(received.bits())
                .u16((int) delay);
        flags |= PacketHeader.ACKNOWLEDGMENT;
        unackedDatagrams = 0;
    }

    /**
     * Ends the datagram begun: takes the next sequence and seals.
     *
     * @return length of the datagram
     * @throws IllegalStateException when the connection was closed since {@link #begin}
     */
    public int end() {
        if (state == State.CLOSED) {
            throw new IllegalStateException("the connection is closed");
        }
        long sequence = nextSequence++;
        PacketHeader.write(
                writer.buffer(),
                sendOffset,
                connectionId,
                PacketHeader.UNRELIABLE,
                flags,
                sequence);
        int length =
                sealing.seal(writer.buffer(), sendOffset, writer.length() - PacketHeader.LENGTH);
        sent.onSent(sequence, fate);
        return length;
    }

    /** Sequence of the datagram that {@link #end} sealed last, -1 before the first. */
    public long lastSequence() {
        return nextSequence - 1;
    }

    /**
     * Writes a whole datagram that tells the peer to go; send it a few times, calling this each
     * time, then {@link #close}.
     *
     * @return its length
     */
    public int writeDisconnect(
            MutableDirectBuffer out, int offset, DisconnectReason reason, long nowNs) {
        begin(out, offset, nowNs).u8(FrameType.DISCONNECT).u8(1).u8(reason.code());
        return end();
    }

    /**
     * Ends it without a word to the peer; zeroes the keys and calls {@link
     * ConnectionHandler#onClosed} once.
     */
    public void close(DisconnectReason reason) {
        close(reason, false);
    }

    private void close(DisconnectReason reason, boolean byPeer) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        sealing.destroy();
        opening.destroy();
        handler.onClosed(reason, byPeer);
    }
}
