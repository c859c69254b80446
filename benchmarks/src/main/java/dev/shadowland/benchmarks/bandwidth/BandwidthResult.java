package dev.shadowland.benchmarks.bandwidth;

import dev.shadowland.benchmarks.trace.Recording;
import dev.shadowland.protocol.snapshot.Field;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * What updates of entities that move took in one recording.
 *
 * @param scene where it was recorded
 * @param viewers bots who recorded
 * @param seconds of all of them together
 * @param datagrams that they received
 * @param updates records of updates in them
 * @param moving those that carry a position of an entity that moves; all else is of these
 * @param meanBytes of one, with its id and its share of the snapshot's head and frame
 * @param savedPercent against {@value Rung#FLOAT_BYTES} bytes
 * @param rungs what each saving is worth
 * @param sizes how often each size occurs, with the id and without the share
 * @param masks how often each set of fields occurs
 * @param rates how often an entity that moves is told of
 */
public record BandwidthResult(
        String scene,
        int viewers,
        double seconds,
        long datagrams,
        long updates,
        long moving,
        double meanBytes,
        double savedPercent,
        List<Saving> rungs,
        List<Share> sizes,
        List<Share> masks,
        Rates rates) {
    /** What the project claims. */
    static final double CLAIM_PERCENT = 75;

    /** A player's position changes once in so many ticks: an input stands for three. */
    private static final int CHANGE_TICKS = 3;

    /** One step of the ablation. */
    public record Saving(String what, double bytes, double savedBytes) {}

    /** Part of the updates. */
    public record Share(String what, long count, double percent, double meanBytes) {}

    /**
     * What is saved by telling of an entity less often than it changes, for it is far away or the
     * budget is short. No part of the claim.
     *
     * @param gaps ticks between two positions of an entity that moves, as one viewer gets them
     * @param perSecond updates to one viewer
     * @param perSecondWithout that there would be if it were told of each change
     * @param savedBytesPerSecond to one viewer
     */
    public record Rates(
            List<Share> gaps,
            double perSecond,
            double perSecondWithout,
            double savedBytesPerSecond) {}

    boolean holds() {
        return savedPercent >= CLAIM_PERCENT;
    }

    /**
     * Measures a recording.
     *
     * @throws IOException when nothing moves in it
     */
    static BandwidthResult of(String scene, Recording recording) throws IOException {
        UpdateReader reader = new UpdateReader();
        reader.read(recording);
        List<Update> moving = reader.moving();
        if (moving.isEmpty()) {
            throw new IOException(scene + ": nothing moves in it");
        }
        double mean = mean(moving, Rung.SHARE);
        return new BandwidthResult(
                scene,
                reader.viewers(),
                reader.viewerSeconds(),
                recording.size(),
                reader.updates(),
                moving.size(),
                mean,
                100 - 100 * mean / Rung.FLOAT_BYTES,
                rungs(moving),
                shares(moving.stream().collect(grouped(u -> "%2d bytes".formatted(u.bytes())))),
                masks(moving),
                rates(moving, reader.viewerSeconds(), mean));
    }

    private static double mean(List<Update> updates, Rung rung) {
        return updates.stream().mapToDouble(rung::bytes).average().orElse(0);
    }

    private static List<Saving> rungs(List<Update> moving) {
        List<Saving> rungs = new ArrayList<>();
        double before = Rung.FLOAT_BYTES;
        for (Rung rung : Rung.values()) {
            double bytes = mean(moving, rung);
            rungs.add(new Saving(rung.text(), bytes, before - bytes));
            before = bytes;
        }
        return List.copyOf(rungs);
    }

    private static Collector<Update, ?, TreeMap<String, List<Update>>> grouped(
            Function<Update, String> name) {
        return Collectors.groupingBy(name, TreeMap::new, Collectors.toList());
    }

    private static List<Share> shares(Map<String, List<Update>> groups) {
        long all = groups.values().stream().mapToLong(List::size).sum();
        List<Share> shares = new ArrayList<>();
        groups.forEach(
                (what, group) ->
                        shares.add(
                                new Share(
                                        what,
                                        group.size(),
                                        100.0 * group.size() / all,
                                        group.stream()
                                                .mapToInt(Update::bytes)
                                                .average()
                                                .orElse(0))));
        return List.copyOf(shares);
    }

    private static List<Share> masks(List<Update> moving) {
        return shares(moving.stream().collect(grouped(u -> text(u.mask())))).stream()
                .sorted(Comparator.comparingLong(Share::count).reversed())
                .toList();
    }

    private static String text(int mask) {
        List<String> fields = new ArrayList<>();
        String[] names = {
            "position", "yaw", "animation", "flags", "velocity", "vitals", "quadrant", "tilt"
        };
        for (int field = 0; field < Field.COUNT; field++) {
            if ((mask >> field & 1) != 0) {
                fields.add(names[field]);
            }
        }
        return String.join(" ", fields);
    }

    private static Rates rates(List<Update> moving, double seconds, double meanBytes) {
        List<Update> followed = moving.stream().filter(u -> u.gapTicks() > 0).toList();
        double skipped =
                followed.stream()
                        .mapToDouble(u -> Math.max(0, u.gapTicks() / CHANGE_TICKS - 1))
                        .sum();
        double perSecond = moving.size() / Math.max(1, seconds);
        double skippedPerSecond = skipped / Math.max(1, seconds);
        return new Rates(
                shares(followed.stream().collect(grouped(u -> gap(u.gapTicks())))),
                perSecond,
                perSecond + skippedPerSecond,
                skippedPerSecond * meanBytes);
    }

    private static String gap(long ticks) {
        return ticks > 12 ? "more than 12 ticks" : "%2d ticks".formatted(ticks);
    }
}
