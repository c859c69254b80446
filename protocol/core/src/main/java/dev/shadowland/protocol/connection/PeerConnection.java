package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.reliability.HeldMemory;
import dev.shadowland.protocol.reliability.RttEstimator;
import dev.shadowland.protocol.reliability.SentWindow;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection once it has keys: seals and opens, refuses replays, acknowledges, repairs
 * what is reliable, pings, times out. Sans I/O: bytes and time in, bytes and callbacks out. One
 * sequence, one replay window and one ack space per direction for its whole life; a number is taken
 * once per datagram. Owned by one thread.
 *
 * <p>To send: {@link #begin}, write frames into the writer it returns, {@link #end}; messages given
 * to {@link #sendReliable} and {@link #sendUnreliable} go with them or in datagrams of their own,
 * which {@link #isSendDue} then asks for. States: PROVING → ESTABLISHED → CLOSED, with CLOSING
 * before CLOSED when the peer is to be told: then {@link #isSendDue} holds and each datagram
 * carries a Disconnect, until the last of them is written.
 */
public final class PeerConnection {
    /**
     * Plaintext bytes that {@link #begin} may use for the connection's own frames once established.
     */
    public static final int OWN_FRAMES =
            AckExchange.FRAME_SIZE + KeyProof.MAX_ANSWER + 2 * Heartbeat.FRAME_SIZE;

    private static final long PROOF_RESEND_NS = 250_000_000;

    private final RttEstimator rtt;
    private final Tally tally = new Tally();
    private final SharedMemory memory = new SharedMemory();
    private final ConnectionHandler handler;
    private final ConnectionLife life;
    private final DatagramSeal seal;
    private final AckExchange acks;
    private final Heartbeat heartbeat;
    private final KeyProof proof;
    private final MessageOutbox outbox;
    private final Symbols symbols;
    private final MessageInbox inbox;
    private final PayloadIntake intake;
    private final DatagramComposer composer;
    private final ConnectionStatistics statistics;
    private final int connectionId;
    private final boolean client;
    private long heardNs;

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
        rtt = new RttEstimator(settings.resends().firstTimeoutNs());
        seal = new DatagramSeal(connectionId, keys, settings.replayWindow());
        proof = new KeyProof(client, testNumber, handler);
        heartbeat = new Heartbeat(settings, nowNs);
        acks = new AckExchange(rtt, new Fates());
        outbox = new MessageOutbox(memory, rtt, settings, nowNs);
        life = new ConnectionLife(handler, this::release);
        symbols = new Symbols(handler, life, outbox);
        inbox = new MessageInbox(memory, handler, life, tally, symbols);
        PayloadCompression compression =
                new PayloadCompression(memory, tally, settings.compresses());
        FrameIntake frames =
                new FrameIntake(client, handler, life, seal, proof, acks, heartbeat, inbox);
        intake = new PayloadIntake(handler, acks, compression, frames);
        composer = new DatagramComposer(life, seal, proof, acks, heartbeat, outbox, compression);
        statistics = new ConnectionStatistics(tally, seal, outbox, inbox, rtt);
    }

    /**
     * Uses the memory that the connections of its thread share, and not some of its own; before
     * anything is sent or received.
     */
    public PeerConnection share(ConnectionMemory shared) {
        memory.give(shared);
        return this;
    }

    /**
     * Whether its peer is a stranger, for whom little is held of what arrives early, see {@link
     * HeldMemory}; at first it is none.
     */
    public void holdAsStranger(boolean stranger) {
        inbox.holdAsStranger(stranger);
    }

    private void release() {
        seal.destroy();
        outbox.release();
        inbox.release();
    }

    /** The id in every header. */
    public int connectionId() {
        return connectionId;
    }

    /** Whether frames may be sent. */
    public boolean isEstablished() {
        return life.isEstablished();
    }

    /** Whether frames could be sent at some time of its life. */
    public boolean wasEstablished() {
        return life.wasEstablished();
    }

    /** Whether it is over. */
    public boolean isClosed() {
        return life.state() == ConnectionLife.State.CLOSED;
    }

    /** Why it is over, or about to be once the peer is told; null while it lives. */
    public @Nullable DisconnectReason closedBecause() {
        return life.closedBecause();
    }

    /** Round trip from acks, Ping and Pong. */
    public RttEstimator rtt() {
        return rtt;
    }

    /** Names that are sent once; the only way to send and to read them. */
    public Symbols symbols() {
        return symbols;
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
        if (isClosed()) {
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
        heardNs = nowNs;
        heartbeat.onHeard(nowNs);
        return intake.onPayload(buffer, offset, seal.openedLength(), nowNs);
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
        MessageOutbox.requireMessage(type, length);
        if (!channel.isReliable()) {
            throw new IllegalArgumentException(channel + " is not reliable");
        }
        if (!isEstablished()) {
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
        MessageOutbox.requireMessage(type, length);
        if (!canSend(Channel.UNRELIABLE, length)) {
            tally.unreliableRefused++;
            return false;
        }
        outbox.send(Channel.UNRELIABLE, type, body, offset, length);
        return true;
    }

    /** Whether the connection takes a message with a body of this length now. */
    public boolean canSend(Channel channel, int length) {
        return isEstablished() && outbox.hasRoom(channel, length);
    }

    /** Bytes that the caller's frames of the next datagram should take at most, 0 or more. */
    public int budgetBytes(long nowNs) {
        return outbox.budgetBytes(nowNs);
    }

    /**
     * Ends the connection when the peer was silent, or did not end its proof, for the timeout. Call
     * it now and then.
     */
    public void onTime(long nowNs) {
        switch (life.state()) {
            case PROVING, ESTABLISHED -> {
                if (heartbeat.isTimedOut(!life.isEstablished(), nowNs)) {
                    close(DisconnectReason.TIMED_OUT);
                } else if (life.isEstablished()) {
                    keepKeys(nowNs);
                }
                inbox.onTime(nowNs);
            }
            case CLOSING -> life.onTimeWhileClosing(nowNs);
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
    public int writePathChallenge(MutableDirectBuffer out, int offset, long challenge, long nowNs) {
        return composer.pathChallenge(out, offset, challenge, nowNs);
    }

    /** The peer is elsewhere now: what was learned of the old path holds no more. */
    public void onPathChanged(long nowNs) {
        rtt.reset();
        outbox.onPathChanged(nowNs);
    }

    /** Has the keys changed soon; servers only. */
    public void forceRekey() {
        seal.keys().force();
    }

    /** How often the keys of what this end sends were changed. */
    public int keyEpoch() {
        return seal.keys().epoch();
    }

    /** Whether a datagram is due although no frame of the caller's is. */
    public boolean isSendDue(long nowNs) {
        return switch (life.state()) {
            case CLOSED -> false;
            case CLOSING -> true;
            case PROVING ->
                    proof.answerDue() || (client && heartbeat.silentNs(nowNs) >= PROOF_RESEND_NS);
            case ESTABLISHED ->
                    proof.answerDue()
                            || heartbeat.isDue(nowNs)
                            || acks.isDue(nowNs)
                            || seal.keys().isSendDue(nowNs)
                            || outbox.isDue(nowNs);
        };
    }

    /** Whether by then an ack is due, which every datagram carries. */
    public boolean isAckDue(long byNs) {
        return life.isEstablished() && acks.isDue(byNs);
    }

    /**
     * Begins a datagram: header, then the connection's own frames that are due.
     *
     * @param out room for 1200 bytes from {@code offset} on
     * @return where the caller writes its frames; it has room for them and not for the tag
     */
    public WireWriter begin(MutableDirectBuffer out, int offset, long nowNs) {
        return composer.begin(out, offset, nowNs);
    }

    /**
     * Ends the datagram begun: adds messages that wait, takes the next sequence and seals.
     *
     * @return length of the datagram
     * @throws IllegalStateException when the connection was closed since {@link #begin}
     */
    public int end() {
        return composer.end();
    }

    /** Sequence of the datagram that {@link #end} sealed last, -1 before the first. */
    public long lastSequence() {
        return seal.nextSequence() - 1;
    }

    /**
     * Writes a whole datagram that tells the peer to go, and returns its length: write and send a
     * few, then {@link #close}.
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
        life.closeAfterTelling(reason);
    }

    /**
     * Ends it without a word to the peer; zeroes the keys and calls {@link
     * ConnectionHandler#onClosed} once. A reason given before by {@link #closeAfterTelling} stays.
     */
    public void close(DisconnectReason reason) {
        life.close(reason, false);
    }

    /** What became of the own datagrams. */
    private final class Fates implements SentWindow.Fate {
        @Override
        public void onAcked(long sequence) {
            tally.datagramsAcked++;
            outbox.onAcked(sequence, heardNs);
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
            outbox.onAckedLate(sequence, heardNs);
        }
    }
}
