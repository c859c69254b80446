package dev.shadowland.protocol.backplane;

/**
 * An entity's ownership generation: login number in the upper 32 bits, handovers since that login
 * in the lower 32. It only rises. Session routes and character rows are fenced by it: of two claims
 * the higher one holds.
 */
public final class Generation {
    private Generation() {}

    /**
     * The generation of a fresh login; {@code loginNumber} comes from the store and rises with each
     * login.
     */
    public static long ofLogin(int loginNumber) {
        return (long) loginNumber << 32;
    }

    /** The generation after one more handover. */
    public static long afterHandover(long generation) {
        return generation + 1;
    }
}
