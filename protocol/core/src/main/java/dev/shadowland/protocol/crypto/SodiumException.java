package dev.shadowland.protocol.crypto;

/** libsodium cannot be had here. The message is one line, ready for a person. */
final class SodiumException extends Exception {
    private static final long serialVersionUID = 1L;

    SodiumException(String message) {
        super(message);
    }

    SodiumException(String message, Throwable cause) {
        super(message, cause);
    }
}
