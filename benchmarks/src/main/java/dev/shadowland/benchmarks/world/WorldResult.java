package dev.shadowland.benchmarks.world;

import dev.shadowland.transport.status.TickMillis;

import java.util.Map;

/**
 * One row.
 *
 * @param threads that ran the cells
 * @param farHz updates per second that the cells give beyond the outer ring
 * @param tickMillis from when a tick was due to its last flush; of one that was skipped, to that of
 *     the tick that ran in its stead
 * @param microsPerPlayerTick CPU time of the tick threads
 * @param recordsPerClientTick creates, updates and removes in a snapshot, of the sampled viewers
 * @param bytesPerClientTick of a snapshot's frames, of all viewers
 * @param updateAgeMillis by ring: how long what a sampled viewer holds had been outdated when the
 *     next snapshot was due, lost ones and ghosts' delay included
 * @param recordAgeMillis by ring: how long ago the viewer was told then, whether or not there was
 *     anything new
 * @param allocatedBytesPerTick by the tick threads in ticks
 * @param ticksThatAllocated anything
 * @param handoversPerTick players who changed cells
 * @param ticksRun in the window
 * @param ticksSkipped due in the window and not run, for the one before was not done
 * @param highestRung of the overload ladder, that a cell was on in the window
 * @param easedShare of the ticks in which a cell was on a rung, 0..1
 * @param disagreements entities that the sampled viewers hold otherwise than the cells, after the
 *     quiet ticks
 * @param quietTicks that ran after the window, in a second and a half in which nobody walked and
 *     nothing was lost
 * @param stoodStillMillis for which the world waited for the simulated gateway, not measured
 * @param drops by reason, from the beginning to the end
 */
public record WorldResult(
        Layout layout,
        int players,
        int threads,
        int farHz,
        TickMillis tickMillis,
        double microsPerPlayerTick,
        double recordsPerClientTick,
        double bytesPerClientTick,
        Map<String, Ages.InRing> updateAgeMillis,
        Map<String, Ages.InRing> recordAgeMillis,
        double allocatedBytesPerTick,
        int ticksThatAllocated,
        double handoversPerTick,
        int ticksRun,
        int ticksSkipped,
        int highestRung,
        double easedShare,
        long disagreements,
        int quietTicks,
        long stoodStillMillis,
        Map<String, Long> drops) {
    /** The same figures as a row of another layout that comes to the same. */
    WorldResult as(Layout other) {
        return new WorldResult(
                other,
                players,
                threads,
                farHz,
                tickMillis,
                microsPerPlayerTick,
                recordsPerClientTick,
                bytesPerClientTick,
                updateAgeMillis,
                recordAgeMillis,
                allocatedBytesPerTick,
                ticksThatAllocated,
                handoversPerTick,
                ticksRun,
                ticksSkipped,
                highestRung,
                easedShare,
                disagreements,
                quietTicks,
                stoodStillMillis,
                drops);
    }

    /**
     * Whether viewers were left with another world although there was time for all of it: no cell
     * left anything out while it was measured.
     */
    boolean isWrong() {
        return disagreements > 0 && highestRung == 0;
    }

    /** Share of the ticks due that were skipped, 0..1. */
    double skippedShare() {
        return (double) ticksSkipped / (ticksRun + ticksSkipped);
    }

    /** Whether it is the row of that layout, number and threads at the wanted rates. */
    boolean isOf(Layout wanted, int wantedPlayers, int wantedThreads) {
        return layout == wanted
                && players == wantedPlayers
                && threads == wantedThreads
                && farHz == Rates.WANTED.farHz();
    }

    /** For a person: which row it is. */
    String name() {
        String beyond = farHz == Rates.WANTED.farHz() ? "" : ", %d Hz beyond".formatted(farHz);
        return "%s of %d players on %s%s"
                .formatted(layout.text(), players, Point.threads(threads), beyond);
    }

    /** Why its ticks are not those that are wanted, empty when they are. */
    String flaw() {
        if (skippedShare() > 0.01) {
            return "%.0f %% of the ticks were skipped".formatted(100 * skippedShare());
        }
        return easedShare > 0.01
                ? "cells were up to rung %d of the overload ladder in %.0f %% of the ticks"
                        .formatted(highestRung, 100 * easedShare)
                : "";
    }
}
