package dev.shadowland.actors.player;

import dev.shadowland.actors.store.CharacterRow;
import dev.shadowland.actors.store.LoginOutcome;
import dev.shadowland.actors.store.LoginRequest;
import dev.shadowland.actors.store.SessionEnd;
import dev.shadowland.actors.store.WorldStore;
import dev.shadowland.protocol.token.LoginToken;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The store as player actors use it: every call runs on an executor that may block. */
public final class PlayerVault {
    private final WorldStore store;
    private final EntityIds ids;
    private final Executor blocking;

    /** Calls the store on {@code blocking} only. */
    public PlayerVault(WorldStore store, Executor blocking) {
        this.store = store;
        this.ids = new EntityIds(store);
        this.blocking = blocking;
    }

    CompletionStage<LoginOutcome> login(LoginToken token, long session, long nowMs) {
        return CompletableFuture.supplyAsync(
                () ->
                        store.login(
                                new LoginRequest(
                                        token.character(),
                                        token.account(),
                                        session,
                                        ids.next(),
                                        token.id().toString(),
                                        token.expiresAtMs(),
                                        nowMs)),
                blocking);
    }

    CompletionStage<Optional<CharacterRow>> rejoin(long character, long session, long nowMs) {
        return CompletableFuture.supplyAsync(
                () -> store.rejoin(character, session, nowMs), blocking);
    }

    CompletionStage<SessionEnd> endSession(SessionEnd end) {
        return CompletableFuture.supplyAsync(
                () -> {
                    store.endSession(end);
                    return end;
                },
                blocking);
    }
}
