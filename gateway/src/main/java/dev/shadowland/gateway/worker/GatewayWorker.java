package dev.shadowland.gateway.worker;

import dev.shadowland.gateway.session.Session;
import dev.shadowland.gateway.session.SessionEvents;
import dev.shadowland.gateway.session.SessionTable;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.handshake.ConnectionIds;
import dev.shadowland.protocol.handshake.DenyReason;
import dev.shadowland.protocol.handshake.HandshakeResponder;
import dev.shadowland.protocol.handshake.KeyWork;
import dev.shadowland.protocol.limits.AddressLimits;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.PeerAddress;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A gateway worker: one duty cycle over one socket, its sessions and its links. It alone owns all
 * of them, so nothing in it is locked; it logs nothing and reads the clock once per cycle. Only
 * {@link #counters} may be read from other threads.
 */
public final class GatewayWorker implements Agent {
    private static final int DATAGRAMS_PER_CYCLE = 256;
    private static final int FRAMES_PER_CYCLE = 512;
    private static final int EVENTS_PER_CYCLE = 64;
    private static final int ANSWERS_PER_CYCLE = 64;
    private static final long HOUSEKEEPING_NS = 250_000_000L;
    private static final int LONGEST_FAREWELL_MS = 1_000;

    private final UnsafeBuffer plain = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
    private final SessionTable sessions = new SessionTable();
    private final WorkerCounters counters = new WorkerCounters();
    private final WorkerSettings settings;
    private final WorkerPorts ports;
    private final LongSupplier clock;
    private final ConnectionIds ids;
    private final HandshakeResponder responder;
    private final AddressLimits addresses;
    private final Candidates candidates;
    private final Outbound outbound;
    private final ShardOutbound shards;
    private final SessionEnding ending;
    private final ClientFrames clientFrames;
    private final DatagramIntake datagrams;
    private final SnapshotIntake snapshots;
    private final ControlIntake controlWords;
    private final SessionTimers timers;
    private long nowNs;
    private long housekeptNs;
    private boolean isFull;

    /** Raised by any thread; the worker compares it with {@link #rekeysBegun}. */
    private final AtomicInteger rekeysAsked = new AtomicInteger();

    private int rekeysBegun;

    /**
     * A worker that begins with its first duty cycle.
     *
     * @param clock nanoseconds since 1970, never stepping back
     * @param random a secure one outside of tests
     */
    public GatewayWorker(
            WorkerSettings settings,
            WorkerPorts ports,
            LongSupplier clock,
            Aead.Provider aead,
            RandomGenerator random) {
        this.settings = settings;
        this.ports = ports;
        this.clock = clock;
        nowNs = clock.getAsLong();
        housekeptNs = nowNs;
        ids = new ConnectionIds(settings.worker(), random);
        responder =
                new HandshakeResponder(
                        settings.handshake(), random, ids, ports.keys(), counters::drop);
        // Milliseconds outrun the sessions that one worker can make, so a restart never repeats an
        // id.
        candidates =
                new Candidates(
                        responder,
                        settings,
                        aead.forAnotherThread(),
                        ports.keys(),
                        random,
                        new FromClients(),
                        nowNs / 1_000_000);
        outbound = new Outbound(ports.datagrams(), counters);
        Roaming roaming = new Roaming(outbound, counters);
        SecuritySettings.Addresses limits = settings.security().addresses();
        addresses =
                new AddressLimits(
                        limits.ofAddress(), limits.ofNetwork(), limits.exempt(), random.nextLong());
        responder.limitBy(addresses);
        shards = new ShardOutbound(ports.shards(), settings.sessions().viewerBudgetBytes());
        ending = new SessionEnding(sessions, ids, addresses, ports.control(), outbound, counters);
        clientFrames = new ClientFrames(settings, shards, ports.control(), counters);
        datagrams =
                new DatagramIntake(
                        responder,
                        candidates,
                        sessions,
                        ids,
                        outbound,
                        counters,
                        new DatagramIntake.Ways(
                                roaming, addresses, ports.rings(), settings.worker()));
        snapshots = new SnapshotIntake(sessions, outbound, counters);
        controlWords = new ControlIntake(sessions, ending, settings, random, counters);
        timers =
                new SessionTimers(
                        sessions,
                        settings.sessions(),
                        ending,
                        outbound,
                        roaming,
                        shards,
                        ports.control(),
                        counters);
    }

    /** What it counts; any thread. */
    public WorkerCounters counters() {
        return counters;
    }

    /** Gives every connection that stands new keys, as fast as they can be made; any thread. */
    public void forceRekeys() {
        rekeysAsked.incrementAndGet();
    }

    @Override
    public int doWork() {
        nowNs = clock.getAsLong();
        shards.onRoutes(ports.control().routes());
        int work = datagrams.receive(ports.datagrams(), DATAGRAMS_PER_CYCLE, nowNs);
        work += datagrams.receiveForwarded(DATAGRAMS_PER_CYCLE, nowNs);
        work += snapshots.poll(ports.shards(), FRAMES_PER_CYCLE, nowNs);
        work += controlWords.poll(ports.control(), outbound, EVENTS_PER_CYCLE, nowNs);
        work += ending.pollUntold();
        work += answerTouched();
        work += sendHandshakeAnswers();
        work += ports.keys().finishRekeys(ANSWERS_PER_CYCLE);
        work += timers.sweep(nowNs);
        keepHouse();
        outbound.flush();
        return work;
    }

    /**
     * Answers at once what asks for it, in one datagram per session, unless a snapshot just carried
     * it.
     */
    private int answerTouched() {
        List<Session> touched = datagrams.touched();
        int answered = 0;
        for (int i = 0; i < touched.size(); i++) {
            answered += timers.sendDue(touched.get(i), nowNs) ? 1 : 0;
        }
        datagrams.clearTouched();
        return answered;
    }

    private int sendHandshakeAnswers() {
        int taken = 0;
        while (taken < ANSWERS_PER_CYCLE) {
            KeyWork.Done done = ports.keys().poll();
            if (done == null) {
                break;
            }
            taken++;
            int length = responder.onKeys(done, plain);
            if (length > 0) {
                PeerAddress to = done.half().address();
                outbound.sendPlain(to.hi(), to.lo(), to.port(), plain, length);
            }
        }
        return taken;
    }

    private void keepHouse() {
        boolean full = sessions.size() >= settings.sessions().maxSessions();
        if (full != isFull) {
            isFull = full;
            responder.denyAll(full ? DenyReason.SERVER_FULL : null);
        }
        if (nowNs - housekeptNs < HOUSEKEEPING_NS) {
            return;
        }
        housekeptNs = nowNs;
        beginRekeys();
        sessions.forgetArrivals();
        counters.holds(candidates.heldBytes());
        responder.onHousekeeping(nowNs);
        candidates.onHousekeeping();
        ids.onHousekeeping(nowNs);
    }

    private void beginRekeys() {
        int asked = rekeysAsked.get();
        if (asked == rekeysBegun) {
            return;
        }
        rekeysBegun = asked;
        for (int i = 0; i < sessions.size(); i++) {
            sessions.at(i).connection().forceRekey();
        }
    }

    /**
     * Says goodbye to every client. Waits, for a second at most, until the control plane has taken
     * every end of a session: the character of one that it never hears of stands around for long.
     */
    @Override
    public void onClose() {
        nowNs = clock.getAsLong();
        while (sessions.size() > 0) {
            ending.end(sessions.at(sessions.size() - 1), DisconnectReason.SHUTTING_DOWN, nowNs);
        }
        outbound.flush();
        for (int waits = 0; waits < LONGEST_FAREWELL_MS && ending.hasUntold(); waits++) {
            if (ending.pollUntold() == 0) {
                waitForRoom();
            }
        }
    }

    /** A wait of one millisecond, also after the interrupt by which a worker is closed. */
    private static void waitForRoom() {
        boolean _ = Thread.interrupted();
        LockSupport.parkNanos(1_000_000);
    }

    @Override
    public String roleName() {
        return "gateway-worker-" + settings.worker();
    }

    /** What connections report, with the cycle's time. */
    private final class FromClients implements SessionEvents {
        @Override
        public void onEstablished(Session session) {
            counters.count(WorkerCount.ESTABLISHED);
            session.times().enterBy(nowNs + settings.sessions().enterTimeoutNs());
            makeRoomOutside();
        }

        /** Who stands outside for longest goes: one that means to enter does so in a second. */
        private void makeRoomOutside() {
            if (sessions.size() - counters.inWorld() > settings.sessions().maxOutsideWorld()) {
                Session longest = sessions.takeLongestOutside();
                if (longest != null) {
                    longest.endSoon(DisconnectReason.SERVER_FULL);
                }
            }
        }

        @Override
        public void onFrame(
                Session session,
                Channel channel,
                int type,
                DirectBuffer buffer,
                int offset,
                int length) {
            if (session.admits(type, nowNs)) {
                clientFrames.onFrame(session, channel, type, buffer, offset, length, nowNs);
            } else {
                counters.drop(DropReason.FRAME_LIMITED);
            }
        }

        @Override
        public void onMoved(Session session, PeerAddress before) {
            addresses.onClosed(before);
            addresses.onOpened(session.address());
            counters.count(WorkerCount.PATHS_MOVED);
        }

        @Override
        public void onFrameDropped(DropReason reason) {
            counters.drop(reason);
        }

        @Override
        public void onClosed(
                Session session, DisconnectReason reason, boolean wasInWorld, boolean byPeer) {
            ending.onClosed(session, reason, wasInWorld, nowNs);
        }
    }

    /** Sessions at present, whatever their state; the worker's thread and tests. */
    int sessionCount() {
        return sessions.size();
    }

    /** A session at present, 0..{@link #sessionCount} − 1; the worker's thread and tests. */
    Session session(int index) {
        return sessions.at(index);
    }

    /** Bytes held at present of what arrived early; the worker's thread and tests. */
    long heldBytes() {
        return candidates.heldBytes();
    }

    /** Half-open connections at present; the worker's thread and tests. */
    int halfOpenCount() {
        return responder.halfOpenCount();
    }
}
