package dev.shadowland.shard.interest;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

class IdOrderPropertyTest {
    @Property(tries = 300)
    void shouldCarryBitsToWhereTheirEntitiesGo(
            @ForAll long seed,
            @ForAll @IntRange(max = 400) int entities,
            @ForAll @IntRange(min = 1, max = 90) int most,
            @ForAll @IntRange(min = 1, max = 5) int planes) {
        SplittableRandom random = new SplittableRandom(seed);
        OrderRig rig = new OrderRig(random, entities);
        IdOrder order = rig.order();
        long[] bits = new long[order.words() * planes];
        Map<Integer, Integer> expected = new HashMap<>();
        for (int rank = 0; rank < order.count(); rank++) {
            int planeBits = random.nextInt(1 << planes);
            expected.put(order.id(rank), planeBits);
            for (int plane = 0; plane < planes; plane++) {
                long bit = planeBits >> plane & 1;
                bits[rank / Long.SIZE * planes + plane] |= bit << rank;
            }
        }
        for (int change = 0; change < 6; change++) {
            rig.change(most);
            bits = order.carry(bits, planes);
            assertInOrder(rig, seed);
            for (int rank = 0; rank < order.count(); rank++) {
                assertThat(planesOf(bits, rank, planes))
                        .as("bits of rank %d after change %d of seed %d", rank, change, seed)
                        .isEqualTo(expected.getOrDefault(order.id(rank), 0));
            }
            for (int rank = order.count(); rank < bits.length / planes * Long.SIZE; rank++) {
                assertThat(planesOf(bits, rank, planes)).as("beyond the last rank").isZero();
            }
            expected.keySet().retainAll(rig.slots.keySet());
        }
    }

    private static int planesOf(long[] bits, int rank, int planes) {
        int found = 0;
        for (int plane = 0; plane < planes; plane++) {
            found |= (int) (bits[rank / Long.SIZE * planes + plane] >>> rank & 1) << plane;
        }
        return found;
    }

    private static void assertInOrder(OrderRig rig, long seed) {
        IdOrder order = rig.order();
        List<Integer> ids = new ArrayList<>();
        for (int rank = 0; rank < order.count(); rank++) {
            ids.add(order.id(rank));
            assertThat(order.rank(order.slot(rank))).isEqualTo(rank);
            assertThat(rig.slots.get(order.id(rank))).isEqualTo(order.slot(rank));
        }
        assertThat(ids).as("seed %d", seed).isEqualTo(List.copyOf(rig.slots.keySet()));
    }
}
