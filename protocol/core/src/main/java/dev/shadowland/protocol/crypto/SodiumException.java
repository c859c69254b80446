package dev.shadowland.protocol.crypto;

/** libsodium cannot be had here. The message is one line, ready for a person. */
final class SodiumException extends Exception {
    private static final long serialVersionUID = 1L;

    SodiumException(String message) {
        super(message);
    }

    private SodiumException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Why {@link Sodium} did not load. */
    static SodiumException of(LinkageError error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return new SodiumException(String.valueOf(cause.getMessage()), error);
    }
}
