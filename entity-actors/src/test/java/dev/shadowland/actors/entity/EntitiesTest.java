package dev.shadowland.actors.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Slots are used again, handles are not. */
class EntitiesTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldFindEveryEntityByIdAndHandleAndNoneThatIsGone(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        WorldEntities entities = new WorldEntities(1);
        Map<Integer, Long> present = new HashMap<>();
        List<Long> gone = new ArrayList<>();
        for (int id = 1; id <= 2_000; id++) {
            if (random.nextInt(3) > 0 || present.isEmpty()) {
                int slot = entities.add(id, id % 5);
                assertThat(entities.health[slot]).isEqualTo(255);
                assertThat(entities.x.length).isGreaterThan(slot);
                entities.health[slot] = 1;
                present.put(id, entities.handle(slot));
            } else {
                int leaving = List.copyOf(present.keySet()).get(random.nextInt(present.size()));
                gone.add(present.remove(leaving));
                if (random.nextBoolean()) {
                    entities.remove(entities.slotOf(leaving));
                } else {
                    entities.end(entities.slotOf(leaving));
                    assertThat(entities.takeEnded()).isEqualTo(leaving);
                }
                assertThat(entities.takeEnded()).isEqualTo(WorldEntities.NOBODY);
            }
            assertThat(entities.count()).isEqualTo(present.size());
        }
        present.forEach(
                (id, handle) -> {
                    int slot = entities.slotOf((int) id);
                    assertThat(entities.slotOf((long) handle)).isEqualTo(slot);
                    assertThat(entities.entities[slot]).isEqualTo(id);
                    assertThat(entities.kinds[slot]).isEqualTo((byte) (id % 5));
                });
        assertThat(gone)
                .as("seed %d", seed)
                .allMatch(handle -> entities.slotOf((long) handle) == Entities.NO_SLOT);
        assertThat(entities.limit()).isLessThan(2_000);
        assertThat(entities.slotOf(Long.MAX_VALUE)).isEqualTo(Entities.NO_SLOT);
        assertThat(entities.slotOf(-1L)).isEqualTo(Entities.NO_SLOT);
    }
}
