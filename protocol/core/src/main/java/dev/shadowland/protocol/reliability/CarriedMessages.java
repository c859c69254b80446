package dev.shadowland.protocol.reliability;

/**
 * Which datagram carried which messages, for the datagrams that a {@link SentWindow} remembers.
 * Empty until the first reliable message. Owned by one thread.
 *
 * <p>While a datagram is composed its messages are {@link #add added}; once it has its number, and
 * the window reported the fate of the one that had the same place, they are {@link #commit
 * committed}.
 */
public final class CarriedMessages {
    /** Messages in one datagram. */
    public static final int MOST_PER_DATAGRAM = 32;

    private static final int FIRST_CAPACITY = 64;
    private static final int NUMBER_BITS = 32;

    private long[] entries = new long[0];
    private long[] first = new long[0];
    private byte[] counts = new byte[0];
    private long nextEntry;
    private long oldestEntry;
    private int pending;

    /** Whether the datagram being composed can take another message. */
    public boolean hasRoom() {
        return pending < MOST_PER_DATAGRAM;
    }

    /** The datagram being composed carries this message. */
    public void add(int channelCode, long number) {
        if (counts.length == 0) {
            first = new long[SentWindow.CAPACITY];
            counts = new byte[SentWindow.CAPACITY];
        }
        if (nextEntry - oldestEntry >= entries.length) {
            oldestEntry = findOldest();
            if (nextEntry - oldestEntry >= entries.length) {
                grow();
            }
        }
        entries[(int) nextEntry++ & (entries.length - 1)] =
                (long) channelCode << NUMBER_BITS | number;
        pending++;
    }

    private long findOldest() {
        long oldest = nextEntry - pending;
        for (int slot = 0; slot < counts.length; slot++) {
            if (counts[slot] > 0) {
                oldest = Math.min(oldest, first[slot]);
            }
        }
        return oldest;
    }

    private void grow() {
        long[] more = new long[Math.max(FIRST_CAPACITY, 2 * entries.length)];
        for (long i = Math.max(0, nextEntry - entries.length); i < nextEntry; i++) {
            more[(int) i & (more.length - 1)] = entries[(int) i & (entries.length - 1)];
        }
        entries = more;
    }

    /** The datagram composed got this number. */
    public void commit(long sequence) {
        if (counts.length > 0) {
            int slot = slot(sequence);
            first[slot] = nextEntry - pending;
            counts[slot] = (byte) pending;
        }
        pending = 0;
    }

    /** Messages in the datagram, one of the last {@link SentWindow#CAPACITY}. */
    public int count(long sequence) {
        return counts.length == 0 ? 0 : counts[slot(sequence)];
    }

    /** Channel code of a message in the datagram. */
    public int channelCode(long sequence, int index) {
        return (int) (entry(sequence, index) >>> NUMBER_BITS);
    }

    /** Number of a message in the datagram. */
    public long number(long sequence, int index) {
        return entry(sequence, index) & 0xFFFF_FFFFL;
    }

    private long entry(long sequence, int index) {
        return entries[(int) (first[slot(sequence)] + index) & (entries.length - 1)];
    }

    private static int slot(long sequence) {
        return (int) sequence & (SentWindow.CAPACITY - 1);
    }
}
