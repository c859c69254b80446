package dev.shadowland.benchmarks.bandwidth;

import dev.shadowland.protocol.snapshot.Field;

/**
 * A record of a snapshot that carries the position of an entity that moves.
 *
 * @param mask its fields
 * @param idBytes of the difference to the id before
 * @param quadrantBytes that its quadrant takes or would take
 * @param share of the snapshot's head and of its list's frame, in bytes, the same for each record
 * @param gapTicks since the viewer's position of it before, 0 when that did not move
 */
record Update(int mask, int idBytes, int quadrantBytes, double share, long gapTicks) {
    /** Bytes with the id, without the share. */
    int bytes() {
        boolean hasQuadrant = (mask & Field.QUADRANT) != 0;
        return idBytes + 1 + Field.fixedSize(mask) + (hasQuadrant ? quadrantBytes : 0);
    }
}
