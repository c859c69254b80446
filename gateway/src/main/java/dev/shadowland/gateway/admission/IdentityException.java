package dev.shadowland.gateway.admission;

/** A gateway's identity cannot be used; the message tells a person why. */
public final class IdentityException extends RuntimeException {
    private static final long serialVersionUID = 1;

    IdentityException(String message) {
        super(message);
    }

    IdentityException(String message, Throwable cause) {
        super(message, cause);
    }
}
