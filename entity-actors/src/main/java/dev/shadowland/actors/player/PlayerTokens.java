package dev.shadowland.actors.player;

import dev.shadowland.actors.api.DenyReason;
import dev.shadowland.protocol.token.LoginTokenVerifier;

/** What a refused token means to the client. */
public final class PlayerTokens {
    private PlayerTokens() {}

    /** Time is told apart, everything else is one answer: a forger learns nothing. */
    public static DenyReason reason(LoginTokenVerifier.Reason reason) {
        return switch (reason) {
            case NOT_YET_VALID, EXPIRED, LIFETIME_TOO_LONG -> DenyReason.TOKEN_EXPIRED;
            case MALFORMED, BAD_SIGNATURE, WRONG_CLUSTER -> DenyReason.TOKEN_INVALID;
        };
    }
}
