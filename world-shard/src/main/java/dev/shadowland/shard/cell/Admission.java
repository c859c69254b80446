package dev.shadowland.shard.cell;

import dev.shadowland.actors.api.EnterRefusal;
import dev.shadowland.actors.api.Position;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.handover.HandoverIn;
import dev.shadowland.shard.replication.Viewer;

import org.jspecify.annotations.Nullable;

/**
 * Lets players into a cell, again after a rejoin, and takes them out, as their actors ask. Owned by
 * the cell's thread.
 */
final class Admission {
    private final Players players;
    private final MapGeometry map;
    private final CellLimits limits;
    private final HandoverIn handoverIn;

    Admission(Players players, MapGeometry map, CellLimits limits, HandoverIn handoverIn) {
        this.players = players;
        this.map = map;
        this.limits = limits;
        this.handoverIn = handoverIn;
    }

    /** See {@link CellSimulation#enter}; a closed or full cell takes only who is in the world. */
    EnterOutcome enter(PlayerEntry entry, long tick, boolean isClosed) {
        int slot = players.slotOf(entry.entity());
        boolean stale =
                slot == Players.NO_SLOT
                        ? handoverIn.hasTaken(entry.entity(), entry.generation())
                        : players.generations[slot] > entry.generation();
        if (stale) {
            return new EnterOutcome.Refused(EnterRefusal.STALE_GENERATION);
        }
        if (slot == Players.NO_SLOT) {
            boolean isFull = players.count() >= limits.maxPlayers() || isClosed;
            if (isFull && !entry.isRejoin()) {
                return new EnterOutcome.Refused(EnterRefusal.FULL);
            }
            slot = players.add(entry.entity(), entry.session());
            players.viewerForEntry(slot).reset(limits.defaultBudgetBytes(), Viewer.NOT_YET);
            place(slot, entry, tick);
        } else if (players.generations[slot] < entry.generation()) {
            replace(slot, entry, tick);
        }
        return new EnterOutcome.Entered(tick);
    }

    /** The same entity under a later login or rejoin: another session's client knows nothing. */
    private void replace(int slot, PlayerEntry entry, long tick) {
        if (players.sessions[slot] == entry.session()) {
            restart(slot, tick);
            players.generations[slot] = entry.generation();
            players.lastHeardTicks[slot] = tick;
        } else {
            players.changeSession(slot, entry.session());
            players.viewer(slot).reset(limits.defaultBudgetBytes(), Viewer.NOT_YET);
            players.inputs().clear(slot, 0);
            place(slot, entry, tick);
        }
        players.states[slot] = Players.ACTIVE;
    }

    /**
     * A rejoin of who is here: it stays where it is, which is later than what was saved, and goes
     * on with its commands and events. If another cell may have gone on with it, as another source.
     */
    private void restart(int slot, long tick) {
        if (players.states[slot] == Players.FROZEN) {
            players.viewer(slot).resync(tick);
            players.events(slot).forgetCursor();
        } else {
            players.viewer(slot).restart(tick);
        }
    }

    private void place(int slot, PlayerEntry entry, long tick) {
        Position position = entry.position();
        players.characters[slot] = entry.character();
        players.generations[slot] = entry.generation();
        players.x[slot] = Math.clamp(position.x(), map.minX(), map.maxX());
        players.y[slot] = Math.clamp(position.y(), map.minY(), map.maxY());
        players.z[slot] = position.z();
        players.yaws[slot] = position.yaw() & 0xFFFF;
        players.paidTicks[slot] =
                entry.isRejoin() ? Players.UNPAID : (double) tick - Movement.FIRST_CREDIT;
        players.lastHeardTicks[slot] = tick;
    }

    /** See {@link CellSimulation#remove}. */
    @Nullable PlayerExit remove(int entity, long generation) {
        int slot = players.slotOf(entity);
        boolean here = slot != Players.NO_SLOT && players.generations[slot] <= generation;
        if (!here || players.states[slot] == Players.FROZEN) {
            return null; // on its way elsewhere, where a frame of it may have arrived
        }
        Position position =
                new Position(
                        map.map(),
                        players.x[slot],
                        players.y[slot],
                        players.z[slot],
                        players.yaws[slot]);
        PlayerExit exit =
                new PlayerExit(
                        players.characters[slot], entity, players.generations[slot], position);
        players.remove(slot);
        return exit;
    }
}
