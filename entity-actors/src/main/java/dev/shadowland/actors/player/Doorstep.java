package dev.shadowland.actors.player;

import dev.shadowland.actors.api.DenyReason;
import dev.shadowland.actors.api.TokenBytes;
import dev.shadowland.protocol.token.LoginToken;
import dev.shadowland.protocol.token.LoginTokenVerifier;
import dev.shadowland.protocol.token.LoginTokenVerifier.Verdict;

import org.jspecify.annotations.Nullable;

/**
 * Whoever wants in as one character and has a genuine token waits here until the actor is free to
 * ask the store, and until the last login is long enough ago: each gives a cell's credit of first
 * steps. One at most: a later session replaces the one that waits. Owned by the player actor.
 */
final class Doorstep {
    private final long character;
    private final LoginTokenVerifier tokens;
    private final long betweenLoginsMs;
    private long opensMs = Long.MIN_VALUE;
    private @Nullable Arrival waiting;

    /** A visitor with a genuine token. */
    record Arrival(Visitor visitor, LoginToken token) {}

    Doorstep(long character, PlayerServices services) {
        this.character = character;
        this.tokens = services.tokens();
        this.betweenLoginsMs = services.timing().betweenLogins().toMillis();
    }

    /** Lets the visitor wait, or denies it when the token is not for this character and now. */
    void onEnter(Visitor visitor, TokenBytes token, long nowMs) {
        switch (tokens.verify(token.toBytes(), nowMs)) {
            case Verdict.Refused refused -> visitor.deny(PlayerTokens.reason(refused.reason()));
            case Verdict.Valid valid when valid.token().character() != character ->
                    visitor.deny(DenyReason.WRONG_CHARACTER);
            case Verdict.Valid valid -> queue(new Arrival(visitor, valid.token()));
        }
    }

    private void queue(Arrival arrival) {
        if (waiting != null && waiting.visitor().session() != arrival.visitor().session()) {
            waiting.visitor().deny(DenyReason.REPLACED);
        }
        waiting = arrival;
    }

    void onSessionEnded(long session) {
        if (waiting != null && waiting.visitor().session() == session) {
            waiting = null;
        }
    }

    /** Refuses the one that waits, if anybody does. */
    void deny(DenyReason reason) {
        Arrival arrival = takeWaiting();
        if (arrival != null) {
            arrival.visitor().deny(reason);
        }
    }

    /** The store has let somebody in: the next has to wait for a while. */
    void onLoggedIn(long nowMs) {
        opensMs = nowMs + betweenLoginsMs;
    }

    /** True while nobody is let in: the actor must not forget it. */
    boolean isClosed(long nowMs) {
        return nowMs < opensMs;
    }

    /** The one that waits, who then waits no more; null when nobody does, or may yet. */
    @Nullable Arrival take(long nowMs) {
        return isClosed(nowMs) ? null : takeWaiting();
    }

    private @Nullable Arrival takeWaiting() {
        Arrival arrival = waiting;
        waiting = null;
        return arrival;
    }
}
