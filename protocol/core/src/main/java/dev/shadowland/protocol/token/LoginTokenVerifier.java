package dev.shadowland.protocol.token;

import dev.shadowland.protocol.crypto.Curves;

import java.util.Arrays;
import java.util.UUID;

/**
 * Checks login tokens against one login key and one cluster. Whether a token was used before is for
 * the PlayerActor to say. Stateless, safe on any thread.
 */
public final class LoginTokenVerifier {
    /** How far the clocks of issuer and verifier may differ. */
    private static final long CLOCK_TOLERANCE_MS = 5_000;

    private final byte[] loginPublicKey;
    private final UUID cluster;

    /** A verifier for this cluster; the key is Ed25519, 32 bytes. */
    public LoginTokenVerifier(byte[] loginPublicKey, UUID cluster) {
        this.loginPublicKey = loginPublicKey.clone();
        this.cluster = cluster;
    }

    /** What a token turned out to be. */
    public sealed interface Verdict {
        /** Genuine and in time. */
        record Valid(LoginToken token) implements Verdict {}

        /** Refused. */
        record Refused(Reason reason) implements Verdict {}
    }

    /** Why a token is refused. */
    public enum Reason {
        MALFORMED,
        BAD_SIGNATURE,
        WRONG_CLUSTER,
        NOT_YET_VALID,
        EXPIRED,
        LIFETIME_TOO_LONG
    }

    /** Judges bytes from a wire; never throws. */
    public Verdict verify(byte[] bytes, long nowMs) {
        if (bytes.length != LoginToken.LENGTH || bytes[0] != LoginToken.VERSION) {
            return new Verdict.Refused(Reason.MALFORMED);
        }
        byte[] signature = Arrays.copyOfRange(bytes, LoginToken.SIGNED_LENGTH, LoginToken.LENGTH);
        if (!Curves.verify(loginPublicKey, LoginToken.signedPart(bytes), signature)) {
            return new Verdict.Refused(Reason.BAD_SIGNATURE);
        }
        LoginToken token = LoginToken.read(bytes);
        if (!token.cluster().equals(cluster)) {
            return new Verdict.Refused(Reason.WRONG_CLUSTER);
        }
        return inTime(token, nowMs);
    }

    private static Verdict inTime(LoginToken token, long nowMs) {
        long lifetime = token.expiresAtMs() - token.issuedAtMs();
        if (lifetime <= 0 || lifetime > LoginToken.MAX_LIFETIME_MS) {
            return new Verdict.Refused(Reason.LIFETIME_TOO_LONG);
        }
        if (token.issuedAtMs() > nowMs + CLOCK_TOLERANCE_MS) {
            return new Verdict.Refused(Reason.NOT_YET_VALID);
        }
        return token.expiresAtMs() <= nowMs
                ? new Verdict.Refused(Reason.EXPIRED)
                : new Verdict.Valid(token);
    }
}
