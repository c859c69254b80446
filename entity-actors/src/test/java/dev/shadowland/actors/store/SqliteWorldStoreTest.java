package dev.shadowland.actors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.store.LoginOutcome.LoggedIn;
import dev.shadowland.actors.store.LoginOutcome.TokenSpent;
import dev.shadowland.actors.store.LoginOutcome.WrongAccount;
import dev.shadowland.protocol.backplane.Generation;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

class SqliteWorldStoreTest {
    private static final ClusterPlan PLAN = new ClusterPlan(null, 123_456, 60, 0, 99);
    private static final Position HERE = new Position(0, 10.5, -20.25, 3, 777);
    private static final Position THERE = new Position(0, 11, 12, 13, 14);

    @TempDir Path folder;

    private SqliteWorldStore store;

    @BeforeEach
    void open() {
        store = SqliteWorldStore.open(file());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldKeepIdAndOriginWhenInitialisedAgain() {
        assertThat(store.cluster()).isEmpty();
        ClusterRow first = store.initialise(PLAN);
        store.close();
        store = SqliteWorldStore.open(file());
        ClusterRow again = store.initialise(new ClusterPlan(null, 999_999, 60, 0, 99));
        assertThat(again).isEqualTo(first);
        assertThat(again.originMs()).isEqualTo(123_456);
        assertThat(store.cluster()).contains(first);
    }

    @Test
    void shouldRefuseToInitialiseAnotherWorld() {
        store.initialise(PLAN);
        assertThatThrownBy(() -> store.initialise(new ClusterPlan(null, 1, 30, 0, 99)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another world");
    }

    @Test
    void shouldGrantTheFormingClaimToExactlyOneNodePerInitialisation() throws Exception {
        assertThat(store.claimForming(1)).isFalse();
        for (int round = 0; round < 3; round++) {
            store.initialise(PLAN);
            List<Boolean> claims = together(8, (other, node) -> other.claimForming(node + 1));
            assertThat(claims).containsOnlyOnce(true);
            assertThat(store.claimForming(99)).isFalse();
        }
    }

    @Test
    void shouldGiveEveryEpochAndEveryEntityIdOnce() throws Exception {
        store.initialise(PLAN);
        Set<Long> epochs = ConcurrentHashMap.newKeySet();
        Set<Integer> ids = ConcurrentHashMap.newKeySet();
        together(
                4,
                (other, node) -> {
                    long last = 0;
                    for (int i = 0; i < 25; i++) {
                        long epoch = other.takeCell(42, node);
                        assertThat(epoch).isGreaterThan(last);
                        last = epoch;
                        assertThat(epochs.add(epoch)).isTrue();
                        int first = other.leaseEntityIds(10);
                        IntStream.range(first, first + 10)
                                .forEach(id -> assertThat(ids.add(id)).isTrue());
                    }
                    return last;
                });
        assertThat(epochs).hasSize(100).contains(1L, 100L);
        assertThat(ids).hasSize(1000);
        assertThat(ids).allMatch(id -> id >= 1);
    }

    /** Living entities have the first ones still. */
    @Test
    void shouldRefuseEntityIdsBeyondTheLastAndWarnOnceBefore() {
        store.initialise(PLAN);
        nextEntity(Integer.MAX_VALUE / 10 * 9L - 10);
        List<String> warnings = new ArrayList<>();
        try (WarningsOf _ = new WarningsOf(SqliteWorldStore.class, warnings)) {
            store.leaseEntityIds(10);
            assertThat(warnings).isEmpty();
            store.leaseEntityIds(10);
            store.leaseEntityIds(10);
            assertThat(warnings).singleElement().asString().contains("90 %", "next_entity = 1");
        }
        nextEntity(Integer.MAX_VALUE - 9L);
        assertThat(store.leaseEntityIds(10)).isEqualTo(Integer.MAX_VALUE - 9);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> store.leaseEntityIds(1))
                    .isInstanceOf(EntityIdsUsedUpException.class)
                    .hasMessageContaining(file().toString())
                    .hasMessageContaining("used up")
                    .hasMessageContaining("stop every node");
        }
    }

    private void nextEntity(long next) {
        try (SqliteFile file = SqliteFile.open(file())) {
            file.write(
                    connection ->
                            SqliteFile.update(
                                    connection, "UPDATE cluster SET next_entity = ?", next));
        }
    }

    /** Notes what a class warns of until it is closed. */
    private static final class WarningsOf extends AppenderBase<ILoggingEvent>
            implements AutoCloseable {
        private final Logger logger;
        private final List<String> warnings;

        WarningsOf(Class<?> type, List<String> warnings) {
            this.logger = (Logger) LoggerFactory.getLogger(type);
            this.warnings = warnings;
            start();
            logger.addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            warnings.add(event.getFormattedMessage());
        }

        @Override
        public void close() {
            logger.detachAppender(this);
        }
    }

    @Test
    void shouldRaiseTheLoginNumberAndSpendTheTokenOnce() {
        CharacterRow first = in(login(7, 1, "a"));
        assertThat(first.loginNumber()).isEqualTo(1);
        assertThat(first.position()).isNull();
        assertThat(first.entity()).isEqualTo(70);
        assertThat(login(8, 1, "a")).isEqualTo(new TokenSpent());
        assertThat(store.character(5)).contains(first);
        CharacterRow repeated = in(login(7, 1, "a"));
        assertThat(repeated.loginNumber()).isEqualTo(2);
        CharacterRow second = in(login(8, 1, "b"));
        assertThat(second.generation()).isEqualTo(Generation.ofLogin(3));
        assertThat(login(9, 2, "c")).isEqualTo(new WrongAccount());
    }

    @Test
    void shouldForgetSpentTokensLongAfterTheirEnd() {
        in(login(7, 1, "a"));
        LoginRequest later = new LoginRequest(5, 1, 8, 80, "z", 500_000, 400_000);
        assertThat(store.login(later)).isInstanceOf(LoggedIn.class);
        assertThat(login(9, 1, "a")).isInstanceOf(LoggedIn.class);
    }

    @Test
    void shouldFenceSavesByGeneration() {
        CharacterRow row = in(login(7, 1, "a"));
        assertThat(save(row.generation(), HERE)).isEqualTo(1);
        assertThat(save(row.generation() + 1, THERE)).isEqualTo(1);
        assertThat(save(row.generation(), HERE)).isZero();
        assertThat(position()).isEqualTo(THERE);
        in(login(8, 1, "b"));
        assertThat(save(row.generation() + 1, HERE)).isZero();
        assertThat(position()).isEqualTo(THERE);
    }

    @Test
    void shouldRejoinOnlyTheLivingSession() {
        CharacterRow row = in(login(7, 1, "a"));
        assertThat(store.rejoin(5, 8, 0)).isEmpty();
        assertThat(store.rejoin(6, 7, 0)).isEmpty();
        CharacterRow again = store.rejoin(5, 7, 0).orElseThrow();
        assertThat(again.generation()).isGreaterThan(row.generation());
        assertThat(again.entity()).isEqualTo(row.entity());
        store.endSession(new SessionEnd(5, 7, again.generation(), HERE, 1));
        assertThat(store.rejoin(5, 7, 0)).isEmpty();
        assertThat(position()).isEqualTo(HERE);
    }

    @Test
    void shouldNotEndANewerSession() {
        CharacterRow old = in(login(7, 1, "a"));
        in(login(8, 1, "b"));
        store.endSession(new SessionEnd(5, 7, old.generation(), HERE, 1));
        CharacterRow row = store.character(5).orElseThrow();
        assertThat(row.session()).isEqualTo(8);
        assertThat(row.position()).isNull();
    }

    /** A position that waited with its cell's node for the next transaction. */
    @Test
    void shouldKeepWhereASessionEndedWhenAnEarlierPositionOfItComesLate() {
        CharacterRow row = in(login(7, 1, "a"));
        store.endSession(new SessionEnd(5, 7, row.generation(), THERE, 2));
        assertThat(save(row.generation(), HERE)).isZero();
        assertThat(position()).isEqualTo(THERE);
        CharacterRow next = in(login(8, 1, "b"));
        assertThat(save(next.generation(), HERE)).isEqualTo(1);
    }

    /** No cell could say where it stood: what waits with its cell's node is the best there is. */
    @Test
    void shouldTakeALatePositionOfASessionThatEndedNobodyKnowsWhere() {
        CharacterRow row = in(login(7, 1, "a"));
        store.endSession(new SessionEnd(5, 7, row.generation(), null, 2));
        assertThat(save(row.generation(), HERE)).isEqualTo(1);
    }

    @Test
    void shouldSeedCharactersWithTheirPlace() {
        store.seedCharacters(
                List.of(new CharacterSeed(5, 1, HERE), new CharacterSeed(6, 1, THERE)));
        assertThat(in(login(7, 1, "a")).position()).isEqualTo(HERE);
    }

    @Test
    void shouldNameFileAndReasonWhenTheStoreCannotAnswer() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("directory"));
        assertThatThrownBy(() -> SqliteWorldStore.open(directory))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(directory.toString());
        assertThatThrownBy(() -> store.leaseEntityIds(5))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("never initialised");
        store.close();
        assertThatThrownBy(() -> store.takeCell(1, 1))
                .isInstanceOf(StoreUnavailableException.class);
    }

    private Path file() {
        return folder.resolve("world.db");
    }

    private int save(long generation, Position position) {
        return store.savePositions(List.of(new PositionSave(5, generation, position, 1)));
    }

    private @Nullable Position position() {
        return store.character(5).orElseThrow().position();
    }

    private LoginOutcome login(long session, long account, String token) {
        return store.login(
                new LoginRequest(5, account, session, (int) session * 10, token, 60_000, 1_000));
    }

    private static CharacterRow in(LoginOutcome outcome) {
        assertThat(outcome).isInstanceOf(LoggedIn.class);
        return ((LoggedIn) outcome).row();
    }

    /** Work of one of several stores on the same file. */
    private interface Work<T> {
        T run(WorldStore store, int node);
    }

    private <T> List<T> together(int nodes, Work<T> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(nodes)) {
            List<Callable<T>> calls =
                    IntStream.range(0, nodes)
                            .mapToObj(
                                    node ->
                                            (Callable<T>)
                                                    () -> {
                                                        try (SqliteWorldStore other =
                                                                SqliteWorldStore.open(file())) {
                                                            return work.run(other, node);
                                                        }
                                                    })
                            .toList();
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
