package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.compression.Compressor;
import dev.shadowland.protocol.compression.Expander;
import dev.shadowland.protocol.fragment.Fragments;
import dev.shadowland.protocol.reliability.BlockPool;
import dev.shadowland.protocol.reliability.HeldMemory;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of one thread share, so that an idle one holds next to nothing: blocks for
 * messages that wait, and room to put one message together, to compress and to decompress. Made as
 * it is needed. Owned by that thread.
 */
public final class ConnectionMemory {
    /** Bytes of the largest payload of a compressed datagram. */
    static final int MOST_PAYLOAD = 4_096;

    private final BlockPool blocks = new BlockPool();
    private final HeldMemory held;
    private final Expander expander = new Expander();
    private @Nullable Compressor compressor;
    private @Nullable UnsafeBuffer whole;
    private @Nullable UnsafeBuffer message;
    private @Nullable UnsafeBuffer payload;
    private @Nullable UnsafeBuffer outgoing;

    /** Without a bound beside those of each connection. */
    public ConnectionMemory() {
        this(Long.MAX_VALUE);
    }

    /**
     * With a bound of what its connections hold together of what arrived early; what they send is
     * bounded by what their owner gives them.
     */
    public ConnectionMemory(long mostHeldBytes) {
        held = new HeldMemory(blocks, mostHeldBytes);
    }

    /** What connections hold of what arrived early. */
    public HeldMemory held() {
        return held;
    }

    /** Blocks for messages that wait. */
    public BlockPool blocks() {
        return blocks;
    }

    /** The compressor; the first call loads a library, so a server calls it when it starts. */
    public Compressor compressor() {
        Compressor made = compressor;
        if (made == null) {
            made = Compressor.create();
            compressor = made;
        }
        return made;
    }

    Expander expander() {
        return expander;
    }

    /** Room for the largest whole that is put together from pieces. */
    UnsafeBuffer whole() {
        UnsafeBuffer made = whole;
        if (made == null) {
            made = new UnsafeBuffer(new byte[Fragments.MOST_TOTAL]);
            whole = made;
        }
        return made;
    }

    /** Room for the largest message that is to be compressed. */
    UnsafeBuffer outgoing() {
        UnsafeBuffer made = outgoing;
        if (made == null) {
            made = new UnsafeBuffer(new byte[Fragments.MOST_TOTAL]);
            outgoing = made;
        }
        return made;
    }

    /** Room for the largest message that is decompressed. */
    UnsafeBuffer message() {
        UnsafeBuffer made = message;
        if (made == null) {
            made = new UnsafeBuffer(new byte[Fragments.MOST_TOTAL]);
            message = made;
        }
        return made;
    }

    /** Room for the largest payload of a datagram that is decompressed. */
    UnsafeBuffer payload() {
        UnsafeBuffer made = payload;
        if (made == null) {
            made = new UnsafeBuffer(new byte[MOST_PAYLOAD]);
            payload = made;
        }
        return made;
    }
}
