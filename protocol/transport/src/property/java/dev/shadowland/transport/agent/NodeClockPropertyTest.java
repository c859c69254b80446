package dev.shadowland.transport.agent;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class NodeClockPropertyTest {
    private static final long WALL_START = 1_800_000_000_000_000_000L;

    @Property
    void shouldNeverStepBackNorRunFasterThanSlewAllowsWhateverTheWallDoes(
            @ForAll @Size(min = 1, max = 40)
                    List<@LongRange(min = 0, max = 3_000_000_000L) Long> steps,
            @ForAll @Size(min = 40, max = 40)
                    List<@LongRange(min = -86_400_000_000_000L, max = 86_400_000_000_000L) Long>
                            jumps) {
        AtomicLong monotonic = new AtomicLong(-5);
        AtomicLong wall = new AtomicLong(WALL_START);
        NodeClock clock = NodeClock.of(monotonic::get, wall::get);
        long before = clock.nowNs();
        for (int i = 0; i < steps.size(); i++) {
            long step = steps.get(i);
            monotonic.addAndGet(step);
            wall.addAndGet(step + jumps.get(i));
            clock.onHousekeeping();
            long now = clock.nowNs();
            long allowed = step / 2000 + 2;
            assertThat(now).isGreaterThanOrEqualTo(before);
            assertThat(now - before).isBetween(step - allowed, step + allowed);
            before = now;
        }
    }
}
