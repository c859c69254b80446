package dev.shadowland.shard.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.shard.interest.OrderRig;
import dev.shadowland.shard.interest.Rings;
import dev.shadowland.shard.interest.Rings.Ring;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.List;
import java.util.SplittableRandom;

class TurnListsPropertyTest {
    /** Cycles of 6 turns, of 12, of 1. */
    private static final List<Rings> LISTED =
            List.of(
                    Rings.DEFAULT,
                    Rings.DEFAULT.levels().get(1),
                    Rings.DEFAULT.levels().get(2),
                    Rings.FULL_RATE);

    @Example
    void shouldKeepListsOnlyOfRingsThatRepeatSoon() {
        assertThat(LISTED.stream().map(TurnLists::turns)).containsExactly(6, 12, 12, 1);
        assertThat(TurnLists.turns(Rings.DEFAULT.levels().getLast())).isZero();
        Rings uneven = new Rings(List.of(new Ring(1, 4), new Ring(Double.POSITIVE_INFINITY, 6)));
        assertThat(TurnLists.turns(uneven)).isZero();
    }

    @Property(tries = 200)
    void shouldStrikeTheListsOfWhoIsStruckAndNoOthers(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Rings rings = LISTED.get(random.nextInt(LISTED.size()));
        OrderRig rig = new OrderRig(random, 1 + random.nextInt(100));
        Schedule schedule = new Schedule();
        schedule.follow(rig.order());
        TurnLists lists = new TurnLists(new TableRoom(1));
        lists.use(0, rings);
        int turns = TurnLists.turns(rings);
        int rank = random.nextInt(rig.order().count());
        int ring = random.nextInt(Rings.MOST);
        for (int tick = 1; tick <= turns; tick++) {
            schedule.beginTick(tick);
            lists.put(schedule.turn() % turns, new int[] {tick, -tick}, 2);
        }
        lists.strike(rig.order().id(rank), ring);
        for (int tick = turns + 1; tick <= 2 * turns; tick++) {
            int next = schedule.next(turns);
            schedule.beginTick(tick);
            int turn = schedule.turn() % turns;
            int dueAt = schedule.dueAt(rings.periodTicks(ring));
            boolean isDue = (schedule.due()[dueAt + rank / Long.SIZE] >>> rank & 1) != 0;
            assertThat(turn).as("seed %d", seed).isEqualTo(next);
            assertThat(lists.isListed(turn)).as("seed %d", seed).isEqualTo(!isDue);
            assertThat(lists.count(turn)).isEqualTo(2);
            assertThat(lists.lists()[lists.start(turn) + 1]).isEqualTo(turns - tick);
        }
    }
}
