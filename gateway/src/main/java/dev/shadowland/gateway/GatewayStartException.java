package dev.shadowland.gateway;

/** A gateway cannot start or go on; the message tells a person why and what to set. */
public final class GatewayStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GatewayStartException(String message) {
        super(message);
    }
}
