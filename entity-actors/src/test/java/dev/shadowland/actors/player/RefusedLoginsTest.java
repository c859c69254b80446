package dev.shadowland.actors.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.store.ClusterPlan;
import dev.shadowland.actors.store.LoginOutcome;
import dev.shadowland.actors.store.SqliteWorldStore;
import dev.shadowland.actors.store.StoreOutage;
import dev.shadowland.protocol.token.LoginToken;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.UUID;

/**
 * Entity ids are given out once, 2^31 − 1 of them for the life of a world: whoever is refused must
 * not use any up, for one spent token can be shown again and again.
 */
class RefusedLoginsTest {
    private static final long NOW_MS = 1_800_000_000_000L;
    private static final int REFUSED = 2_000;

    @Test
    void shouldUseNoEntityIdsUpWhenLoginsAreRefused(@TempDir Path folder) {
        try (SqliteWorldStore store = SqliteWorldStore.open(folder.resolve("world.db"))) {
            store.initialise(new ClusterPlan(null, 0, 60, 0, 1));
            PlayerVault vault = new PlayerVault(store, Runnable::run, new StoreOutage());
            LoginToken token = token(1, 10);
            int first = entityOf(login(vault, token, 100));
            for (int session = 1; session <= REFUSED; session++) {
                assertThat(login(vault, token, 100 + session))
                        .isInstanceOf(LoginOutcome.TokenSpent.class);
                assertThat(login(vault, token(2, 10), 100 + session))
                        .isInstanceOf(LoginOutcome.WrongAccount.class);
            }
            assertThat(entityOf(login(vault, token(1, 11), 5_000))).isEqualTo(first + 1);
            assertThat(entityOf(login(vault, token(1, 12), 5_001))).isEqualTo(first + 2);
        }
    }

    private static LoginToken token(long account, long character) {
        return new LoginToken(
                UUID.randomUUID(), new UUID(1, 1), account, character, NOW_MS, NOW_MS + 60_000);
    }

    private static LoginOutcome login(PlayerVault vault, LoginToken token, long session) {
        return vault.login(token, session, NOW_MS).toCompletableFuture().join();
    }

    private static int entityOf(LoginOutcome outcome) {
        assertThat(outcome).isInstanceOf(LoginOutcome.LoggedIn.class);
        return ((LoginOutcome.LoggedIn) outcome).row().entity();
    }
}
