package dev.shadowland.shard.replication;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.SplittableRandom;
import java.util.TreeSet;

class KnownTablePropertyTest {
    @Property
    void shouldFindAnIdFromWhereverTheSearchBegins(
            @ForAll long seed, @ForAll @IntRange(max = 200) int entries) {
        SplittableRandom random = new SplittableRandom(seed);
        KnownTable known = new KnownTable(new TableRoom(1));
        TreeSet<Integer> ids = new TreeSet<>();
        for (int i = 0; i < entries; i++) {
            int id = 1 + random.nextInt(1_000);
            if (ids.add(id)) {
                known.adopt(id, random.nextBoolean());
            }
        }
        for (int id = 0; id <= 1_001; id++) {
            int found = known.indexNear(random.nextInt(entries + 4) - 2, id);
            if (ids.contains(id)) {
                assertThat(known.id(found)).isEqualTo(id);
                assertThat(found).isEqualTo(ids.headSet(id).size());
            } else {
                assertThat(found).isEqualTo(KnownTable.NO_ENTRY);
            }
        }
    }
}
