package dev.shadowland.actors.store;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The world in one SQLite file that all processes of one machine share. One connection per store,
 * used by one thread at a time.
 */
public final class SqliteWorldStore implements WorldStore {
    static final int LAST_ENTITY_ID = Integer.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(SqliteWorldStore.class);
    private static final long MANY_ENTITY_IDS = LAST_ENTITY_ID / 10 * 9L;

    private final SqliteFile file;
    private final AtomicBoolean hasWarned = new AtomicBoolean();

    private SqliteWorldStore(SqliteFile file) {
        this.file = file;
    }

    /**
     * Opens the file, creating it and its tables when absent.
     *
     * @throws StoreUnavailableException when it cannot be opened or was written by a newer program
     */
    public static SqliteWorldStore open(Path path) {
        SqliteFile file = SqliteFile.open(path);
        boolean prepared = false;
        try {
            SqliteSchema.prepare(file);
            prepared = true;
            return new SqliteWorldStore(file);
        } finally {
            if (!prepared) {
                file.close();
            }
        }
    }

    @Override
    public ClusterRow initialise(ClusterPlan plan) {
        return file.write(
                connection -> {
                    ClusterRow stored = readCluster(connection);
                    if (stored == null) {
                        return createCluster(connection, plan);
                    }
                    requireSameWorld(stored, plan);
                    SqliteFile.update(connection, "UPDATE cluster SET forming_node = NULL");
                    return stored;
                });
    }

    private static ClusterRow createCluster(Connection connection, ClusterPlan plan)
            throws SQLException {
        UUID id = plan.cluster() == null ? UUID.randomUUID() : plan.cluster();
        SqliteFile.update(
                connection,
                "INSERT INTO cluster (id, cluster, origin_ms, tick_rate_hz, map, geometry_hash)"
                        + " VALUES (1, ?, ?, ?, ?, ?)",
                id.toString(),
                plan.originMs(),
                plan.tickRateHz(),
                plan.map(),
                plan.geometryHash());
        return new ClusterRow(
                id, plan.originMs(), plan.tickRateHz(), plan.map(), plan.geometryHash());
    }

    private void requireSameWorld(ClusterRow stored, ClusterPlan plan) {
        boolean isOther = plan.cluster() != null && !plan.cluster().equals(stored.cluster());
        if (isOther
                || stored.tickRateHz() != plan.tickRateHz()
                || stored.map() != plan.map()
                || stored.geometryHash() != plan.geometryHash()) {
            throw new IllegalStateException(
                    "store %s holds another world: it has %s, asked for %s"
                            .formatted(file.path(), stored, plan));
        }
    }

    @Override
    public Optional<ClusterRow> cluster() {
        return Optional.ofNullable(file.<@Nullable ClusterRow>read(SqliteWorldStore::readCluster));
    }

    private static @Nullable ClusterRow readCluster(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT cluster, origin_ms, tick_rate_hz, map, geometry_hash FROM"
                                        + " cluster")) {
            return row.next()
                    ? new ClusterRow(
                            UUID.fromString(row.getString(1)),
                            row.getLong(2),
                            row.getInt(3),
                            row.getInt(4),
                            row.getLong(5))
                    : null;
        }
    }

    @Override
    public boolean claimForming(int node) {
        return file.write(
                connection ->
                        SqliteFile.update(
                                        connection,
                                        "UPDATE cluster SET forming_node = ? WHERE forming_node IS"
                                                + " NULL",
                                        node)
                                == 1);
    }

    @Override
    public long takeCell(long cell, int node) {
        return file.write(
                connection -> {
                    SqliteFile.update(
                            connection,
                            "INSERT INTO cell (cell, epoch, node) VALUES (?, 1, ?) ON CONFLICT"
                                + " (cell) DO UPDATE SET epoch = epoch + 1, node = excluded.node",
                            cell,
                            node);
                    return required(
                            SqliteFile.number(
                                    connection, "SELECT epoch FROM cell WHERE cell = ?", cell));
                });
    }

    @Override
    public int leaseEntityIds(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count " + count + ", expected at least 1");
        }
        int leased =
                file.write(
                        connection -> {
                            long next =
                                    required(
                                            SqliteFile.number(
                                                    connection, "SELECT next_entity FROM cluster"));
                            if (next + count - 1 > LAST_ENTITY_ID) {
                                throw new EntityIdsUsedUpException(file.path().toString(), next);
                            }
                            SqliteFile.update(
                                    connection, "UPDATE cluster SET next_entity = ?", next + count);
                            return (int) next;
                        });
        if (leased >= MANY_ENTITY_IDS && hasWarned.compareAndSet(false, true)) {
            LOG.warn(
                    "more than 90 % of the entity ids are used up, {} of {}; before the last one:"
                            + " {}",
                    leased, LAST_ENTITY_ID, EntityIdsUsedUpException.REMEDY);
        }
        return leased;
    }

    private long required(@Nullable Long value) {
        if (value == null) {
            throw new StoreUnavailableException(
                    file.path().toString(), "the cluster was never initialised");
        }
        return value;
    }

    @Override
    public LoginOutcome login(LoginRequest request) {
        return file.write(connection -> CharacterTable.login(connection, request));
    }

    @Override
    public Optional<CharacterRow> rejoin(long character, long session, long nowMs) {
        return Optional.ofNullable(
                file.<@Nullable CharacterRow>write(
                        connection ->
                                CharacterTable.rejoin(connection, character, session, nowMs)));
    }

    @Override
    public void endSession(SessionEnd end) {
        file.write(
                connection -> {
                    CharacterTable.endSession(connection, end);
                    return true;
                });
    }

    @Override
    public Optional<CharacterRow> character(long character) {
        return Optional.ofNullable(
                file.<@Nullable CharacterRow>read(
                        connection -> CharacterTable.find(connection, character)));
    }

    @Override
    public int savePositions(List<PositionSave> saves) {
        return saves.isEmpty()
                ? 0
                : file.write(connection -> CharacterTable.save(connection, saves));
    }

    @Override
    public void seedCharacters(List<CharacterSeed> seeds) {
        file.write(
                connection -> {
                    CharacterTable.seed(connection, seeds);
                    return true;
                });
    }

    @Override
    public void close() {
        file.close();
    }
}
