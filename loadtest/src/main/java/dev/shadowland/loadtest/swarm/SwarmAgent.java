package dev.shadowland.loadtest.swarm;

import dev.shadowland.loadtest.bot.Bot;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.transport.datagram.SwarmDatagramHandler;
import dev.shadowland.transport.datagram.SwarmSockets;

import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/**
 * Many bots on one thread, each with a socket of its own, a fresh one for each login. Waits in the
 * sockets' selector until the next bot is due; a bot's timer is late by at most a few milliseconds.
 * Owned by its thread; only {@link #endWindow} and {@link #leave} may be called from others.
 */
public final class SwarmAgent implements Agent {
    private static final int NONE = -1;
    private static final int RECEIVE_LIMIT = 512;
    private static final int GOODBYES = 3;
    private static final long NS_PER_MS = 1_000_000;
    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final long LONGEST_WAIT_MS = 5;

    private final UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
    private final SwarmDatagramHandler onDatagram = this::onDatagram;
    private final Int2IntHashMap botOfHandle = new Int2IntHashMap(NONE);
    private final CountDownLatch windowEnded = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private final Bot[] bots;
    private final int[] handles;
    private final int[] logins;
    private final List<InetSocketAddress> gateways;
    private final SwarmSockets sockets;
    private final LongSupplier clock;
    private final long connectIntervalNs;
    private final long roamEveryNs;
    private final long[] roamAtNs;
    private long nextConnectNs;
    private boolean started;
    private volatile boolean windowEndWanted;
    private volatile boolean leaveWanted;

    /**
     * An agent for these bots.
     *
     * @param gateways used in turn, by bot number and login
     * @param connectRate new connections per second at most, above 0
     * @param roamEveryNs how often a bot goes on from another socket, as after a change of network;
     *     0 for never
     * @param sockets empty; closed with the agent
     * @param clock nanoseconds since 1970
     */
    public SwarmAgent(
            List<Bot> bots,
            List<InetSocketAddress> gateways,
            double connectRate,
            long roamEveryNs,
            SwarmSockets sockets,
            LongSupplier clock) {
        this.bots = bots.toArray(Bot[]::new);
        this.gateways = List.copyOf(gateways);
        this.sockets = sockets;
        this.clock = clock;
        this.roamEveryNs = roamEveryNs;
        connectIntervalNs = (long) (NS_PER_SECOND / connectRate);
        handles = new int[this.bots.length];
        logins = new int[this.bots.length];
        Arrays.fill(handles, NONE);
        roamAtNs = new long[this.bots.length];
    }

    @Override
    public int doWork() {
        long nowNs = clock.getAsLong();
        if (windowEndWanted && windowEnded.getCount() > 0) {
            endWindowNow(nowNs);
        }
        if (leaveWanted && left.getCount() > 0) {
            leaveNow(nowNs);
        }
        start(nowNs);
        long nextDueNs = pollBots(nowNs);
        long waitMs = Math.clamp((nextDueNs - nowNs) / NS_PER_MS, 1, LONGEST_WAIT_MS);
        return sockets.poll(onDatagram, RECEIVE_LIMIT, waitMs);
    }

    private void start(long nowNs) {
        if (!started) {
            started = true;
            nextConnectNs = nowNs;
            for (Bot bot : bots) {
                bot.start(nowNs);
            }
        }
    }

    /** Serves every bot that is due; returns when the next one is. */
    private long pollBots(long nowNs) {
        long nextDueNs = nowNs + LONGEST_WAIT_MS * NS_PER_MS;
        for (int i = 0; i < bots.length; i++) {
            Bot bot = bots[i];
            roamWhenDue(i, bot, nowNs);
            if (bot.dueNs() - nowNs <= 0 && mayPoll(bot, nowNs)) {
                serve(i, bot, nowNs);
            }
            nextDueNs = Math.min(nextDueNs, bot.dueNs());
        }
        return nextDueNs;
    }

    private boolean mayPoll(Bot bot, long nowNs) {
        if (bot.state() != Bot.State.LOST) {
            return true;
        }
        if (nowNs - nextConnectNs < 0) {
            return false;
        }
        nextConnectNs =
                Math.max(nextConnectNs + connectIntervalNs, nowNs - LONGEST_WAIT_MS * NS_PER_MS);
        return true;
    }

    private void serve(int index, Bot bot, long nowNs) {
        for (int length = bot.poll(nowNs, out); length > 0; length = bot.poll(nowNs, out)) {
            if (bot.login() != logins[index]) {
                reopen(index, bot);
            }
            if (handles[index] != NONE) {
                sockets.send(handles[index], out, 0, length);
            }
        }
    }

    /** Bots move one after the other, each in its turn. */
    private void roamWhenDue(int index, Bot bot, long nowNs) {
        if (roamEveryNs == 0 || bot.state() != Bot.State.IN_WORLD) {
            return;
        }
        if (roamAtNs[index] == 0) {
            roamAtNs[index] = nowNs + roamEveryNs * (index + 1) / bots.length;
        } else if (nowNs - roamAtNs[index] >= 0) {
            roamAtNs[index] = nowNs + roamEveryNs;
            open(index, bot);
        }
    }

    private void reopen(int index, Bot bot) {
        logins[index] = bot.login();
        open(index, bot);
    }

    private void open(int index, Bot bot) {
        close(index);
        InetSocketAddress gateway =
                gateways.get((bot.identity().number() + bot.login() - 1) % gateways.size());
        try {
            handles[index] = sockets.open(gateway);
            botOfHandle.put(handles[index], index);
        } catch (IOException _) {
            // The bot's attempt runs into its timeout and is counted as failed; the next one tries
            // a socket again.
            handles[index] = NONE;
        }
    }

    private void close(int index) {
        if (handles[index] != NONE) {
            botOfHandle.remove(handles[index]);
            sockets.close(handles[index]);
            handles[index] = NONE;
        }
    }

    private void onDatagram(int handle, MutableDirectBuffer buffer, int offset, int length) {
        int index = botOfHandle.get(handle);
        if (index != NONE) {
            // The time is read per datagram: a round trip must not depend on how many arrived
            // together.
            bots[index].onDatagram(buffer, offset, length, clock.getAsLong());
        }
    }

    /**
     * Has every bot count what it is still waiting for, and waits until each has; once in a run.
     * Any thread but the agent's.
     */
    public void endWindow() throws InterruptedException {
        windowEndWanted = true;
        windowEnded.await();
    }

    private void endWindowNow(long nowNs) {
        for (Bot bot : bots) {
            bot.endWindow(nowNs);
        }
        windowEnded.countDown();
    }

    /**
     * Makes every bot leave the world for good, and waits until each has said so. Any thread but
     * the agent's.
     */
    public void leave() throws InterruptedException {
        leaveWanted = true;
        left.await();
    }

    private void leaveNow(long nowNs) {
        for (int i = 0; i < bots.length; i++) {
            for (int n = 0; n < GOODBYES && handles[i] != NONE; n++) {
                int length = bots[i].writeLeave(nowNs, out);
                if (length > 0) {
                    sockets.send(handles[i], out, 0, length);
                }
            }
            bots[i].left(nowNs);
            close(i);
        }
        started = true;
        left.countDown();
    }

    @Override
    public void onClose() {
        windowEnded.countDown();
        left.countDown();
        sockets.close();
    }

    @Override
    public String roleName() {
        return "swarm";
    }
}
