package dev.shadowland.shard.cell;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.actors.entity.EntityIdSource;
import dev.shadowland.actors.entity.RestedIds;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.backplane.Generation;
import dev.shadowland.shard.ports.NodePorts;

import java.util.Arrays;

/**
 * Puts world entities into a cell that is their home, as long as there is room and ids are at hand.
 * An id whose entity's life ended here rests here, until no cell can remember it: they keep what
 * they took over for 2400 ticks. A client that has a tombstone still takes a later create. Then it
 * is the node's, for any of its cells to give out. A cell that ends takes along what rests in it:
 * its successor may be handed such an entity a second time. Owned by the cell's thread; grows,
 * never shrinks.
 */
final class Spawner {
    /** Ticks for which an id rests between two entities. */
    static final int REST_TICKS = 3_600;

    /** Most ids that rest; beyond it the oldest is nobody's for ever. */
    static final int MOST_RESTING = 1 << 15;

    private final long cell;
    private final long epoch;
    private final WorldEntities entities;
    private final RestedIds ids;
    private final int most;
    private int[] restingIds = new int[64];
    private long[] restingSince = new long[64];
    private int first;
    private int resting;
    private long tick;

    /** For one cell under one epoch; {@code most} is how many entities it takes. */
    Spawner(long cell, long epoch, WorldEntities entities, NodePorts ports, int most) {
        this.cell = cell;
        this.epoch = epoch;
        this.entities = entities;
        this.ids = ports.ids();
        this.most = most;
    }

    /** Takes the ids of those whose life ended since the tick before, and gives back the rested. */
    void beginTick(long now) {
        tick = now;
        while (resting > 0 && tick - restingSince[first] >= REST_TICKS) {
            ids.giveBack(takeOldest());
        }
        int ended = entities.takeEnded();
        while (ended != WorldEntities.NOBODY) {
            rest(ended);
            ended = entities.takeEnded();
        }
    }

    private void rest(int id) {
        if (resting == MOST_RESTING) {
            takeOldest();
        } else if (resting == restingIds.length) {
            unroll();
            restingIds = Arrays.copyOf(restingIds, resting * 2);
            restingSince = Arrays.copyOf(restingSince, resting * 2);
        }
        int at = (first + resting) & (restingIds.length - 1);
        restingIds[at] = id;
        restingSince[at] = tick;
        resting++;
    }

    /** Turns the full ring so that its first place is 0. */
    private void unroll() {
        int[] turnedIds = new int[resting];
        long[] turnedSince = new long[resting];
        for (int i = 0; i < resting; i++) {
            int from = (first + i) & (resting - 1);
            turnedIds[i] = restingIds[from];
            turnedSince[i] = restingSince[from];
        }
        restingIds = turnedIds;
        restingSince = turnedSince;
        first = 0;
    }

    private int takeOldest() {
        int id = restingIds[first];
        first = (first + 1) & (restingIds.length - 1);
        resting--;
        return id;
    }

    /** Ids that rest here. */
    int resting() {
        return resting;
    }

    /**
     * A new entity of a kind that lives until a tick; its motion is the caller's.
     *
     * @return its slot, or {@link Entities#NO_SLOT} when there is no room or no id now
     */
    int spawn(int kind, double x, double y, double z, long endTick) {
        int id = entities.count() < most ? ids.tryTake() : EntityIdSource.NONE;
        if (id == EntityIdSource.NONE) {
            return Entities.NO_SLOT;
        }
        int slot = entities.add(id, kind);
        entities.generations[slot] = Generation.ofLogin(1);
        entities.x[slot] = x;
        entities.y[slot] = y;
        entities.z[slot] = z;
        entities.homeCells[slot] = cell;
        entities.homeEpochs[slot] = epoch;
        entities.homeX[slot] = x;
        entities.homeY[slot] = y;
        entities.endTicks[slot] = endTick;
        return slot;
    }
}
