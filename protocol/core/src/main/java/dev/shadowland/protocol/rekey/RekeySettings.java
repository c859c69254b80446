package dev.shadowland.protocol.rekey;

/**
 * When a server changes a connection's keys (WIRE "Sequence, keys, replay").
 *
 * @param afterBytes bytes of whole datagrams sealed or opened under one key, whichever is more (1
 *     GB)
 * @param afterNs age of a key (60 min)
 */
public record RekeySettings(long afterBytes, long afterNs) {
    /** The seed's figures: 1 GB, 60 min. */
    public static final RekeySettings DEFAULT =
            new RekeySettings(1_000_000_000L, 3_600L * 1_000_000_000L);

    /** Not before the end of time. */
    public static final RekeySettings NEVER = new RekeySettings(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Checks the ranges. */
    public RekeySettings {
        if (afterBytes < 1 || afterNs < 1) {
            throw new IllegalArgumentException(
                    "a rekey after %d bytes or %d ns: both at least 1"
                            .formatted(afterBytes, afterNs));
        }
    }
}
