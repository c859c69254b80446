package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.fragment.Fragments;
import dev.shadowland.protocol.reliability.Channel;
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
    private final MessageOutbox outbox;
    private final MessageInbox inbox;
    private final Tally tally = new Tally();
    private final ConnectionStatistics statistics;
    private final KeyProof proof;
    private final PathEcho path;
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
        path = new PathEcho(client, handler);
        heartbeat = new Heartbeat(settings, nowNs);
        acks = new AckExchange(rtt, new Fates());
        outbox = new MessageOutbox(rtt);
        inbox = new MessageInbox(handler, tally);
        statistics = new ConnectionStatistics(tally, outbox, inbox, rtt);
    }

    /** Uses the memory that the connections of its thread share; before the first message. */
    public PeerConnection share(ConnectionMemory memory) {
        outbox.share(memory);
        inbox.share(memory);
        return this;
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

    /** What it counted. */
    public ConnectionStatistics statistics() {
        return statistics;
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
        tally.datagramsReceived++;
        if (!handler.onOpened(length, nowNs)) {
            return DropReason.RATE_LIMITED;
        }
        heartbeat.onHeard(nowNs);
        acks.onReceived(PacketHeader.sequence(buffer, offset), nowNs);
        onFrames(buffer, offset + PacketHeader.LENGTH, seal.openedLength(), nowNs);
        return null;
    }

    private void onFrames(DirectBuffer buffer, int offset, int length, long nowNs) {
        boolean elicitsAck = false;
        boolean reliable = false;
        frames.wrap(buffer, offset, length);
        while (isOpen() && frames.next()) {
            DropReason wrong = onFrame(buffer, nowNs);
            elicitsAck |= frames.type() != FrameType.ACK;
            reliable |= isReliable(frames.type());
            if (wrong != null) {
                handler.onFrameDropped(wrong);
            }
        }
        if (elicitsAck) {
            acks.onElicited(
                    nowNs, reliable ? AckExchange.ACK_RELIABLE_AFTER_NS : AckExchange.ACK_AFTER_NS);
        }
        if (frames.truncated()) {
            handler.onFrameDropped(DropReason.FRAME_PAST_END);
        }
    }

    private static boolean isReliable(int type) {
        return type == FrameType.RELIABLE_ORDERED || type == FrameType.RELIABLE_UNORDERED;
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
            default -> onOther(type, buffer, offset, length, nowNs);
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
        if (state == State.ESTABLISHED && proof.isOver(type, reader)) {
            return path.onFrame(type, reader);
        }
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

    private @Nullable DropReason onOther(
            int type, DirectBuffer buffer, int offset, int length, long nowNs) {
        if (FrameType.isControl(type) && !isForAbove(type)) {
            return DropReason.UNKNOWN_FRAME;
        }
        if (state == State.PROVING && proof.onPeerEstablished()) {
            establish();
        }
        if (state != State.ESTABLISHED) {
            return DropReason.FRAME_OUT_OF_STATE;
        }
        return switch (type) {
            case FrameType.RELIABLE_ORDERED ->
                    onReliable(Channel.RELIABLE_ORDERED, buffer, offset, length, nowNs);
            case FrameType.RELIABLE_UNORDERED ->
                    onReliable(Channel.RELIABLE_UNORDERED, buffer, offset, length, nowNs);
            case FrameType.FRAGMENT -> inbox.onFragment(buffer, offset, length, nowNs);
            default -> {
                handler.onFrame(type, buffer, offset, length);
                yield null;
            }
        };
    }

    private static boolean isForAbove(int type) {
        return type == FrameType.FRAGMENT || type == FrameType.CHECK_INTEGRITY;
    }

    /** A reliable message that is wrong cannot be made good: the connection ends. */
    private @Nullable DropReason onReliable(
            Channel channel, DirectBuffer buffer, int offset, int length, long nowNs) {
        DropReason wrong = inbox.onReliable(channel, buffer, offset, length, nowNs);
        if (wrong == DropReason.BEYOND_WINDOW) {
            closeAfterTelling(DisconnectReason.BEYOND_WINDOW);
            return wrong;
        }
        return endOn(wrong);
    }

    /**
     * Takes a message of a reliable channel; the body is copied. When the channel's queue is full
     * the connection ends with {@link DisconnectReason#QUEUE_FULL}: ask {@link #canSend} first
     * where that is not meant.
     *
     * @param type of the inner frame
     * @param length of the body, 0..65535
     * @return whether it was taken; not unless the connection is established
     */
    public boolean sendReliable(
            Channel channel, int type, DirectBuffer body, int offset, int length) {
        requireMessage(type, length);
        if (!channel.isReliable()) {
            throw new IllegalArgumentException(channel + " is not reliable");
        }
        if (state != State.ESTABLISHED) {
            return false;
        }
        if (!outbox.hasRoom(channel, length)) {
            closeAfterTelling(DisconnectReason.QUEUE_FULL);
            return false;
        }
        outbox.send(channel, type, body, offset, length);
        return true;
    }

    /**
     * Takes a message that may get lost, whole or in fragments; the body is copied. What fits a
     * datagram is better written as a frame between {@link #begin} and {@link #end}.
     *
     * @param length of the body, 0..65535
     * @return whether it was taken; not when too much waits, nor unless established
     */
    public boolean sendUnreliable(int type, DirectBuffer body, int offset, int length) {
        requireMessage(type, length);
        if (!canSend(Channel.UNRELIABLE, length)) {
            tally.unreliableRefused++;
            return false;
        }
        outbox.send(Channel.UNRELIABLE, type, body, offset, length);
        return true;
    }

    /** Whether the connection takes a message with a body of this length now. */
    public boolean canSend(Channel channel, int length) {
        return state == State.ESTABLISHED && outbox.hasRoom(channel, length);
    }

    private static void requireMessage(int type, int length) {
        if (!FrameType.isContent(type) || type > 0xFF) {
            throw new IllegalArgumentException("a message of type " + type);
        }
        if (length < 0 || length >= Fragments.MOST_TOTAL) {
            throw new IllegalArgumentException("a message of " + length + " bytes");
        }
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
                inbox.onTime(nowNs);
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

    /** Highest sequence that arrived, -1 before the first. */
    public long newestOpened() {
        return seal.newestOpened();
    }

    /**
     * Writes a whole datagram that asks whoever gets it to send 8 bytes back, and nothing else.
     *
     * @return its length, {@link PathValidation#CHALLENGE_DATAGRAM}
     */
    public int writePathChallenge(
            MutableDirectBuffer out, int offset, long challenge, long nowNs) {
        if (state != State.ESTABLISHED) {
            throw new IllegalStateException("only an established connection moves");
        }
        long sequence = seal.nextSequence();
        int length = PathValidation.CHALLENGE_DATAGRAM - PacketHeader.TAG_LENGTH;
        writer.wrap(out, offset, length)
                .padTo(PacketHeader.LENGTH)
                .u8(FrameType.CRYPTO_TEST)
                .u8(Long.BYTES)
                .i64(challenge);
        length =
                seal.seal(
                        out,
                        offset,
                        PacketHeader.UNRELIABLE,
                        PacketHeader.SEALED | PacketHeader.RELIABLE_HANDSHAKE,
                        length - PacketHeader.LENGTH);
        tally.datagramsSent++;
        acks.onSent(sequence, nowNs);
        outbox.onSent(sequence);
        return length;
    }

    /** The peer is elsewhere now: what was learned of the old path holds no more. */
    public void onPathChanged() {
        rtt.reset();
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
                            || path.isEchoDue()
                            || seal.keys().isSendDue(nowNs)
                            || outbox.isDue(nowNs);
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
            flags |= path.write(writer) ? PacketHeader.RELIABLE_HANDSHAKE : 0;
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
        int channel = state == State.ESTABLISHED ? fill(sequence) : PacketHeader.UNRELIABLE;
        int length =
                seal.seal(
                        writer.buffer(),
                        sendOffset,
                        channel,
                        flags,
                        writer.length() - PacketHeader.LENGTH);
        tally.datagramsSent++;
        acks.onSent(sequence, sendNowNs);
        outbox.onSent(sequence);
        if (state == State.CLOSING && --disconnectsLeft == 0) {
            close(DisconnectReason.PROTOCOL_ERROR);
        } else if (outbox.gaveUp()) {
            closeAfterTelling(DisconnectReason.NOT_DELIVERED);
        }
        return length;
    }

    /**
     * Messages take what room the caller's frames left, so they never take a snapshot's; when they
     * find none, the next datagram is due at once.
     */
    private int fill(long sequence) {
        outbox.write(writer, sequence, PacketHeader.MAX_PAYLOAD, sendNowNs);
        if (outbox.wroteFragment()) {
            flags |= PacketHeader.FRAGMENT;
        }
        return outbox.channelCode();
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
        outbox.release();
        inbox.release();
        handler.onClosed(first, byPeer);
    }

    /** What became of the own datagrams. */
    private final class Fates implements SentWindow.Fate {
        @Override
        public void onAcked(long sequence) {
            tally.datagramsAcked++;
            outbox.onAcked(sequence);
            handler.onDatagramAcked(sequence);
        }

        @Override
        public void onLost(long sequence) {
            tally.datagramsLost++;
            outbox.onLost(sequence);
            handler.onDatagramLost(sequence);
        }

        @Override
        public void onAckedLate(long sequence) {
            tally.datagramsLate++;
            outbox.onAcked(sequence);
        }
    }
}
