package dev.shadowland.shard.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.backplane.CellKey;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

class CellBoardTest {
    private long nowNs = -5_000_000_000L;
    private final CellBoard board = new CellBoard(() -> nowNs);

    /** A shard takes half of its cells over when its neighbour dies, and gives them back. */
    @Test
    void shouldSumTheTimeOfCellsThatComeAndGo() {
        pass(8);
        assertThat(board.cellSeconds()).isZero();
        start(0, 1);
        start(1, 1);
        pass(10);
        start(2, 1);
        start(3, 1);
        pass(5);
        stop(2, 1);
        stop(3, 1);
        pass(2);
        assertThat(board.cellSeconds()).isEqualTo(2 * 10 + 4 * 5 + 2 * 2);
    }

    @Test
    void shouldCountACellOnceWhoseNewEpochComesBeforeTheOldOnesEnd() {
        start(0, 1);
        pass(1);
        start(0, 2);
        pass(1);
        stop(0, 1);
        pass(1);
        assertThat(board.cellSeconds()).isEqualTo(3);
    }

    private void start(int column, long epoch) {
        board.onStarted(CellKey.of(0, 0, column, 0), epoch);
    }

    private void stop(int column, long epoch) {
        board.onStopped(CellKey.of(0, 0, column, 0), epoch);
    }

    private void pass(long seconds) {
        nowNs += TimeUnit.SECONDS.toNanos(seconds);
    }
}
