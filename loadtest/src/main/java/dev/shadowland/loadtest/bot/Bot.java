package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.client.OwnPrediction;
import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.protocol.connection.ClientConnection;
import dev.shadowland.protocol.connection.ConnectionHandler;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.integrity.IntegrityAnswers;
import dev.shadowland.protocol.message.EnterDenied;
import dev.shadowland.protocol.message.EnterToWorld;
import dev.shadowland.protocol.message.WorldEntered;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * One simulated client, sans I/O: datagrams and time in, datagrams out. Connects, enters with a
 * fresh token, plays, and logs in anew a second after it was thrown out. Times are nanoseconds
 * since 1970. Owned by one thread.
 *
 * <p>Each login is a {@link #login number} of its own; its owner gives each a fresh socket.
 */
public final class Bot {
    private static final long MS = 1_000_000;
    private static final long BACKOFF_NS = 1_000 * MS;
    private static final long ENTER_REPEAT_NS = 250 * MS;
    private static final long TOKEN_LIFE_NS = 50_000 * MS;
    private static final long HANDSHAKE_CHECK_NS = 50 * MS;

    /** Where a bot stands. */
    public enum State {
        /** Not started. */
        WAITING,
        /** Shakes hands. */
        CONNECTING,
        /** Asks to enter the world. */
        ENTERING,
        /** Plays. */
        IN_WORLD,
        /** Out, will try again. */
        LOST,
        /** Out by its own wish, for good. */
        LEFT
    }

    private final Wire wire = new Wire();
    private final WireReader reader = new WireReader();
    private final BotIdentity identity;
    private final BotSettings settings;
    private final BotMeters meters;
    private final @Nullable PayloadRecorder recorder;
    private final @Nullable IntegrityAnswers answers;
    private State state = State.WAITING;
    private @Nullable ClientConnection connection;
    private BotWorld world;
    private byte[] token = {};
    private long tokenIssuedNs;
    private long nextEnterNs;
    private long nowNs;
    private long dueNs = Long.MAX_VALUE;
    private int login;
    private boolean everLost;

    /** A bot that waits for {@link #start}. */
    public Bot(BotIdentity identity, BotSettings settings, BotMeters meters) {
        this.identity = identity;
        this.settings = settings;
        this.meters = meters;
        recorder = settings.recorderOf(identity);
        world = new BotWorld(identity, settings.map(), meters);
        answers = settings.integrity() == null ? null : new IntegrityAnswers(settings.integrity());
    }

    /** Who it is. */
    public BotIdentity identity() {
        return identity;
    }

    /** Where it stands. */
    public State state() {
        return state;
    }

    /** How many times it has begun to connect; a new number wants a new socket. */
    public int login() {
        return login;
    }

    /** When {@link #poll} is due, {@link Long#MAX_VALUE} for never. */
    public long dueNs() {
        return dueNs;
    }

    /** The picture of the present connection. */
    public ReplicatedWorld picture() {
        return world.picture();
    }

    /** The prediction of the present connection, null before it is in the world. */
    public @Nullable OwnPrediction prediction() {
        return world.prediction();
    }

    /** The own entity, 0 before the bot is in the world. */
    public int ownEntity() {
        return world.ownEntity();
    }

    /** Begins. */
    public void start(long startNs) {
        dueNs = startNs;
        state = State.LOST;
    }

    /** Takes a datagram of the present socket, opening it in place. */
    public void onDatagram(MutableDirectBuffer buffer, int offset, int length, long arrivedNs) {
        ClientConnection present = connection;
        if (present == null || length < PacketHeader.LENGTH) {
            return;
        }
        nowNs = arrivedNs;
        boolean wasPending = state == State.CONNECTING;
        BotWorld pictured = world;
        pictured.beginDatagram(PacketHeader.sequence(buffer, offset));
        DropReason dropped = present.onDatagram(buffer, offset, length, arrivedNs);
        if (dropped != null) {
            meters.count(BotCount.DATAGRAMS_DROPPED);
        }
        pictured.endDatagram(wasPending ? null : dropped, arrivedNs);
        if (wasPending) {
            onHandshakeMoved(present);
        }
    }

    private void onHandshakeMoved(ClientConnection present) {
        if (present.state() == ClientConnection.State.FAILED) {
            onFailed(present);
        } else if (state != State.LOST) {
            dueNs = nowNs;
        }
    }

    /**
     * Writes the datagram that is due; call it until it returns 0.
     *
     * @param out room for 1200 bytes
     * @return length of the datagram, 0 when nothing is due
     */
    public int poll(long pollNs, MutableDirectBuffer out) {
        nowNs = pollNs;
        if (state == State.WAITING || state == State.LEFT) {
            dueNs = Long.MAX_VALUE;
            return 0;
        }
        if (state == State.LOST) {
            if (pollNs - dueNs < 0) {
                return 0;
            }
            connect();
        }
        ClientConnection present = Objects.requireNonNull(connection);
        if (present.state() == ClientConnection.State.ESTABLISHED) {
            present.peer().onTime(pollNs);
        }
        if (state == State.IN_WORLD) {
            world.onTime(pollNs);
        }
        int length = state == State.LOST ? 0 : write(present, out);
        if (state == State.CONNECTING && present.state() == ClientConnection.State.FAILED) {
            onFailed(present);
        }
        schedule();
        return length;
    }

    private void connect() {
        login++;
        state = State.CONNECTING;
        world = new BotWorld(identity, settings.map(), meters);
        connection =
                new ClientConnection(
                        settings.client(), settings.aead(), settings.random(), nowNs, wire);
    }

    private int write(ClientConnection present, MutableDirectBuffer out) {
        if (state == State.ENTERING && nowNs - nextEnterNs >= 0) {
            nextEnterNs = nowNs + ENTER_REPEAT_NS;
            WireWriter writer = present.begin(out, 0, nowNs);
            EnterToWorld.write(writer, settings.clientBuild(), freshToken());
            return present.end();
        }
        if (answers != null && answers.isDue() && state == State.IN_WORLD) {
            answers.write(present.begin(out, 0, nowNs));
            return present.end();
        }
        if (state == State.IN_WORLD && nowNs - world.nextInputNs() >= 0) {
            world.sendCommands(present.peer(), nowNs);
            world.writeInput(present.begin(out, 0, nowNs), nowNs);
            return present.end();
        }
        return present.poll(nowNs, out, 0);
    }

    private byte[] freshToken() {
        if (token.length == 0 || nowNs - tokenIssuedNs > TOKEN_LIFE_NS) {
            token = settings.tokens().token(identity, nowNs / MS);
            tokenIssuedNs = nowNs;
        }
        return token;
    }

    private void schedule() {
        dueNs =
                switch (state) {
                    case WAITING, LEFT -> Long.MAX_VALUE;
                    case LOST -> dueNs;
                    case CONNECTING -> nowNs + HANDSHAKE_CHECK_NS;
                    case ENTERING -> Math.min(nextEnterNs, nowNs + HANDSHAKE_CHECK_NS);
                    case IN_WORLD -> world.nextInputNs();
                };
    }

    private void onFailed(ClientConnection failed) {
        boolean denied = failed.failure() == ClientConnection.Failure.DENIED;
        onOut(
                denied
                        ? "connection denied: " + failed.denial()
                        : "no connection: " + failed.failure());
    }

    /** Out of the world, or did not get in; tries again after the backoff. */
    private void onOut(String reason) {
        if (state == State.LOST || state == State.LEFT) {
            return;
        }
        if (state == State.IN_WORLD) {
            world.endWaiting(nowNs);
            meters.onOutOfWorld();
            meters.count(BotCount.DISCONNECTS);
            everLost = true;
        } else {
            meters.count(BotCount.FAILED_ATTEMPTS);
        }
        meters.onLoss(reason);
        connection = null;
        token = new byte[0];
        state = State.LOST;
        dueNs = nowNs + BACKOFF_NS;
    }

    /** Measuring ends: what is still awaited counts as far as it was waited for. */
    public void endWindow(long endNs) {
        if (state == State.IN_WORLD) {
            meters.count(BotCount.SILENT_AT_END, world.isSilent(endNs) ? 1 : 0);
            world.endWaiting(endNs);
        }
    }

    /**
     * Writes a datagram that tells the server that the bot leaves; call it a few times, then {@link
     * #left}.
     *
     * @return its length, 0 when there is nobody to tell
     */
    public int writeLeave(long leaveNs, MutableDirectBuffer out) {
        nowNs = leaveNs;
        boolean tells =
                connection != null && connection.state() == ClientConnection.State.ESTABLISHED;
        return tells
                ? Objects.requireNonNull(connection)
                        .peer()
                        .writeDisconnect(out, 0, DisconnectReason.LEFT, leaveNs)
                : 0;
    }

    /** Leaves for good, without a word. */
    public void left(long leftNs) {
        nowNs = leftNs;
        if (state == State.IN_WORLD) {
            meters.onOutOfWorld();
        }
        state = State.LEFT;
        dueNs = Long.MAX_VALUE;
        if (connection != null && connection.state() == ClientConnection.State.ESTABLISHED) {
            connection.peer().close(DisconnectReason.LEFT);
        }
        connection = null;
    }

    /** What the connection tells. */
    private final class Wire implements ConnectionHandler {
        @Override
        public void onFrame(int type, DirectBuffer buffer, int offset, int length) {
            boolean _ = isGood(type, buffer, offset, length);
        }

        @Override
        public void onMessage(
                Channel channel, int type, DirectBuffer buffer, int offset, int length) {
            ClientConnection present = Objects.requireNonNull(connection);
            if (!isGood(type, buffer, offset, length) && channel.isReliable()) {
                present.peer().closeAfterTelling(DisconnectReason.PROTOCOL_ERROR);
                dueNs = nowNs;
            }
        }

        /** Takes what the server says, unless it is malformed: that is counted. */
        private boolean isGood(int type, DirectBuffer buffer, int offset, int length) {
            return switch (type) {
                case FrameType.WORLD_ENTERED -> onEntered(buffer, offset, length);
                case FrameType.ENTER_DENIED -> onDenied(buffer, offset, length);
                case FrameType.CHECK_INTEGRITY -> onQuestion(buffer, offset, length);
                default -> world.onFrame(type, buffer, offset, length);
            };
        }

        private boolean onEntered(DirectBuffer buffer, int offset, int length) {
            WorldEntered entered = WorldEntered.read(reader.wrap(buffer, offset, length));
            if (entered == null) {
                world.checks().onMalformed("WorldEntered of " + length + " bytes");
                return false;
            }
            world.onEntered(entered, nowNs);
            if (state == State.ENTERING) {
                state = State.IN_WORLD;
                meters.onInWorld();
                dueNs = nowNs;
                if (everLost) {
                    meters.count(BotCount.RECONNECTS);
                }
            }
            return true;
        }

        /** The connection has looked at its length. */
        private boolean onQuestion(DirectBuffer buffer, int offset, int length) {
            boolean asked =
                    answers != null && answers.onQuestion(reader.wrap(buffer, offset, length));
            dueNs = asked ? nowNs : dueNs;
            return true;
        }

        private boolean onDenied(DirectBuffer buffer, int offset, int length) {
            EnterDenied denied = EnterDenied.read(reader.wrap(buffer, offset, length));
            if (denied == null) {
                world.checks().onMalformed("EnterDenied of " + length + " bytes");
            } else if (state == State.ENTERING) {
                meters.count(BotCount.ENTER_DENIED);
                ClientConnection present = Objects.requireNonNull(connection);
                onOut("enter denied: " + denied.reason());
                present.peer().close(DisconnectReason.LEFT);
            }
            return denied != null;
        }

        @Override
        public void onEstablished() {
            state = State.ENTERING;
            nextEnterNs = nowNs;
            dueNs = nowNs;
        }

        @Override
        public void onClosed(DisconnectReason reason, boolean byPeer) {
            boolean serverKnows = byPeer || state == State.LEFT;
            long silence = serverKnows ? 0 : settings.client().connection().timeoutNs();
            world.onLeft(nowNs + silence);
            onOut((byPeer ? "disconnected: " : "closed: ") + reason);
        }

        @Override
        public void onFrameDropped(DropReason reason) {
            if (state != State.CONNECTING) {
                meters.count(BotCount.DATAGRAMS_DROPPED);
                world.checks().onDropped(reason);
            }
        }

        @Override
        public void onPayload(DirectBuffer buffer, int offset, int length) {
            if (recorder != null) {
                recorder.record(identity.number(), buffer, offset, length);
            }
        }

        @Override
        public void onRtt(long rttNs) {
            meters.rtt().record(rttNs);
        }
    }
}
