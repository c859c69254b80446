package dev.shadowland.shard.handover;

import org.agrona.concurrent.UnsafeBuffer;

/** Writes the frame that carries one entity's whole state to another cell. */
interface HandoverWriter {
    /** Bytes of the longest frame. */
    int maxBytes();

    /** Writes the frame of the entity in a slot at the buffer's begin; its length. */
    int write(int slot, long target, long targetEpoch, UnsafeBuffer buffer);
}
