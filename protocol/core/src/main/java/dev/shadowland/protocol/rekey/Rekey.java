package dev.shadowland.protocol.rekey;

import dev.shadowland.protocol.wire.WireWriter;

/** One end's half of the exchange of keys. Owned by the connection's thread. */
interface Rekey {
    /** Takes the peer's message; false when no honest peer sends it now. */
    boolean onMessage(int epoch, byte[] peerKey);

    /** Starts, repeats or gives up what is due. */
    void onTime(long nowNs, long rtoNs);

    /** Whether a message of this end waits to be written. */
    boolean isSendDue(long nowNs);

    /** Writes the message that is due, if it fits. */
    void write(WireWriter writer, long nowNs);

    /** Has the keys changed soon; a client cannot. */
    void force();

    /** Whether the exchange failed for good: the connection is to end. */
    boolean isFailed();

    /** Zeroes what secrets it has; work that is away is zeroed when it comes back. */
    void destroy();
}
