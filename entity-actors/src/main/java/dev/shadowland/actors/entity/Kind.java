package dev.shadowland.actors.entity;

/**
 * What entities of a type and subtype have in common.
 *
 * @param name for people: logs, configuration, metrics
 * @param type see {@link dev.shadowland.protocol.snapshot.EntityType}
 * @param subtype u8
 * @param distance from how far it is seen, in units
 * @param periodTicks ticks between records of it even when it is near: 1, 2, 3, 4, 6 or 12; rounded
 *     up to a period that one of the rings has
 * @param fullRotation whether records carry pitch and roll besides the yaw
 * @param authority who says how it moves
 * @param weight how much it counts when there is more to tell than room, above 0
 * @param speed fastest it moves by itself, in units per second
 * @param body what of it shots meet
 */
public record Kind(
        String name,
        int type,
        int subtype,
        double distance,
        int periodTicks,
        boolean fullRotation,
        Authority authority,
        float weight,
        float speed,
        Body body) {
    private static final int CYCLE_TICKS = 12;

    public Kind {
        boolean isKnownPeriod = periodTicks > 0 && CYCLE_TICKS % periodTicks == 0;
        if ((type & 0xFF) != type
                || (subtype & 0xFF) != subtype
                || !(distance > 0)
                || !isKnownPeriod
                || !(weight > 0)
                || !(speed >= 0)) {
            throw new IllegalArgumentException(
                    name
                            + ": type and subtype are u8, distance and weight above 0, speed at"
                            + " least 0, the period 1, 2, 3, 4, 6 or 12 ticks");
        }
    }

    /** The same kind, seen from another distance. */
    public Kind withDistance(double units) {
        return new Kind(
                name,
                type,
                subtype,
                units,
                periodTicks,
                fullRotation,
                authority,
                weight,
                speed,
                body);
    }
}
