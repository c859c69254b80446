package dev.shadowland.shard.ghost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.shard.cell.CellLimits;
import dev.shadowland.transport.config.BackplaneConfig;

import org.junit.jupiter.api.Test;

class GhostSenderTest {
    /** Aeron refuses a frame of more than an eighth of a term, for good. */
    @Test
    void shouldFitAFullCellIntoAFrameOfTheShortestTerm() {
        CellLimits limits = CellLimits.DEFAULT;
        int rows = limits.maxPlayers() + limits.maxEntities();
        assertThat(GhostSender.frameBytes(rows))
                .isLessThanOrEqualTo(BackplaneConfig.LEAST_TERM_LENGTH / 8)
                .isGreaterThan(BackplaneConfig.LEAST_TERM_LENGTH / 2 / 8);
    }
}
