package dev.shadowland.protocol.fragment;

/**
 * Ids of sets that ended of late, the last {@link #CAPACITY} of them. An id that is taken again too
 * soon could mix pieces of two wholes. Owned by one thread.
 */
final class RecentIds {
    static final int CAPACITY = 256;

    private final short[] ids = new short[CAPACITY];
    private final long[] endedNs = new long[CAPACITY];
    private long count;

    void add(int id, long nowNs) {
        int slot = (int) count++ & (CAPACITY - 1);
        ids[slot] = (short) id;
        endedNs[slot] = nowNs;
    }

    boolean contains(int id, long withinNs, long nowNs) {
        for (long i = count - 1; i >= Math.max(0, count - CAPACITY); i--) {
            int slot = (int) i & (CAPACITY - 1);
            if (nowNs - endedNs[slot] >= withinNs) {
                return false;
            }
            if (ids[slot] == (short) id) {
                return true;
            }
        }
        return false;
    }
}
