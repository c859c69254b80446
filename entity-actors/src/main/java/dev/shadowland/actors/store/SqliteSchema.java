package dev.shadowland.actors.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Tables of the SQLite store; {@code PRAGMA user_version} says how many of the steps below a file
 * has seen.
 */
final class SqliteSchema {
    private static final List<List<String>> STEPS =
            List.of(
                    List.of(
                            """
                            CREATE TABLE cluster (
                                id INTEGER PRIMARY KEY CHECK (id = 1),
                                cluster TEXT NOT NULL,
                                origin_ms INTEGER NOT NULL,
                                tick_rate_hz INTEGER NOT NULL,
                                map INTEGER NOT NULL,
                                geometry_hash INTEGER NOT NULL,
                                forming_node INTEGER,
                                next_entity INTEGER NOT NULL DEFAULT 1)\
                            """,
                            """
                            CREATE TABLE cell (
                                cell INTEGER PRIMARY KEY,
                                epoch INTEGER NOT NULL,
                                node INTEGER NOT NULL)\
                            """,
                            """
                            CREATE TABLE character (
                                character INTEGER PRIMARY KEY,
                                account INTEGER NOT NULL,
                                login_number INTEGER NOT NULL DEFAULT 0,
                                generation INTEGER NOT NULL DEFAULT 0,
                                session INTEGER NOT NULL DEFAULT 0,
                                entity INTEGER NOT NULL DEFAULT 0,
                                map INTEGER, x REAL, y REAL, z REAL, yaw INTEGER,
                                updated_ms INTEGER NOT NULL DEFAULT 0)\
                            """,
                            """
                            CREATE TABLE used_token (
                                token TEXT PRIMARY KEY,
                                session INTEGER NOT NULL,
                                expires_ms INTEGER NOT NULL) WITHOUT ROWID\
                            """,
                            "CREATE INDEX used_token_expiry ON used_token (expires_ms)"));

    private SqliteSchema() {}

    /**
     * Brings the file up to this version, once, whichever process comes first; refuses a newer
     * file.
     */
    static void prepare(SqliteFile file) {
        file.write(
                connection -> {
                    prepare(connection, file);
                    return true;
                });
    }

    private static void prepare(Connection connection, SqliteFile file) throws SQLException {
        Long stored = SqliteFile.number(connection, "PRAGMA user_version");
        int version = stored == null ? 0 : stored.intValue();
        if (version > STEPS.size()) {
            throw new StoreUnavailableException(
                    file.path().toString(),
                    "schema version " + version + " is newer than this program's " + STEPS.size());
        }
        for (List<String> step : STEPS.subList(version, STEPS.size())) {
            for (String sql : step) {
                SqliteFile.execute(connection, sql);
            }
        }
        SqliteFile.execute(connection, "PRAGMA user_version = " + STEPS.size());
    }
}
