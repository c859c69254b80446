package dev.shadowland.shard.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.shard.replication.Viewer;
import dev.shadowland.shard.replication.ViewerPool;

import org.junit.jupiter.api.Test;

class ViewerPoolTest {
    private final ViewerPool pool = new ViewerPool();
    private final Players left = new Players(4, pool);
    private final Players entered = new Players(4, pool);

    @Test
    void shouldLendTheStateOfAPlayerWhoLeftToTheNextOneInAnyCell() {
        int slot = left.add(7, 70);
        Viewer viewer = left.viewer(slot);
        left.remove(slot);
        assertThat(entered.viewer(entered.add(8, 80))).isSameAs(viewer);
    }

    @Test
    void shouldNeverLendOneToTwo() {
        int slot = left.add(7, 70);
        Viewer viewer = left.viewer(slot);
        left.remove(slot);
        Viewer first = entered.viewer(entered.add(8, 80));
        Viewer second = left.viewer(left.add(9, 90));
        assertThat(first).isSameAs(viewer);
        assertThat(second).isNotSameAs(viewer);
        assertThat(entered.viewer(entered.slotOf(8))).isSameAs(first);
    }

    @Test
    void shouldTakeNothingBackOfAPlayerWhoNeverHadOne() {
        left.remove(left.add(7, 70));
        assertThat(entered.viewer(entered.add(8, 80))).isNotNull();
    }
}
