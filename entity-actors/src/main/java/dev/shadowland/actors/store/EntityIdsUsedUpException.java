package dev.shadowland.actors.store;

/**
 * Every entity id was leased: to begin at 1 again under living entities would make two of one id.
 * The message says what a person has to do.
 */
public final class EntityIdsUsedUpException extends RuntimeException {
    /** What makes them begin at 1 again. */
    static final String REMEDY =
            "stop every node, gateways too, set next_entity = 1 in the store's table cluster, then"
                    + " init and start again";

    private static final long serialVersionUID = 1L;

    EntityIdsUsedUpException(String place, long next) {
        super(
                "store %s: entity ids are used up, the next one would be %d of %d; %s"
                        .formatted(place, next, SqliteWorldStore.LAST_ENTITY_ID, REMEDY));
    }
}
