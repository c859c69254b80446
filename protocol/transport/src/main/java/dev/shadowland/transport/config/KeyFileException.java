package dev.shadowland.transport.config;

/** A key file cannot be used; the message tells a person why. */
public final class KeyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyFileException(String message) {
        super(message);
    }
}
