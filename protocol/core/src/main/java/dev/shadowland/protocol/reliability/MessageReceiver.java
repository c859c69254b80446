package dev.shadowland.protocol.reliability;

import org.agrona.DirectBuffer;

/** The receiving end of a reliable channel. Owned by one thread. */
public sealed interface MessageReceiver permits OrderedReceiver, UnorderedReceiver {
    /** What became of a message that arrived. */
    enum Outcome {
        /** It, and what waited for it, was handed on, or it waits itself. */
        TAKEN,
        /** It was here before. */
        DUPLICATE,
        /** No honest sender can have sent it yet. */
        BEYOND_WINDOW,
        /** It comes early, and there is no memory to keep it. */
        NO_MEMORY
    }

    /** Takes messages in the order that the channel promises; may release the receiver. */
    interface Sink {
        /** {@code type u8 · body}; valid during the call. */
        void onContent(DirectBuffer buffer, int offset, int length);
    }

    /**
     * Takes a message off the wire.
     *
     * @param number u32
     * @param offset of its content
     */
    Outcome onMessage(long number, DirectBuffer buffer, int offset, int length, Sink sink);

    /** Bytes held back. */
    int heldBytes();

    /** Gives all memory back and hands nothing on any more. */
    void release();
}
