package dev.shadowland.gateway.admission;

import dev.shadowland.protocol.handshake.GatewayIdentity;

import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The public-key thread of a gateway: agrees, derives and signs for all its workers, in turn,
 * within a budget per second. What exceeds the budget waits in the lanes, and what exceeds those is
 * refused to the client's Connect. Its state belongs to the thread that runs the duty cycle; {@link
 * #lane} and {@link #use} may be called from anywhere. It alone signs, so it alone knows when an
 * identity is signed with no more, and zeroes its private key.
 */
public final class KeyThread implements Agent {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final List<KeyLane> lanes;
    private final AtomicReference<@Nullable GatewayIdentity> given = new AtomicReference<>();
    private final RandomGenerator random;
    private final LongSupplier clock;
    private final int perSecond;
    private GatewayIdentity identity;
    private long allowanceNs;
    private long lastNs;
    private int turn;

    /**
     * A thread's work for that many workers.
     *
     * @param perSecond answers per second over all workers, at least 1
     * @param waiting answers that may wait per worker
     * @param identity signs until another is given, and is destroyed then
     * @param random a secure one outside of tests
     * @param clock nanoseconds
     */
    public KeyThread(
            int workers,
            int perSecond,
            int waiting,
            GatewayIdentity identity,
            RandomGenerator random,
            LongSupplier clock) {
        if (perSecond < 1) {
            throw new IllegalArgumentException(
                    "a budget of " + perSecond + " answers per second lets nobody in");
        }
        lanes = IntStream.range(0, workers).mapToObj(_ -> new KeyLane(waiting)).toList();
        this.identity = identity;
        this.random = random;
        this.clock = clock;
        this.perSecond = perSecond;
        lastNs = clock.getAsLong();
        allowanceNs = costNs();
    }

    /** The lane of a worker; only that worker's thread may use it. */
    public KeyLane lane(int worker) {
        return lanes.get(worker);
    }

    /**
     * Signs with another identity from the next duty cycle on, and then destroys the one before.
     * Any thread.
     */
    public void use(GatewayIdentity fresh) {
        GatewayIdentity overtaken = given.getAndSet(fresh);
        if (overtaken != null) {
            overtaken.destroy();
        }
    }

    @Override
    public int doWork() {
        takeGiven();
        refill(clock.getAsLong());
        for (int i = 0; i < lanes.size() && allowanceNs >= costNs(); i++) {
            KeyLane lane = lanes.get(turn);
            turn = turn + 1 == lanes.size() ? 0 : turn + 1;
            if (lane.runOne(identity, random)) {
                allowanceNs -= costNs();
                return 1;
            }
        }
        return 0;
    }

    private void takeGiven() {
        GatewayIdentity fresh = given.get() == null ? null : given.getAndSet(null);
        if (fresh != null) {
            identity.destroy();
            identity = fresh;
        }
    }

    /**
     * Time is the budget: an answer costs its share of a second, and at most a quarter of one is
     * saved up.
     */
    private void refill(long nowNs) {
        long most = Math.max(costNs(), NS_PER_SECOND / 4);
        allowanceNs = Math.min(most, allowanceNs + Math.max(0, nowNs - lastNs));
        lastNs = nowNs;
    }

    private long costNs() {
        return NS_PER_SECOND / perSecond;
    }

    @Override
    public String roleName() {
        return "gateway-keys";
    }
}
