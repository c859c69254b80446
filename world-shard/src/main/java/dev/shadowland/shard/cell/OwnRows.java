package dev.shadowland.shard.cell;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;
import dev.shadowland.protocol.snapshot.Quantizers;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.shard.columns.Players;

/**
 * The quantized rows of a cell's own players at a tick, frozen ones included. Owned by the cell's
 * thread; grows, never shrinks.
 */
final class OwnRows {
    private final Players players;
    private final PositionQuantizer quantizer;
    private long[] words = new long[64 * EntityRow.WORDS];
    private int[] slots = new int[64];
    private int count;

    OwnRows(Players players, PositionQuantizer quantizer) {
        this.players = players;
        this.quantizer = quantizer;
    }

    /** Quantizes every player once. */
    void rebuild() {
        count = 0;
        if (slots.length < players.count()) {
            slots = new int[players.count() * 2];
            words = new long[slots.length * EntityRow.WORDS];
        }
        for (int slot = 0; slot < players.limit(); slot++) {
            if (players.states[slot] != Players.FREE) {
                slots[count] = slot;
                write(slot, count * EntityRow.WORDS);
                count++;
            }
        }
    }

    private void write(int slot, int at) {
        int quadrantX = quantizer.quadrant(players.x[slot]);
        int quadrantY = quantizer.quadrant(players.y[slot]);
        words[at + EntityRow.IDENTITY] =
                EntityRow.identity(
                        players.entities[slot],
                        EntityType.PLAYER,
                        players.health[slot],
                        players.mana[slot]);
        words[at + EntityRow.GENERATION] = players.generations[slot];
        words[at + EntityRow.PLACE] =
                EntityRow.place(
                        quantizer.offset(players.x[slot], quadrantX),
                        quantizer.offset(players.y[slot], quadrantY),
                        quantizer.height(players.z[slot]),
                        players.yaws[slot]);
        words[at + EntityRow.MOTION] =
                EntityRow.motion(
                        Quantizers.velocity(players.velocityX[slot]),
                        Quantizers.velocity(players.velocityY[slot]),
                        Quantizers.velocity(players.velocityZ[slot]),
                        players.animations[slot]);
        words[at + EntityRow.REST] = EntityRow.rest(players.flags[slot], quadrantX, quadrantY);
        words[at + EntityRow.TILT] = 0;
    }

    /** The rows, {@link EntityRow#WORDS} longs each. */
    long[] words() {
        return words;
    }

    /** Number of rows. */
    int count() {
        return count;
    }

    /** Player slot of a row. */
    int slot(int row) {
        return slots[row];
    }
}
