package dev.shadowland.transport.link;

import org.agrona.DirectBuffer;

/** Takes frames from a {@link LinkReceiver}, on the thread that polls it. */
@FunctionalInterface
public interface LinkHandler {
    /** One whole frame from a member node; the bytes are valid until this returns. */
    void onFrame(int sourceNode, DirectBuffer buffer, int offset, int length);
}
