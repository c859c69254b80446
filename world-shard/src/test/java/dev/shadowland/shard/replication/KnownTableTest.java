package dev.shadowland.shard.replication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is acknowledged of an earlier life of an entity counts for nothing. */
class KnownTableTest {
    private static final int ID = 7;

    private final KnownTable known = new KnownTable(new TableRoom(1));

    private int enter(long tick) {
        known.beginTick(tick);
        known.admit(new int[] {ID}, 1);
        return known.indexOf(ID);
    }

    private void leave(long tick) {
        known.beginTick(tick);
        known.leave(known.indexOf(ID));
    }

    @Test
    void shouldStayCreatingWhenOnlyAnEarlierCreateIsAcknowledged() {
        known.onSent(enter(10));
        leave(20);
        int entry = enter(30);
        known.onAcked(entry, true, 10);
        assertThat(known.state(entry)).isEqualTo(KnownTable.CREATING);
        assertThat(known.isQuadrantAcked(entry)).isFalse();
        known.onAcked(entry, true, 30);
        assertThat(known.state(entry)).isEqualTo(KnownTable.LIVE);
        assertThat(known.isQuadrantAcked(entry)).isTrue();
    }

    @Test
    void shouldStayRemovingWhenOnlyAnEarlierRemovalIsAcknowledged() {
        enter(10);
        leave(20);
        enter(30);
        leave(40);
        int entry = known.indexOf(ID);
        known.onRemovalAcked(entry, 20);
        assertThat(known.state(entry)).isEqualTo(KnownTable.REMOVING);
        known.onRemovalAcked(entry, 40);
        assertThat(known.state(entry)).isEqualTo(KnownTable.FREE);
    }

    @Test
    void shouldBeCreatingAfterARestartUntilALaterCreateIsAcknowledged() {
        int entry = enter(10);
        known.beginTick(20);
        known.restart();
        known.onAcked(entry, true, 10);
        assertThat(known.state(entry)).isEqualTo(KnownTable.CREATING);
        known.onAcked(entry, true, 20);
        assertThat(known.state(entry)).isEqualTo(KnownTable.LIVE);
    }
}
