package dev.shadowland.actors.player;

import dev.shadowland.actors.store.CharacterRow;
import dev.shadowland.actors.store.LoginOutcome;
import dev.shadowland.actors.store.LoginRequest;
import dev.shadowland.actors.store.SessionEnd;
import dev.shadowland.actors.store.StoreOutage;
import dev.shadowland.actors.store.WorldStore;
import dev.shadowland.protocol.token.LoginToken;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The store as player actors use it: every call runs on an executor that may block. One per node;
 * what fails is counted and logged here, for all of its actors.
 */
public final class PlayerVault {
    private final WorldStore store;
    private final EntityIds ids;
    private final Executor blocking;
    private final StoreOutage outage;

    /** Calls the store on {@code blocking} only; {@code outage} hears of what fails. */
    public PlayerVault(WorldStore store, Executor blocking, StoreOutage outage) {
        this.store = store;
        this.ids = new EntityIds(store);
        this.blocking = blocking;
        this.outage = outage;
    }

    private <T> CompletionStage<T> ask(Supplier<T> call) {
        return CompletableFuture.supplyAsync(() -> outage.watch(call), blocking);
    }

    CompletionStage<LoginOutcome> login(LoginToken token, long session, long nowMs) {
        return ask(
                () -> {
                    int entity = ids.next();
                    LoginOutcome outcome = store.login(request(token, session, entity, nowMs));
                    if (!isTaken(entity, outcome)) {
                        ids.giveBack(entity);
                    }
                    return outcome;
                });
    }

    private static LoginRequest request(LoginToken token, long session, int entity, long nowMs) {
        return new LoginRequest(
                token.character(),
                token.account(),
                session,
                entity,
                token.id().toString(),
                token.expiresAtMs(),
                nowMs);
    }

    /** Whoever is refused takes none, nor does a session that has one. */
    private static boolean isTaken(int entity, LoginOutcome outcome) {
        return outcome instanceof LoginOutcome.LoggedIn in && in.row().entity() == entity;
    }

    CompletionStage<Optional<CharacterRow>> rejoin(long character, long session, long nowMs) {
        return ask(() -> store.rejoin(character, session, nowMs));
    }

    CompletionStage<Optional<CharacterRow>> find(long character) {
        return ask(() -> store.character(character));
    }

    CompletionStage<SessionEnd> endSession(SessionEnd end) {
        return ask(
                () -> {
                    store.endSession(end);
                    return end;
                });
    }
}
