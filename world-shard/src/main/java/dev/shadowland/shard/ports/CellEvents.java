package dev.shadowland.shard.ports;

/** What a cell tells its actor, on the cell's thread. */
public interface CellEvents {
    /** A neighbour handed the player over; this cell owns it under {@code generation} now. */
    void onPlayerArrived(long character, int entity, long generation);

    /** The player's session has been silent for too long. May be told again while it stays so. */
    void onPlayerLost(long character, int entity, long generation);
}
