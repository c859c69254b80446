package dev.shadowland.shard.interest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.entity.Kind;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.shard.ghost.CellRows;
import dev.shadowland.shard.ghost.RowCopy;
import dev.shadowland.shard.ghost.RowTable;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;

class InterestPropertyTest {
    private static final MapGeometry MAP = MapGeometry.DEFAULT;
    private static final PositionQuantizer QUANTIZER =
            new PositionQuantizer(MAP.cellSize(), MAP.minZ());
    private static final double[] GRID_EDGES = {6_400, 25_600, 102_400};
    private static final double MARGIN = 40_000;
    private static final Kinds KINDS = Kinds.seed();
    private static final InterestRules RULES =
            new InterestRules(KINDS, 1.1, Rings.DEFAULT, QUANTIZER.step());

    /**
     * Members with their rings, and who was on the brink of another zone at the last whole look.
     */
    private final TreeMap<Integer, Integer> set = new TreeMap<>();

    private final Set<Integer> brink = new HashSet<>();

    /** Of those who run, in usual speeds. */
    private static final double[] SPEEDS = {0.5, 0.99, 1.01, 1.5, 2, 2.4, 3};

    /** How the entities of a case move. */
    private enum Gait {
        /** Most walk, and some leap now and then. */
        WALKING,
        /** Every other one leaps always. */
        LEAPING,
        /**
         * All go straight on, at up to thrice the usual speed, in bursts, and turn all the time.
         */
        RUNNING
    }

    /** Renews a plain set by what is around, as a viewer's does. */
    private void renew(Surroundings around, IdOrder order) {
        for (int rank = 0; rank < order.count(); rank++) {
            int id = order.id(rank);
            int word = rank / Long.SIZE;
            if (has(around.asked(word), rank)) {
                boolean isMember = set.containsKey(id);
                if (has(isMember ? around.staying(word) : around.entering(word), rank)) {
                    set.put(id, ring(around, word, rank));
                } else {
                    set.remove(id);
                }
            }
            if (around.isWhole() && has(around.brink(word), rank)) {
                brink.add(id);
            }
        }
    }

    private static int ring(Surroundings around, int word, int rank) {
        return (has(around.ringLow(word), rank) ? 1 : 0)
                + (has(around.ringHigh(word), rank) ? 2 : 0);
    }

    private static boolean has(long word, int rank) {
        return (word >>> rank & 1) != 0;
    }

    private final RowCopy copy = new RowCopy();

    @Property(tries = 60)
    void shouldHoldWhatABruteForceSearchFinds(
            @ForAll long seed,
            @ForAll @IntRange(max = 7) int column,
            @ForAll @IntRange(max = 7) int row) {
        SplittableRandom random = new SplittableRandom(seed);
        long cell = CellKey.of(0, 0, column, row);
        RowTable table = new RowTable(MAP);
        WorldView view = new WorldView(MAP, table, cell, QUANTIZER, RULES, MARGIN);
        double edge = GRID_EDGES[random.nextInt(3)];
        GridIndex grid = new GridIndex(view, RULES, edge, QUANTIZER.step());
        InterestRefresh refresh = new InterestRefresh(view, grid, RULES, QUANTIZER.step());
        set.clear();
        TreeMap<Integer, Integer> expected = new TreeMap<>();
        Map<Integer, double[]> places = scatter(random, cell);
        long whole = 0;
        Gait gait = Gait.values()[random.nextInt(3)];
        for (int tick = 1; tick <= 190; tick++) {
            move(random, places, gait, tick);
            publish(table, cell, places, tick);
            long[] own = rows(places, cell);
            view.rebuild(tick + 1, own, own.length / EntityRow.WORDS, copy);
            refresh.beginTick();
            int viewer = view.slotOf(1);
            boolean isWhole = whole == 0 || tick - whole > InterestRules.LOOK_TICKS;
            if (isWhole || tick % 3 == 0) {
                whole = isWhole ? tick : whole;
                renew(isWhole ? look(refresh, viewer) : check(refresh, view, viewer), view.order());
                oracle(places, expected);
                assertThat(set).as("tick %d of seed %d", tick, seed).isEqualTo(expected);
            }
        }
    }

    private Surroundings look(InterestRefresh refresh, int viewer) {
        brink.clear();
        return refresh.look(viewer, 0);
    }

    private Surroundings check(InterestRefresh refresh, WorldView view, int viewer) {
        IdOrder order = view.order();
        set.keySet().removeIf(id -> view.slotOf(id) == WorldView.NO_SLOT);
        refresh.beginCheck();
        for (int word = 0; word < order.words(); word++) {
            long asked = 0;
            for (int rank = word * 64; rank < Math.min(word * 64 + 64, order.count()); rank++) {
                asked |= brink.contains(order.id(rank)) ? 1L << rank : 0;
            }
            refresh.ask(word, asked);
        }
        return refresh.check(viewer, 0);
    }

    /** By id: X, Y, Z and yaw. Entity 1 is the viewer, and begins in the cell. */
    private static Map<Integer, double[]> scatter(SplittableRandom random, long cell) {
        Map<Integer, double[]> places = new HashMap<>();
        double size = MAP.cellSize();
        places.put(
                1,
                new double[] {
                    MAP.cellMinX(cell) + random.nextDouble() * size,
                    MAP.cellMinY(cell) + random.nextDouble() * size,
                    MAP.minZ() + random.nextDouble() * MAP.height(),
                    0
                });
        for (int id = 2; id <= 120; id++) {
            double x = MAP.cellMinX(cell) + (random.nextDouble() * 4 - 1.5) * size;
            double y = MAP.cellMinY(cell) + (random.nextDouble() * 4 - 1.5) * size;
            double z = MAP.minZ() + random.nextDouble() * MAP.height();
            double scale = id % 3 == 0 ? 0.1 : 1;
            double[] viewer = places.getOrDefault(1, new double[3]);
            places.put(
                    id,
                    new double[] {
                        clampX(viewer[0] + (x - viewer[0]) * scale),
                        clampY(viewer[1] + (y - viewer[1]) * scale),
                        z,
                        0
                    });
        }
        return places;
    }

    private static double clampX(double x) {
        return Math.clamp(x, MAP.minX(), MAP.maxX() - 1);
    }

    private static double clampY(double y) {
        return Math.clamp(y, MAP.minY(), MAP.maxY() - 1);
    }

    private static void move(
            SplittableRandom random, Map<Integer, double[]> places, Gait gait, int tick) {
        places.forEach(
                (id, place) -> {
                    if (gait == Gait.RUNNING) {
                        run(id, place, places.getOrDefault(1, place), tick);
                    } else {
                        boolean always = gait == Gait.LEAPING && id % 2 == 0;
                        boolean leaps = id != 1 && (always || random.nextInt(400) == 0);
                        double most = leaps ? 15_000 : random.nextInt(3) == 0 ? 25 : 0;
                        place[0] = clampX(place[0] + (random.nextDouble() * 2 - 1) * most);
                        place[1] = clampY(place[1] + (random.nextDouble() * 2 - 1) * most);
                    }
                });
    }

    /** To the viewer or away from it; the viewer itself goes east at the usual speed. */
    private static void run(int id, double[] place, double[] viewer, int tick) {
        place[3] = (place[3] + 1_000) % 65_536;
        int burst = 3 + id % 4;
        if ((tick + id) % burst != 0) {
            return;
        }
        double pace = RULES.paceSteps() * QUANTIZER.step() * burst;
        if (id == 1) {
            place[0] = clampX(place[0] + 0.99 * pace);
            return;
        }
        double x = viewer[0] - place[0];
        double y = viewer[1] - place[1];
        double length = pace * SPEEDS[id % SPEEDS.length] * (id % 2 == 0 ? 1 : -1);
        place[0] = clampX(place[0] + x / Math.hypot(x, y) * length);
        place[1] = clampY(place[1] + y / Math.hypot(x, y) * length);
    }

    private static void publish(RowTable table, long own, Map<Integer, double[]> places, int tick) {
        for (int y = 0; y < MAP.rows(); y++) {
            for (int x = 0; x < MAP.columns(); x++) {
                long cell = CellKey.of(0, 0, x, y);
                CellRows target = table.of(cell);
                if (cell != own && target != null) {
                    long[] rows = rows(places, cell);
                    int count = rows.length / EntityRow.WORDS;
                    assertThat(target.publish(1, tick, rows, count, farSeen(rows))).isTrue();
                }
            }
        }
    }

    /** The viewer is a player; the others are of all kinds. */
    private static int kind(int id) {
        return id == 1 ? KINDS.of(EntityType.PLAYER, 0) : id % KINDS.count();
    }

    private static int farSeen(long[] rows) {
        int count = 0;
        while (count * EntityRow.WORDS < rows.length
                && RULES.isFarSeen(RULES.kindOf(rows[count * EntityRow.WORDS]))) {
            count++;
        }
        return count;
    }

    private static long[] rows(Map<Integer, double[]> places, long cell) {
        return places.entrySet().stream()
                .filter(entry -> MAP.cellAt(entry.getValue()[0], entry.getValue()[1]) == cell)
                .sorted(Comparator.comparing(entry -> !RULES.isFarSeen(kind(entry.getKey()))))
                .flatMapToLong(
                        entry -> {
                            Kind kind = KINDS.get(kind(entry.getKey()));
                            int qx = QUANTIZER.quadrant(entry.getValue()[0]);
                            int qy = QUANTIZER.quadrant(entry.getValue()[1]);
                            return LongStream.of(
                                    EntityRow.identity(
                                            entry.getKey(), kind.type(), kind.subtype(), 255, 255),
                                    1,
                                    EntityRow.place(
                                            QUANTIZER.offset(entry.getValue()[0], qx),
                                            QUANTIZER.offset(entry.getValue()[1], qy),
                                            QUANTIZER.height(entry.getValue()[2]),
                                            (int) entry.getValue()[3]),
                                    0,
                                    EntityRow.rest(0, qx, qy),
                                    0);
                        })
                .toArray();
    }

    private static void oracle(Map<Integer, double[]> places, SortedMap<Integer, Integer> set) {
        double[] viewer = places.getOrDefault(1, new double[3]);
        places.forEach(
                (id, place) -> {
                    double x = steps(place[0]) - steps(viewer[0]);
                    double y = steps(place[1]) - steps(viewer[1]);
                    double z = QUANTIZER.height(place[2]) - QUANTIZER.height(viewer[2]);
                    double distance = Math.sqrt(x * x + y * y + z * z);
                    Kind kind = KINDS.get(kind(id));
                    double enter = kind.distance() / QUANTIZER.step();
                    if (distance <= (set.containsKey(id) ? enter * 1.1 : enter)) {
                        set.put(id, Math.max(ring(distance), ringOfRate(kind)));
                    } else {
                        set.remove(id);
                    }
                });
    }

    private static int ring(double steps) {
        double units = steps * QUANTIZER.step();
        return units <= 8_000 ? 0 : units <= 25_600 ? 1 : units <= 51_200 ? 2 : 3;
    }

    private static int ringOfRate(Kind kind) {
        return switch (kind.periodTicks()) {
            case 1 -> 0;
            case 2 -> 1;
            case 3 -> 2;
            default -> 3;
        };
    }

    private static double steps(double value) {
        int quadrant = QUANTIZER.quadrant(value);
        return quadrant * 65_536.0 + QUANTIZER.offset(value, quadrant);
    }
}
