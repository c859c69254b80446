package dev.shadowland.protocol.client;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;

import java.util.SplittableRandom;

/**
 * An entity that walks, turns sharply, stands now and then and is hurt; where it was at each tick.
 * Every other one also tumbles, as what has a full rotation may.
 */
final class Walker {
    static final double SPEED = 500;

    /** Steps of an angle by which it tumbles in a tick at most: about a turn in five seconds. */
    static final double TUMBLE = 200;

    final int id;

    /** It is told of at each so many ticks. */
    final int period;

    /** It moves by this many steps at once, as a player's inputs do. */
    final int stepsAtOnce;

    /** Whether it has pitch and roll. */
    final boolean tumbles;

    private final SplittableRandom random;
    private final SplittableRandom tumbling;
    private final double[] xs;
    private final double[] ys;
    private final double[] pitches;
    private final double[] rolls;
    private final long firstTick;
    private double heading;
    private double speed;
    private double walked;
    private double pitchRate;
    private double rollRate;
    private int health = 255;
    private long standsUntil;
    private long stopsAt = Long.MAX_VALUE;

    Walker(int id, int period, int stepsAtOnce, long firstTick, int ticks, long seed) {
        this.id = id;
        this.period = period;
        this.stepsAtOnce = stepsAtOnce;
        this.firstTick = firstTick;
        tumbles = (seed + id) % 2 == 0;
        random = new SplittableRandom(seed * 31 + id);
        tumbling = new SplittableRandom(seed * 37 + id);
        xs = new double[ticks];
        ys = new double[ticks];
        pitches = new double[ticks];
        rolls = new double[ticks];
        xs[0] = random.nextInt(-4, 5) * 102_400 + random.nextDouble(-300, 300);
        ys[0] = random.nextInt(-4, 5) * 102_400 + random.nextDouble(-300, 300);
        heading = random.nextDouble(2 * Math.PI);
    }

    /** Stands for good from the tick on. */
    void stopAt(long tick) {
        stopsAt = tick;
    }

    /** Its row of the tick, which is one after the tick before. */
    long[] walk(long tick) {
        int at = (int) (tick - firstTick);
        if (at % stepsAtOnce == 0) {
            speed = tick >= standsUntil ? SPEED : 0;
            walked = heading;
        }
        double step = at % stepsAtOnce == 0 ? speed * stepsAtOnce / 60 : 0;
        xs[at] = xs[at - 1] + step * Math.cos(walked);
        ys[at] = ys[at - 1] + step * Math.sin(walked);
        decide(tick);
        int yaw = (int) Math.round(walked / (2 * Math.PI) * 65_536) & 0xFFFF;
        double velocityX = speed * Math.cos(walked);
        double velocityY = speed * Math.sin(walked);
        long[] row = TestRow.of(id, xs[at], ys[at], velocityX, velocityY, yaw);
        row[0] = EntityRow.identity(id, EntityType.PLAYER, health, 255);
        row[4] = tumbles ? tumble(tick, at) : 0;
        return row;
    }

    private long tumble(long tick, int at) {
        if (tumbling.nextInt(30) == 0) {
            pitchRate = tumbling.nextInt(-1, 2) * TUMBLE;
            rollRate = tumbling.nextInt(-1, 2) * TUMBLE;
        }
        boolean isStill = tick >= stopsAt || at % stepsAtOnce != 0;
        pitches[at] = pitches[at - 1] + (isStill ? 0 : pitchRate * stepsAtOnce);
        rolls[at] = rolls[at - 1] + (isStill ? 0 : rollRate * stepsAtOnce);
        return EntityRow.tilt((int) pitches[at], (int) rolls[at]);
    }

    private void decide(long tick) {
        if (random.nextInt(20) == 0) {
            health = random.nextInt(1, 256);
        }
        if (random.nextInt(45) == 0) {
            heading = random.nextDouble(2 * Math.PI);
        }
        if (random.nextInt(200) == 0) {
            standsUntil = tick + random.nextInt(20, 200);
        }
        if (tick >= stopsAt) {
            standsUntil = Long.MAX_VALUE;
        }
    }

    /** Where it was between two ticks. */
    double x(double tick) {
        return between(xs, tick - firstTick);
    }

    /** Where it was between two ticks. */
    double y(double tick) {
        return between(ys, tick - firstTick);
    }

    /** Its pitch between two ticks, in steps of any turn. */
    double pitch(double tick) {
        return between(pitches, tick - firstTick);
    }

    /** Its roll between two ticks, in steps of any turn. */
    double roll(double tick) {
        return between(rolls, tick - firstTick);
    }

    private static double between(double[] values, double at) {
        int before = (int) at;
        return values[before] + (values[before + 1] - values[before]) * (at - before);
    }
}
