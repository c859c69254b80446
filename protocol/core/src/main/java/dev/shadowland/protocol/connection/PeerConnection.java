package dev.shadowland.protocol.connection;

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
 * PROVING → ESTABLISHED → CLOSED, with CLOSING before CLOSED when the peer is to be told: then
 * {@link #isSendDue} holds and each datagram carries a Disconnect, until the last of them is
 * written.
 */
public final class PeerConnection {
    /**
     * Plaintext bytes that {@link #begin} may use for the connection's own frames once established.
     */
    public static final int OWN_FRAMES =
            AckExchange.FRAME_SIZE + KeyProof.MAX_ANSWER + 2 * Heartbeat.FRAME_SIZE;

    private static final long PROOF_RESEND_NS = 250_000_000;
    private static final long CLOSING_LASTS_NS = 1_000_000_000;

    /** A Disconnect is sent a few times, for nothing repairs a loss of it. */
    private static final int DISCONNECT_COPIES = 3;

    private enum State {
        PROVING,
        ESTABLISHED,
        CLOSING,
        CLOSED
    }

    private final FrameReader frames = new FrameReader();
    private final WireReader reader = new WireReader();
    private final WireWriter writer = new WireWriter();
    private final RttEstimator rtt = new RttEstimator();
    private final ConnectionHandler handler;
    private final DatagramSeal seal;
    private final AckExchange acks;
    private final Heartbeat heartbeat;
    private final KeyProof proof;
    private final int connectionId;
    private final boolean client;

    private State state = State.PROVING;
    private boolean wasEstablished;
    private @Nullable DisconnectReason closedBecause;
    private int disconnectsLeft = DISCONNECT_COPIES;
    private long closingUntilNs = Long.MIN_VALUE;
    private int sendOffset;
    private long sendNowNs;
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
        this.handler = handler;
        seal = new DatagramSeal(connectionId, keys, settings.replayWindow());
        proof = new KeyProof(client, testNumber);
        heartbeat = new Heartbeat(settings, nowNs);
        acks = new AckExchange(rtt, new Fates());
    }

    /** The id in every header. */
    public int connectionId() {
        return connectionId;
    }

    /** Whether frames may be sent. */
    public boolean isEstablished() {
        return state == State.ESTABLISHED;
    }

    /** Whether frames could be sent at some time of its life. */
    public boolean wasEstablished() {
        return wasEstablished;
    }

    /** Whether it is over. */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Why it is over, or about to be once the peer is told; null while it lives. */
    public @Nullable DisconnectReason closedBecause() {
        return closedBecause;
    }

    /** Round trip from acks, Ping and Pong. */
    public RttEstimator rtt() {
        return rtt;
    }

    /** When an authentic datagram last arrived. */
    public long lastHeardNs() {
        return heartbeat.lastHeardNs();
    }

    /**
     * Takes a sealed datagram with this connection's id; opens it in place and hands its frames on.
     * What is wrong with a frame of it goes to {@link ConnectionHandler#onFrameDropped}.
     *
     * @return null when it was authentic and new, else why it was dropped
     */
    public @Nullable DropReason onDatagram(
            MutableDirectBuffer buffer, int offset, int length, long nowNs) {
        if (state == State.CLOSED) {
            DropReason malformed = PacketHeader.checkSealed(buffer, offset, length);
            return malformed == null ? DropReason.UNKNOWN_CONNECTION : malformed;
        }
        DropReason wrong = seal.open(buffer, offset, length, nowNs);
        if (wrong != null) {
            if (seal.isWornOut()) {
                close(DisconnectReason.PROTOCOL_ERROR);
            }
            return wrong;
        }
        heartbeat.onHeard(nowNs);
        acks.onReceived(PacketHeader.sequence(buffer, offset), nowNs);
        onFrames(buffer, offset + PacketHeader.LENGTH, seal.openedLength(), nowNs);
        return null;
    }

    private void onFrames(DirectBuffer buffer, int offset, int length, long nowNs) {
        boolean elicitsAck = false;
        frames.wrap(buffer, offset, length);
        while (isOpen() && frames.next()) {
            DropReason wrong = onFrame(buffer, nowNs);
            elicitsAck |= frames.type() != FrameType.ACK;
            if (wrong != null) {
                handler.onFrameDropped(wrong);
            }
        }
        if (elicitsAck) {
            acks.onElicited(nowNs, AckExchange.ACK_AFTER_NS);
        }
        if (frames.truncated()) {
            handler.onFrameDropped(DropReason.FRAME_PAST_END);
        }
    }

    private boolean isOpen() {
        return state == State.PROVING || state == State.ESTABLISHED;
    }

    private @Nullable DropReason onFrame(DirectBuffer buffer, long nowNs) {
        int type = frames.type();
        int offset = frames.bodyOffset();
        int length = frames.bodyLength();
        reader.wrap(buffer, offset, length);
        return switch (type) {
            case FrameType.CRYPTO_TEST, FrameType.CRYPTO_TEST_ACK, FrameType.RELIABLE_HANDSHAKE ->
                    onProof(type, buffer, offset, length);
            case FrameType.ACK -> endOn(acks.onFrame(reader, nowNs));
            case FrameType.PING ->
                    endOn(heartbeat.onPing(reader) ? null : DropReason.MALFORMED_FRAME);
            case FrameType.PONG -> onPong(nowNs);
            case FrameType.DISCONNECT -> onDisconnect();
            case FrameType.REKEY_REQUEST, FrameType.REKEY_RESPONSE -> onRekey(type);
            default -> onOther(type, buffer, offset, length);
        };
    }

    /** Authenticated rubbish in a frame of the connection's own business ends it. */
    private @Nullable DropReason endOn(@Nullable DropReason wrong) {
        if (wrong != null) {
            closeAfterTelling(DisconnectReason.PROTOCOL_ERROR);
        }
        return wrong;
    }

    private @Nullable DropReason onProof(int type, DirectBuffer buffer, int offset, int length) {
        if (!proof.onFrame(type, buffer, offset, length)) {
            return state == State.PROVING
                    ? endOn(DropReason.MALFORMED_FRAME)
                    : DropReason.FRAME_OUT_OF_STATE;
        }
        if (state == State.PROVING && proof.complete()) {
            establish();
        }
        return null;
    }

    private void establish() {
        state = State.ESTABLISHED;
        wasEstablished = true;
        handler.onEstablished();
    }

    private @Nullable DropReason onPong(long nowNs) {
        long echoed = reader.i64();
        if (!reader.finished()) {
            return endOn(DropReason.MALFORMED_FRAME);
        }
        long sample = heartbeat.sampleOf(echoed, nowNs);
        if (sample >= 0) {
            rtt.onSample(sample);
            handler.onRtt(sample);
        }
        return null;
    }

    private @Nullable DropReason onDisconnect() {
        int code = reader.u8();
        if (!reader.finished()) {
            return endOn(DropReason.MALFORMED_FRAME);
        }
        close(DisconnectReason.of(code), true);
        return null;
    }

    private @Nullable DropReason onRekey(int type) {
        if (state != State.ESTABLISHED) {
            return DropReason.FRAME_OUT_OF_STATE;
        }
        return endOn(seal.keys().onFrame(type, reader) ? null : DropReason.MALFORMED_FRAME);
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
        switch (state) {
            case PROVING, ESTABLISHED -> {
                if (heartbeat.isTimedOut(state == State.PROVING, nowNs)) {
                    close(DisconnectReason.TIMED_OUT);
                } else if (state == State.ESTABLISHED) {
                    keepKeys(nowNs);
                }
            }
            case CLOSING -> endClosing(nowNs);
            case CLOSED -> {}
        }
    }

    private void keepKeys(long nowNs) {
        seal.keys().onTime(nowNs, rtt.rtoNs());
        if (seal.keys().isFailed()) {
            closeAfterTelling(DisconnectReason.REKEY_FAILED);
        }
    }

    /** Has the keys changed soon; servers only. */
    public void forceRekey() {
        seal.keys().force();
    }

    /** How often the keys of what this end sends were changed. */
    public int keyEpoch() {
        return seal.keys().epoch();
    }

    /** An owner that does not send any more does not keep it half closed for ever. */
    private void endClosing(long nowNs) {
        if (closingUntilNs == Long.MIN_VALUE) {
            closingUntilNs = nowNs + CLOSING_LASTS_NS;
        } else if (nowNs - closingUntilNs >= 0) {
            close(DisconnectReason.PROTOCOL_ERROR);
        }
    }

    /** Whether a datagram is due although no frame of the caller's is. */
    public boolean isSendDue(long nowNs) {
        return switch (state) {
            case CLOSED -> false;
            case CLOSING -> true;
            case PROVING ->
                    proof.answerDue() || (client && heartbeat.silentNs(nowNs) >= PROOF_RESEND_NS);
            case ESTABLISHED ->
                    proof.answerDue()
                            || heartbeat.isDue(nowNs)
                            || acks.isDue(nowNs)
                            || seal.keys().isSendDue(nowNs);
        };
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
        sendNowNs = nowNs;
        flags = PacketHeader.SEALED;
        writer.wrap(out, offset, PacketHeader.MAX_DATAGRAM - PacketHeader.TAG_LENGTH)
                .padTo(PacketHeader.LENGTH);
        if (acks.write(writer, nowNs)) {
            flags |= PacketHeader.ACKNOWLEDGMENT;
        }
        if (state == State.CLOSING && closedBecause != null) {
            writer.u8(FrameType.DISCONNECT).u8(1).u8(closedBecause.code());
            return writer;
        }
        if (state == State.PROVING || proof.answerDue()) {
            proof.write(writer);
            flags |= PacketHeader.RELIABLE_HANDSHAKE;
        }
        heartbeat.write(writer, state == State.ESTABLISHED, nowNs);
        if (state == State.ESTABLISHED) {
            seal.keys().write(writer, nowNs);
        }
        return writer;
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
        long sequence = seal.nextSequence();
        int length =
                seal.seal(
                        writer.buffer(),
                        sendOffset,
                        PacketHeader.UNRELIABLE,
                        flags,
                        writer.length() - PacketHeader.LENGTH);
        acks.onSent(sequence, sendNowNs);
        if (state == State.CLOSING && --disconnectsLeft == 0) {
            close(DisconnectReason.PROTOCOL_ERROR);
        }
        return length;
    }

    /** Sequence of the datagram that {@link #end} sealed last, -1 before the first. */
    public long lastSequence() {
        return seal.nextSequence() - 1;
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
     * Ends it once the peer was told: takes nothing more, and the next datagrams carry the reason.
     * {@link ConnectionHandler#onClosed} follows the last of them.
     */
    public void closeAfterTelling(DisconnectReason reason) {
        if (isOpen()) {
            state = State.CLOSING;
            closedBecause = reason;
        }
    }

    /**
     * Ends it without a word to the peer; zeroes the keys and calls {@link
     * ConnectionHandler#onClosed} once. A reason given before by {@link #closeAfterTelling} stays.
     */
    public void close(DisconnectReason reason) {
        close(reason, false);
    }

    private void close(DisconnectReason reason, boolean byPeer) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        DisconnectReason first = closedBecause == null ? reason : closedBecause;
        closedBecause = first;
        seal.destroy();
        handler.onClosed(first, byPeer);
    }

    /** What became of the own datagrams. */
    private final class Fates implements SentWindow.Fate {
        @Override
        public void onAcked(long sequence) {
            handler.onDatagramAcked(sequence);
        }

        @Override
        public void onLost(long sequence) {
            handler.onDatagramLost(sequence);
        }
    }
}
