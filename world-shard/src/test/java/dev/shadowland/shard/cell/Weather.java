package dev.shadowland.shard.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A seeded path that loses, repeats and delays what it carries, in ticks. Nothing overtakes on a
 * path without jitter.
 */
final class Weather {
    private final SplittableRandom random;
    private final double loss;
    private final double duplication;
    private final int delay;
    private final int jitter;
    private final List<Parcel> underway = new ArrayList<>();

    /** Nothing comes through. */
    boolean isOut;

    private record Parcel(long dueTick, Runnable delivery) {}

    Weather(long seed, double loss, double duplication, int delay, int jitter) {
        this.random = new SplittableRandom(seed);
        this.loss = loss;
        this.duplication = duplication;
        this.delay = delay;
        this.jitter = jitter;
    }

    static Weather clear(long seed) {
        return new Weather(seed, 0, 0, 0, 0);
    }

    /** Sends at a tick; false when it will never arrive. */
    boolean send(long tick, Runnable delivery) {
        boolean lost = random.nextDouble() < loss || isOut;
        boolean twice = random.nextDouble() < duplication;
        if (lost) {
            return false;
        }
        add(tick, delivery);
        if (twice) {
            add(tick, delivery);
        }
        return true;
    }

    private void add(long tick, Runnable delivery) {
        int late = jitter == 0 ? 0 : random.nextInt(jitter + 1);
        underway.add(new Parcel(tick + delay + late, delivery));
    }

    /** Delivers what is due. */
    void deliver(long tick) {
        List<Parcel> due = new ArrayList<>();
        underway.removeIf(parcel -> parcel.dueTick <= tick && due.add(parcel));
        due.forEach(parcel -> parcel.delivery.run());
    }
}
