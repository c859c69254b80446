package dev.shadowland.protocol.backplane;

/**
 * The 64-bit name of a session, made by the gateway worker that holds it: gateway node u16 · worker
 * u8 · serial 40 bits, from the top. A shard finds the way back to the worker in it. Never sent to
 * a client and never an entity id.
 */
public final class SessionId {
    /** No session. */
    public static final long NONE = 0L;

    private static final long SERIAL_MASK = (1L << 40) - 1;

    private SessionId() {}

    /**
     * Packs an id.
     *
     * @param gatewayNode node id, 1..65535
     * @param worker worker index, 0..63
     * @param serial counted by the worker, wraps at 2^40
     */
    public static long of(int gatewayNode, int worker, long serial) {
        if (gatewayNode < 1 || gatewayNode > 0xFFFF || worker < 0 || worker > 63) {
            throw new IllegalArgumentException(
                    "session out of range: node %d worker %d".formatted(gatewayNode, worker));
        }
        return (long) gatewayNode << 48 | (long) worker << 40 | (serial & SERIAL_MASK);
    }

    /** Node id of the gateway that holds the session. */
    public static int gatewayNode(long session) {
        return (int) (session >>> 48);
    }

    /** Worker of that gateway; also the lane of its Aeron stream. */
    public static int worker(long session) {
        return (int) (session >>> 40) & 0xFF;
    }
}
