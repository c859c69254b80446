package dev.shadowland.shard.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

class SpatialPlanPropertyTest {
    @Property(tries = 200)
    void shouldCutTheLineIntoStretchesWithinOneOfEachOther(
            @ForAll @IntRange(min = 1, max = 12) int columns,
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 1, max = 20) int owners) {
        SpatialPlan plan = plan(columns, rows);
        int[] counts = new int[owners];
        int previous = 0;
        for (String cell : plan.cells()) {
            int target = plan.targetOf(cell, owners);
            assertThat(target).isBetween(previous, owners - 1);
            counts[target]++;
            previous = target;
        }
        assertThat(most(counts) - fewest(counts)).isLessThanOrEqualTo(1);
        assertThat(IntStream.of(counts).sum()).isEqualTo(columns * rows);
    }

    @Property(tries = 200)
    void shouldSpreadEachOfManyMapsOverAllOwners(
            @ForAll @IntRange(min = 1, max = 20) int maps,
            @ForAll @IntRange(min = 1, max = 6) int edge,
            @ForAll @IntRange(min = 1, max = 20) int owners) {
        List<MapGeometry> all =
                IntStream.range(0, maps)
                        .mapToObj(map -> new MapGeometry(map, 0, 0, 0, 100, edge, edge, 10))
                        .toList();
        SpatialPlan plan = SpatialPlan.of(all);
        int[] total = new int[owners];
        for (int map = 0; map < maps; map++) {
            int[] counts = new int[owners];
            for (int x = 0; x < edge; x++) {
                for (int y = 0; y < edge; y++) {
                    int owner = plan.targetOf(CellKey.text(CellKey.of(map, 0, x, y)), owners);
                    counts[owner]++;
                    total[owner]++;
                }
            }
            assertThat(most(counts) - fewest(counts)).isLessThanOrEqualTo(1);
        }
        // Whole rounds of the maps load all owners alike.
        assertThat(most(total) - fewest(total))
                .isLessThanOrEqualTo(maps % owners == 0 ? 0 : Math.min(maps, owners));
    }

    private static int most(int[] counts) {
        return IntStream.of(counts).max().orElseThrow();
    }

    private static int fewest(int[] counts) {
        return IntStream.of(counts).min().orElseThrow();
    }

    @Property(tries = 100)
    void shouldKeepNeighboursInTheLineNeighboursInSpace(
            @ForAll @IntRange(min = 1, max = 12) int columns,
            @ForAll @IntRange(min = 1, max = 12) int rows) {
        List<String> line = plan(columns, rows).cells();
        for (int i = 1; i < line.size(); i++) {
            long one = CellKey.parse(line.get(i - 1));
            long other = CellKey.parse(line.get(i));
            int distance =
                    Math.abs(CellKey.x(one) - CellKey.x(other))
                            + Math.abs(CellKey.y(one) - CellKey.y(other));
            assertThat(distance).isEqualTo(1);
        }
    }

    @Property(tries = 100)
    void shouldReachThePlanInBoundedRoundsFromAnyPlacement(
            @ForAll @IntRange(min = 2, max = 7) int owners, @ForAll long seed) {
        SpatialPlan plan = plan(8, 8);
        List<Integer> regions = IntStream.range(0, owners).boxed().toList();
        Map<Integer, Set<String>> held = new HashMap<>();
        Random random = new Random(seed);
        plan.cells().forEach(cell -> hold(held, random.nextInt(owners), cell));
        for (int round = 0; round < 8; round++) {
            Set<String> moves = plan.misplaced(regions, held, Set.of(), 8);
            assertThat(moves).hasSizeLessThanOrEqualTo(8);
            held.values().forEach(cells -> cells.removeAll(moves));
            moves.forEach(cell -> hold(held, plan.targetOf(cell, owners), cell));
        }
        assertThat(plan.misplaced(regions, held, Set.of(), 8)).isEmpty();
        held.forEach(
                (region, cells) ->
                        assertThat(cells).allMatch(cell -> plan.targetOf(cell, owners) == region));
    }

    @Property(tries = 20)
    void shouldMoveNothingWhileCellsAreOnTheirWay(@ForAll @IntRange(min = 2, max = 7) int owners) {
        SpatialPlan plan = plan(8, 8);
        List<Integer> regions = IntStream.range(0, owners).boxed().toList();
        Map<Integer, Set<String>> held = Map.of(0, Set.copyOf(plan.cells()));
        assertThat(plan.misplaced(regions, held, Set.of("0.0.0.0"), 8)).isEmpty();
    }

    private static void hold(Map<Integer, Set<String>> held, int region, String cell) {
        held.computeIfAbsent(region, _ -> new HashSet<>()).add(cell);
    }

    private static SpatialPlan plan(int columns, int rows) {
        return SpatialPlan.of(List.of(new MapGeometry(3, 0, 0, 0, 100, columns, rows, 10)));
    }
}
