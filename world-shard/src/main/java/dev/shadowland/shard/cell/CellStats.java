package dev.shadowland.shard.cell;

/** Figures of a running cell. Written by the cell's thread, read by any. */
public final class CellStats {
    private final long cell;
    private final long epoch;
    private volatile int players;
    private volatile int frozen;
    private volatile int stuck;
    private volatile long tick;
    private volatile long ticks;
    private volatile long lastTickNs;
    private volatile long handoversOut;
    private volatile long handoversIn;
    private volatile int rung;

    CellStats(long cell, long epoch) {
        this.cell = cell;
        this.epoch = epoch;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, the cell's thread
    void onTick(long newTick, long durationNs, int playerCount) {
        tick = newTick;
        lastTickNs = durationNs;
        players = playerCount;
        ticks++;
    }

    void onRung(int newRung) {
        rung = newRung;
    }

    void onHandovers(int frozenNow, int stuckNow, long out, long in) {
        frozen = frozenNow;
        stuck = stuckNow;
        handoversOut = out;
        handoversIn = in;
    }

    /** Key of the cell. */
    public long cell() {
        return cell;
    }

    /** Epoch under which it runs. */
    public long epoch() {
        return epoch;
    }

    /** Players, frozen ones included. */
    public int players() {
        return players;
    }

    /** Players that another cell may have, and is not known to. */
    public int frozen() {
        return frozen;
    }

    /** Players that left more than 5 s ago, and that nobody took or is known to have. */
    public int stuck() {
        return stuck;
    }

    /** Newest tick run. */
    public long tick() {
        return tick;
    }

    /** Ticks run. */
    public long ticks() {
        return ticks;
    }

    /** From the newest tick's scheduled instant to its last flush, in nanoseconds. */
    public long lastTickNs() {
        return lastTickNs;
    }

    /** Rung of the overload ladder, 0 for none. */
    public int rung() {
        return rung;
    }

    /** Players handed over and acknowledged. */
    public long handoversOut() {
        return handoversOut;
    }

    /** Players taken from other cells. */
    public long handoversIn() {
        return handoversIn;
    }
}
