package dev.shadowland.actors.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.motion.Bounds;
import dev.shadowland.protocol.motion.MapGeometry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldMotionTest {
    private static final MapGeometry MAP = MapGeometry.DEFAULT;
    private static final Bounds KEPT = Bounds.around(MAP, MAP.cellAt(1, 1), 400);

    private final Kinds kinds = Kinds.seed();
    private final WorldEntities entities = new WorldEntities(8);
    private final WorldMotion motion = new WorldMotion(entities, kinds, MAP, KEPT, this::wall);

    /** X of a wall that projectiles meet. */
    private double wallX = Double.POSITIVE_INFINITY;

    private boolean wall(Sweep sweep) {
        assertThat(sweep.radius).isEqualTo(kinds.get(kinds.named("projectile")).body().radius());
        assertThat(sweep.except).isEqualTo(77);
        double front = sweep.fromX + sweep.radius;
        return front < wallX && front + sweep.alongX >= wallX;
    }

    private int add(int id, String kind, double x, double y) {
        int slot = entities.add(id, kinds.named(kind));
        entities.owners[slot] = 77;
        entities.x[slot] = x;
        entities.y[slot] = y;
        entities.homeX[slot] = x;
        entities.homeY[slot] = y;
        return slot;
    }

    private void run(int ticks) {
        for (int tick = 1; tick <= ticks; tick++) {
            motion.tick(tick, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"npc", "monster", "vehicle"})
    void shouldWanderNearHomeAtItsSpeedAndWithinTheMap(String kind) {
        int inside = add(7, kind, 1_000, -2_000);
        int corner = add(8, kind, MAP.maxX(), MAP.minY());
        double speed = kinds.get(kinds.named(kind)).speed();
        double farthest = Wander.LEASH + speed * 330 / 60;
        double walked = 0;
        for (int tick = 1; tick <= 20_000; tick++) {
            double x = entities.x[inside];
            double y = entities.y[inside];
            motion.tick(tick, 1);
            double step = Math.hypot(entities.x[inside] - x, entities.y[inside] - y);
            assertThat(step).isLessThanOrEqualTo(speed / 60 + 0.001);
            walked += step;
            assertThat(Math.hypot(entities.x[inside] - 1_000, entities.y[inside] + 2_000))
                    .isLessThan(farthest);
            assertThat(entities.x[corner]).isLessThanOrEqualTo(MAP.maxX());
            assertThat(entities.y[corner]).isGreaterThanOrEqualTo(MAP.minY());
        }
        assertThat(walked).isBetween(speed * 333 * 0.4, speed * 333 * 0.98);
        assertThat(Math.hypot(entities.x[corner] - MAP.maxX(), entities.y[corner] - MAP.minY()))
                .isPositive();
    }

    /** The same id does the same, whoever else is there: a run can be repeated. */
    @Test
    void shouldDoTheSameAgain() {
        int slot = add(7, "npc", 0, 0);
        run(2_000);
        WorldEntities others = new WorldEntities(8);
        WorldMotion again = new WorldMotion(others, kinds, MAP, KEPT, Obstacles.NONE);
        others.add(6, kinds.named("npc"));
        int twin = others.add(7, kinds.named("npc"));
        for (int tick = 1; tick <= 2_000; tick++) {
            again.tick(tick, 1);
        }
        assertThat(others.x[twin]).isEqualTo(entities.x[slot]);
        assertThat(others.y[twin]).isEqualTo(entities.y[slot]);
    }

    @Test
    void shouldNeverMoveWhatIsFixedOrFrozenOrNotItsOwn() {
        int build = add(1, "static-build", 10, 20);
        int player = add(2, "player", 30, 40);
        int frozen = add(3, "npc", 50, 60);
        entities.states[frozen] = Entities.FROZEN;
        entities.velocityX[build] = 100;
        entities.velocityX[player] = 100;
        run(500);
        assertThat(entities.x[build]).isEqualTo(10);
        assertThat(entities.x[player]).isEqualTo(30);
        assertThat(entities.x[frozen]).isEqualTo(50);
    }

    @Test
    void shouldFlyStraightThroughSkippedTicksAndEndAtItsTick() {
        int arrow = add(1, "projectile", 0, 0);
        entities.velocityX[arrow] = 600;
        entities.velocityZ[arrow] = -6;
        entities.endTicks[arrow] = 100;
        motion.tick(10, 10);
        motion.tick(40, 30);
        assertThat(entities.x[arrow]).isCloseTo(400, within(0.01));
        assertThat(entities.z[arrow]).isCloseTo(-4, within(0.01));
        motion.tick(99, 1);
        assertThat(entities.count()).isOne();
        motion.tick(101, 2);
        assertThat(entities.count()).isZero();
        assertThat(entities.takeEnded()).isEqualTo(1);
    }

    @Test
    void shouldEndInTheTickInWhichItMeetsSomebodyAndTellOfIt() {
        wallX = 1_000;
        int arrow = add(1, "projectile", 0, 0);
        int past = add(2, "projectile", 1_200, 0);
        int walker = add(3, "npc", 990, 0);
        entities.velocityX[arrow] = 600;
        entities.velocityX[past] = 600;
        entities.velocityX[walker] = 1_200;
        entities.decideTicks[walker] = 1_000;
        run(97);
        assertThat(motion.hasFlights()).isTrue();
        assertThat(motion.takeHits()).isZero();
        run(1);
        assertThat(motion.takeHits()).isOne();
        assertThat(motion.takeHits()).isZero();
        assertThat(entities.takeEnded()).isEqualTo(1);
        assertThat(entities.slotOf(2)).isEqualTo(past);
        assertThat(entities.slotOf(3)).isEqualTo(walker);
        entities.end(past);
        run(1);
        assertThat(motion.hasFlights()).isFalse();
    }

    @Test
    void shouldStandAtTheMarginWhenItLeavesAndNobodyTakesIt() {
        int walker = add(1, "npc", -390, 500);
        entities.velocityX[walker] = -600;
        entities.decideTicks[walker] = 1_000;
        entities.leavingTicks[walker] = 1;
        run(2);
        assertThat(entities.x[walker]).isEqualTo(-400);
        assertThat(entities.velocityX[walker]).isZero();
    }

    @Test
    void shouldHangAtTheMarginAndFlyOnWhenItIsTakenLate() {
        int arrow = add(1, "projectile", -390, 500);
        entities.velocityX[arrow] = -600;
        entities.leavingTicks[arrow] = 1;
        run(3);
        assertThat(entities.x[arrow]).isEqualTo(-400);
        entities.leavingTicks[arrow] = 0;
        run(1);
        assertThat(entities.x[arrow]).isCloseTo(-410, within(0.01));
    }

    @Test
    void shouldEndWhereTheMapEnds() {
        int arrow = add(1, "projectile", MAP.maxX() - 1, 0);
        entities.velocityX[arrow] = 600;
        motion.tick(1, 1);
        assertThat(entities.count()).isZero();
        int fallen = add(2, "projectile", 0, 0);
        entities.z[fallen] = MAP.minZ() + 1;
        entities.velocityZ[fallen] = -600;
        motion.tick(2, 1);
        assertThat(entities.count()).isZero();
    }

    /** Whom no cell takes stays where it is at the margin, at its height too, and flies on. */
    @Test
    void shouldHangWhereItIsAndFlyOnTheSameWay() {
        int arrow = add(1, "projectile", KEPT.maxX() - 100, 1_000);
        entities.velocityX[arrow] = 600;
        entities.velocityY[arrow] = 300;
        entities.velocityZ[arrow] = 60;
        entities.leavingTicks[arrow] = 1;
        run(60);
        double x = entities.x[arrow];
        double along = (x - (KEPT.maxX() - 100)) / 600;
        assertThat(x).isBetween(KEPT.maxX() - 10, KEPT.maxX());
        assertThat(entities.y[arrow]).isCloseTo(1_000 + along * 300, within(0.01));
        assertThat(entities.z[arrow]).isCloseTo(along * 60, within(0.01));
        entities.leavingTicks[arrow] = 0;
        run(60);
        assertThat(entities.x[arrow]).isCloseTo(x + 600, within(0.01));
        assertThat(entities.z[arrow]).isCloseTo(along * 60 + 60, within(0.01));
    }
}
