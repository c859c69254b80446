package dev.shadowland.protocol.weather;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * One direction of a network, seeded and replayable: loses, delays, duplicates and reorders
 * datagrams. Time is passed in. For tests and bots, not for hot paths. Owned by one thread.
 */
public final class Weather {
    private final PriorityQueue<InFlight> inFlight =
            new PriorityQueue<>(
                    Comparator.comparingLong(InFlight::dueNs).thenComparingLong(InFlight::order));
    private final SplittableRandom random;
    private final WeatherReport report;
    private long offered;

    private record InFlight(long dueNs, long order, byte[] bytes) {}

    /** A datagram that arrives; the bytes may be opened in place. */
    @FunctionalInterface
    public interface Arrival {
        void onDatagram(MutableDirectBuffer buffer, int offset, int length);
    }

    /** Weather of this kind; the same seed and the same offers give the same arrivals. */
    public Weather(WeatherReport report, long seed) {
        this.report = report;
        random = new SplittableRandom(seed);
    }

    /** Sends a datagram into the weather. */
    public void offer(long nowNs, DirectBuffer buffer, int offset, int length) {
        int copies = random.nextDouble() < report.loss() ? 0 : 1;
        copies += copies == 1 && random.nextDouble() < report.duplication() ? 1 : 0;
        for (int i = 0; i < copies; i++) {
            byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            long jitter = report.jitterNs() == 0 ? 0 : random.nextLong(report.jitterNs());
            inFlight.add(new InFlight(nowNs + report.latencyNs() + jitter, offered++, bytes));
        }
    }

    /** Hands over everything that has arrived by now; returns how many. */
    public int poll(long nowNs, Arrival arrival) {
        int arrived = 0;
        for (InFlight next = due(nowNs); next != null; next = due(nowNs)) {
            arrival.onDatagram(new UnsafeBuffer(next.bytes), 0, next.bytes.length);
            arrived++;
        }
        return arrived;
    }

    /** When the next datagram arrives, or {@link Long#MAX_VALUE}. */
    public long nextArrivalNs() {
        InFlight next = inFlight.peek();
        return next == null ? Long.MAX_VALUE : next.dueNs;
    }

    private @Nullable InFlight due(long nowNs) {
        InFlight next = inFlight.peek();
        if (next == null || next.dueNs > nowNs) {
            return null;
        }
        return inFlight.poll();
    }
}
