package dev.shadowland.transport.link;

import dev.shadowland.transport.status.Counters;

import io.aeron.Aeron;
import io.aeron.exceptions.ClientTimeoutException;
import io.aeron.exceptions.ConductorServiceTimeoutException;
import io.aeron.exceptions.DriverTimeoutException;

import org.agrona.concurrent.SleepingMillisIdleStrategy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A node's links to the other members of the cluster. The control plane tells who is a member, from
 * any thread; the data plane takes a {@link LinkSenders} per sending thread and a {@link
 * LinkReceiver} per lane, and owns them. When the driver and this node lose each other, {@code
 * onFatal} is called once: the node must exit, its publications are gone.
 */
public final class AeronLinks implements AutoCloseable {
    private final LinkConfig config;
    private final NodeEndpoint self;
    private final Consumer<Throwable> onFatal;
    private final ThrottledErrors errors;
    private final AtomicBoolean isFatal = new AtomicBoolean();
    private final List<Counters> parts = new CopyOnWriteArrayList<>();
    private final Aeron aeron;
    private volatile MemberTable members = MemberTable.EMPTY;
    private volatile boolean isClosing;

    private AeronLinks(LinkConfig config, NodeEndpoint self, Consumer<Throwable> onFatal) {
        this.config = config;
        this.self = self;
        this.onFatal = onFatal;
        this.errors = new ThrottledErrors("node " + self.node());
        try {
            this.aeron = Aeron.connect(context());
        } catch (DriverTimeoutException e) {
            throw new DriverUnavailableException(config.aeronDir(), e);
        }
    }

    /**
     * Connects to the driver; waits up to the driver timeout for it.
     *
     * @param onFatal called once, on an Aeron thread, when driver and node lost each other
     * @throws DriverUnavailableException when no driver answers
     */
    public static AeronLinks connect(
            LinkConfig config, NodeEndpoint self, Consumer<Throwable> onFatal) {
        return new AeronLinks(config, self, onFatal);
    }

    /**
     * A node is a member, or has another endpoint now. Any thread. Pass this node too when cells of
     * it are to reach each other through the links; only shards send to their own kind.
     */
    public synchronized void onMember(NodeEndpoint endpoint) {
        if (!endpoint.equals(members.nodes().get(endpoint.node()))) {
            members = members.with(endpoint);
        }
    }

    /**
     * A node is no member any more: frames to it are dropped, frames from it are not taken. Any
     * thread.
     */
    public synchronized void onMemberLeft(int node) {
        if (members.nodes().containsKey(node)) {
            members = members.without(node);
        }
    }

    /** A new set of sending ends for one thread. */
    public LinkSenders senders() {
        LinkSenders senders = new LinkSenders(this);
        parts.add(senders.counters());
        return senders;
    }

    /**
     * The receiving end of a lane of this node; one per lane, a second one would take a copy of
     * everything.
     */
    public LinkReceiver receiver(int lane) {
        if (lane < 0 || lane >= self.lanes()) {
            throw new IllegalArgumentException(
                    "node %d has %d lanes, not %d".formatted(self.node(), self.lanes(), lane));
        }
        LinkReceiver receiver = new LinkReceiver(this, lane);
        parts.add(receiver.counters());
        return receiver;
    }

    /**
     * Sums over all senders and receivers by {@link LinkCount} name, and Aeron's own {@code
     * errors}. Any thread.
     */
    public Map<String, Long> counters() {
        Map<String, Long> sums = new LinkedHashMap<>();
        Counters.of(LinkCount.class).forEach(sums::put);
        for (Counters part : parts) {
            part.forEach((name, count) -> sums.merge(name, count, Long::sum));
        }
        sums.put("errors", errors.count());
        return sums;
    }

    /** Closes everything made here; stop the threads that use it first. */
    @Override
    public void close() {
        isClosing = true;
        aeron.close();
    }

    LinkConfig config() {
        return config;
    }

    NodeEndpoint self() {
        return self;
    }

    Aeron aeron() {
        return aeron;
    }

    MemberTable members() {
        return members;
    }

    void onHandlerError(Throwable error) {
        errors.onError(error);
    }

    private Aeron.Context context() {
        return new Aeron.Context()
                .aeronDirectoryName(config.aeronDir().toString())
                .driverTimeoutMs(config.driverTimeout().toMillis())
                .keepAliveIntervalNs(config.keepAlive().toNanos())
                .resourceLingerDurationNs(config.clientLiveness().toNanos())
                .idleStrategy(new SleepingMillisIdleStrategy(1))
                .errorHandler(this::onError)
                .subscriberErrorHandler(errors)
                .closeHandler(
                        () -> fatal(new IllegalStateException("the Aeron client closed itself")))
                .clientName("shadowland-" + self.node());
    }

    private void onError(Throwable error) {
        errors.onError(error);
        if (error instanceof DriverTimeoutException
                || error instanceof ClientTimeoutException
                || error instanceof ConductorServiceTimeoutException) {
            fatal(error);
        }
    }

    private void fatal(Throwable error) {
        if (!isClosing && isFatal.compareAndSet(false, true)) {
            onFatal.accept(error);
        }
    }
}
