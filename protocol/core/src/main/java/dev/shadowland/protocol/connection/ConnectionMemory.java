package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.fragment.Fragments;
import dev.shadowland.protocol.reliability.BlockPool;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of one thread share, so that an idle one holds next to nothing: blocks for
 * messages that wait, and room to put one message together. Made as it is needed.
 */
public final class ConnectionMemory {
    private final BlockPool blocks = new BlockPool();
    private @Nullable UnsafeBuffer whole;

    /** Blocks for messages that wait. */
    public BlockPool blocks() {
        return blocks;
    }

    /** Room for the largest whole that is put together from pieces; of use during one call. */
    UnsafeBuffer whole() {
        UnsafeBuffer made = whole;
        if (made == null) {
            made = new UnsafeBuffer(new byte[Fragments.MOST_TOTAL]);
            whole = made;
        }
        return made;
    }
}
