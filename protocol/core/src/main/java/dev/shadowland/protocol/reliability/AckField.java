package dev.shadowland.protocol.reliability;

/**
 * What the receiver of a direction has: the newest sequence and one bit for each of the 64 before
 * it, bit 0 for newest − 1. Outside the field means lost. Owned by one thread.
 */
public final class AckField {
    private long newest = -1;
    private long bits;

    /** Takes note of an authentic datagram. */
    public void onReceived(long sequence) {
        if (sequence > newest) {
            long ahead = newest < 0 ? 65 : sequence - newest;
            bits = ahead > 64 ? 0 : (ahead == 64 ? 0 : bits << ahead) | 1L << (ahead - 1);
            newest = sequence;
        } else if (sequence < newest && newest - sequence <= 64) {
            bits |= 1L << (newest - sequence - 1);
        }
    }

    /** Newest sequence received, -1 before the first. */
    public long newest() {
        return newest;
    }

    /** Bit i: whether newest − 1 − i was received. */
    public long bits() {
        return bits;
    }
}
