package dev.shadowland.transport.link;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StreamIdsPropertyTest {
    @Property
    void shouldGiveBackWhatWasPacked(
            @ForAll @IntRange(min = 1, max = 8191) int source,
            @ForAll @IntRange(min = 1, max = 8191) int target,
            @ForAll @IntRange(min = 0, max = 63) int lane) {
        int id = StreamIds.of(source, target, lane);

        assertThat(StreamIds.source(id)).isEqualTo(source);
        assertThat(StreamIds.target(id)).isEqualTo(target);
        assertThat(StreamIds.lane(id)).isEqualTo(lane);
    }
}
