package dev.shadowland.actors.store;

/**
 * The store did not answer: busy for too long, gone, full, or damaged. The message names the file
 * and the reason.
 */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names the place and the reason. */
    public StoreUnavailableException(String place, String reason, Throwable cause) {
        super("store " + place + ": " + reason, cause);
    }

    /** Names the place and the reason. */
    public StoreUnavailableException(String place, String reason) {
        super("store " + place + ": " + reason);
    }
}
