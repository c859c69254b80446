package dev.shadowland.shard.interest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.shard.cell.CellLimits;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.SplittableRandom;

/** Where a distance is calm, no usual movement until the next whole look changes the zone. */
class CalmDistancesPropertyTest {
    private static final double STEP = 102_400 / 65_536.0;

    private final Kinds kinds = CellLimits.DEFAULT.kinds();

    @Property(tries = 200)
    void shouldKeepItsZoneWhenTheDistanceIsCalm(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double leaveFactor = 1 + random.nextDouble() / 2;
        InterestRules rules = new InterestRules(kinds, leaveFactor, Rings.DEFAULT, STEP);
        int calm = 0;
        for (int level = 0; level <= rules.sparsest(); level++) {
            for (int kind = 0; kind < kinds.count(); kind++) {
                for (int i = 0; i < 50; i++) {
                    double distance = random.nextDouble() * 2 * rules.reach(kind) / STEP;
                    calm += isCalm(rules, level, kind, distance, random) ? 1 : 0;
                }
            }
        }
        assertThat(calm).as("calm ones, seed %d", seed).isPositive();
    }

    private static boolean isCalm(
            InterestRules rules, int level, int kind, double distance, SplittableRandom random) {
        CalmDistances calm = rules.calm(level);
        double square = distance * distance;
        boolean isInLastRing = square > calm.from[kind] && square <= calm.to[kind];
        if (!isInLastRing && square <= calm.beyond[kind]) {
            return false;
        }
        double moved = distance + (random.nextDouble() * 2 - 1) * rules.slackSteps();
        assertThat(rules.zone(moved * moved, kind, level))
                .as(
                        "kind %d at level %d, %.1f and then %.1f steps away",
                        kind, level, distance, moved)
                .isEqualTo(rules.zone(square, kind, level))
                .isEqualTo(isInLastRing ? calm.zones[kind] : 0);
        return true;
    }
}
