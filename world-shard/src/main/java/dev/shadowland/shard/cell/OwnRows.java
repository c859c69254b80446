package dev.shadowland.shard.cell;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.actors.entity.Kind;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.snapshot.Animation;
import dev.shadowland.protocol.snapshot.EntityFlags;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;
import dev.shadowland.protocol.snapshot.Quantizers;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.interest.InterestRules;

/**
 * The quantized rows of a cell's own entities at a tick, frozen ones included: first the world
 * entities that are seen from farther than players, then players, then the other world entities.
 * Owned by the cell's thread; grows, never shrinks.
 */
final class OwnRows {
    /**
     * Velocities are rounded to so many units per second: a turn by a degree is not worth six bytes
     * to everybody around.
     */
    private static final double VELOCITY_STEP = 16;

    /** Who is frozen for longer is shown standing, not running on the spot; so is what hangs. */
    private static final int STANDING_TICKS = 12;

    private final Players players;
    private final WorldEntities entities;
    private final InterestRules rules;
    private final PositionQuantizer quantizer;
    private final int playerKind;
    private long[] words = new long[128 * EntityRow.WORDS];
    private int[] slots = new int[128];
    private int[] rowsOfPlayers = new int[128];
    private int farSeen;
    private int playersEnd;
    private int count;
    private long tick;

    OwnRows(
            Players players,
            WorldEntities entities,
            InterestRules rules,
            PositionQuantizer quantizer) {
        this.players = players;
        this.entities = entities;
        this.rules = rules;
        this.quantizer = quantizer;
        this.playerKind = rules.kinds().of(EntityType.PLAYER, 0);
    }

    /** Quantizes every entity once, as it is at a tick. */
    void rebuild(long now) {
        tick = now;
        count = 0;
        int needed = players.count() + entities.count();
        if (slots.length < needed) {
            slots = new int[needed * 2];
            words = new long[slots.length * EntityRow.WORDS];
        }
        if (rowsOfPlayers.length < players.limit()) {
            rowsOfPlayers = new int[players.limit() * 2];
        }
        addWorld(true);
        farSeen = count;
        for (int slot = 0; slot < players.limit(); slot++) {
            if (players.states[slot] != Entities.FREE) {
                rowsOfPlayers[slot] = count;
                add(players, slot, playerKind, isFrozenForLong(players, slot));
            }
        }
        playersEnd = count;
        addWorld(false);
    }

    private void addWorld(boolean isFarSeen) {
        for (int slot = 0; slot < entities.limit(); slot++) {
            int kind = entities.kinds[slot];
            if (entities.states[slot] != Entities.FREE && rules.isFarSeen(kind) == isFarSeen) {
                boolean stands = entities.hangs[slot] || isFrozenForLong(entities, slot);
                add(entities, slot, kind, stands);
            }
        }
    }

    private void add(Entities columns, int slot, int kindNumber, boolean stands) {
        slots[count] = slot;
        int at = count * EntityRow.WORDS;
        count++;
        Kind kind = rules.kinds().get(kindNumber);
        int quadrantX = quantizer.quadrant(columns.x[slot]);
        int quadrantY = quantizer.quadrant(columns.y[slot]);
        words[at + EntityRow.IDENTITY] =
                EntityRow.identity(
                        columns.entities[slot],
                        kind.type(),
                        kind.subtype(),
                        columns.health[slot],
                        columns.mana[slot]);
        words[at + EntityRow.GENERATION] = columns.generations[slot];
        words[at + EntityRow.PLACE] =
                EntityRow.place(
                        quantizer.offset(columns.x[slot], quadrantX),
                        quantizer.offset(columns.y[slot], quadrantY),
                        quantizer.height(columns.z[slot]),
                        columns.yaws[slot]);
        int flags = columns.flags[slot] & (stands ? ~EntityFlags.MOVING : ~0);
        words[at + EntityRow.MOTION] =
                stands
                        ? EntityRow.motion(0, 0, 0, Animation.ofMotion(0, 0, 0, flags))
                        : motion(columns, slot);
        words[at + EntityRow.REST] = EntityRow.rest(flags, quadrantX, quadrantY);
        words[at + EntityRow.TILT] =
                kind.fullRotation()
                        ? EntityRow.tilt(columns.pitches[slot], columns.rolls[slot])
                        : 0;
    }

    private boolean isFrozenForLong(Entities columns, int slot) {
        return columns.states[slot] == Entities.FROZEN
                && tick - columns.frozenTicks[slot] > STANDING_TICKS;
    }

    private static long motion(Entities columns, int slot) {
        return EntityRow.motion(
                velocity(columns.velocityX[slot]),
                velocity(columns.velocityY[slot]),
                velocity(columns.velocityZ[slot]),
                columns.animations[slot]);
    }

    /**
     * What a client does with a velocity, for a quarter of a second, is half a step of place off.
     */
    private static int velocity(float unitsPerSecond) {
        return Quantizers.velocity(Math.rint(unitsPerSecond / VELOCITY_STEP) * VELOCITY_STEP);
    }

    /** Row of the player in a used slot. */
    int rowOf(int playerSlot) {
        return rowsOfPlayers[playerSlot];
    }

    /** The rows, {@link EntityRow#WORDS} longs each. */
    long[] words() {
        return words;
    }

    /** Number of rows. */
    int count() {
        return count;
    }

    /** Of them, the first ones, those that are seen from farther than players. */
    int farSeen() {
        return farSeen;
    }

    /** Whether a row is a player's. */
    boolean isPlayer(int row) {
        return row >= farSeen && row < playersEnd;
    }

    /** Slot of a row, among the players or among the world entities. */
    int slot(int row) {
        return slots[row];
    }
}
