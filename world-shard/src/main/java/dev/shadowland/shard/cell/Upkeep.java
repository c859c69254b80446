package dev.shadowland.shard.cell;

import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.ports.CellEvents;
import dev.shadowland.shard.ports.NodePorts;

/**
 * What is done for each player now and then: its position is saved, its silence noticed. Staggered
 * by id. Owned by the cell's thread.
 */
final class Upkeep {
    private static final int SAVE_TICKS = 60;
    private static final int SILENT_TICKS = 600;
    private static final int SILENT_TOLD_TICKS = 60;
    private static final int SILENT_REMOVED_TICKS = 900;

    private final Players players;
    private final NodePorts ports;
    private final CellEvents told;
    private long tick;
    private long previousTick;

    Upkeep(Players players, NodePorts ports, CellEvents told) {
        this.players = players;
        this.ports = ports;
        this.told = told;
    }

    /** One tick; what would have been due since the one before is done once. */
    void tick(long now, long before) {
        tick = now;
        previousTick = before;
        for (int slot = 0; slot < players.limit(); slot++) {
            if (players.states[slot] == Players.ACTIVE) {
                if (crosses(players.entities[slot], SAVE_TICKS)) {
                    save(slot);
                }
                checkSilence(slot);
            }
        }
    }

    private void checkSilence(int slot) {
        if (players.lastHeardTicks[slot] == 0) {
            players.lastHeardTicks[slot] = tick;
        }
        long silent = tick - players.lastHeardTicks[slot];
        if (silent >= SILENT_TICKS && crosses(players.entities[slot], SILENT_TOLD_TICKS)) {
            told.onPlayerLost(
                    players.characters[slot], players.entities[slot], players.generations[slot]);
        }
        if (silent >= SILENT_REMOVED_TICKS) {
            save(slot);
            players.remove(slot);
        }
    }

    /** Whether the staggered period of an entity ends between the tick before and this one. */
    private boolean crosses(int entity, int period) {
        return (tick + entity) / period != (previousTick + entity) / period;
    }

    /** Saves every position there is: nothing runs after it. */
    void saveAll() {
        for (int slot = 0; slot < players.limit(); slot++) {
            if (players.states[slot] != Players.FREE) {
                save(slot);
            }
        }
    }

    private void save(int slot) {
        ports.saves()
                .save(
                        players.characters[slot],
                        players.generations[slot],
                        ports.geometry().map(),
                        players.x[slot],
                        players.y[slot],
                        players.z[slot],
                        players.yaws[slot]);
    }
}
