package dev.shadowland.shard.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.shard.replication.Viewer;
import dev.shadowland.shard.replication.ViewerPool;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class ViewerPoolTest {
    private static final int MANY = 100;

    private final ViewerPool pool = new ViewerPool();
    private final Players left = new Players(4, pool);
    private final Players entered = new Players(4, pool);

    @Test
    void shouldLendTheStateOfAPlayerWhoLeftToAnotherOneInAnyCell() {
        int slot = left.add(7, 70);
        Viewer viewer = left.viewer(slot);
        left.remove(slot);
        assertThat(viewersOfMany()).contains(viewer);
    }

    @Test
    void shouldNeverLendOneToTwo() {
        int slot = left.add(7, 70);
        Viewer viewer = left.viewer(slot);
        left.remove(slot);
        left.add(9, 90);
        assertThat(viewersOfMany()).doesNotHaveDuplicates().hasSize(MANY).contains(viewer);
        assertThat(left.viewer(left.slotOf(9))).isNotSameAs(viewer);
    }

    /** More than are in a new pool. */
    private List<Viewer> viewersOfMany() {
        return IntStream.rangeClosed(1, MANY)
                .mapToObj(i -> entered.viewer(entered.add(1_000 + i, 10_000 + i)))
                .toList();
    }

    @Test
    void shouldKeepForThoseWhoWalkWhatIsReady() {
        int slot = left.add(7, 70);
        Viewer viewer = left.viewer(slot);
        left.remove(slot);
        for (int i = 1; i <= MANY; i++) {
            left.viewerForEntry(left.add(10 + i, 100 + i));
        }
        assertThat(viewersOfMany()).contains(viewer);
    }

    @Test
    void shouldLendTheStateOfThoseWhoLeftToThoseWhoEnter() {
        for (int i = 1; i <= MANY; i++) {
            left.viewerForEntry(left.add(10 + i, 100 + i));
        }
        List<Viewer> ofThoseWhoLeft =
                IntStream.rangeClosed(1, MANY)
                        .mapToObj(i -> left.viewer(left.slotOf(10 + i)))
                        .toList();
        for (int i = 1; i <= MANY; i++) {
            left.remove(left.slotOf(10 + i));
        }
        List<Viewer> lent =
                IntStream.rangeClosed(1, MANY)
                        .mapToObj(i -> entered.viewerForEntry(entered.add(10 + i, 100 + i)))
                        .toList();
        assertThat(lent).doesNotHaveDuplicates().containsAnyElementsOf(ofThoseWhoLeft);
    }

    @Test
    void shouldTakeNothingBackOfAPlayerWhoNeverHadOne() {
        left.remove(left.add(7, 70));
        assertThat(entered.viewer(entered.add(8, 80))).isNotNull();
    }
}
