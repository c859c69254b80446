package dev.shadowland.actors.store;

import dev.shadowland.actors.api.Position;
import dev.shadowland.protocol.backplane.Generation;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Statements on the tables {@code character} and {@code used_token}; all run inside the caller's
 * transaction.
 */
final class CharacterTable {
    /** A node whose clock lags may still think a token valid a little after its end. */
    private static final long SPENT_MARK_GRACE_MS = 60_000;

    private CharacterTable() {}

    static @Nullable CharacterRow find(Connection connection, long character) throws SQLException {
        String sql =
                "SELECT account, login_number, generation, session, entity, map, x, y, z, yaw"
                        + " FROM character WHERE character = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            SqliteFile.bind(statement, character);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? read(character, row) : null;
            }
        }
    }

    private static CharacterRow read(long character, ResultSet row) throws SQLException {
        return new CharacterRow(
                character,
                row.getLong(1),
                row.getInt(2),
                row.getLong(3),
                row.getLong(4),
                row.getInt(5),
                position(row));
    }

    private static @Nullable Position position(ResultSet row) throws SQLException {
        int map = row.getInt(6);
        return row.wasNull()
                ? null
                : new Position(
                        map, row.getDouble(7), row.getDouble(8), row.getDouble(9), row.getInt(10));
    }

    static LoginOutcome login(Connection connection, LoginRequest request) throws SQLException {
        CharacterRow before = find(connection, request.character());
        if (before != null && before.account() != request.account()) {
            return new LoginOutcome.WrongAccount();
        }
        if (!spend(connection, request)) {
            return new LoginOutcome.TokenSpent();
        }
        int entity = entityFor(before, request);
        int number = (before == null ? 0 : before.loginNumber()) + 1;
        SqliteFile.update(
                connection,
                "INSERT INTO character (character, account, login_number, generation, session,"
                    + " entity, updated_ms) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (character) DO"
                    + " UPDATE SET login_number = excluded.login_number, generation ="
                    + " excluded.generation, session = excluded.session, entity = excluded.entity",
                request.character(),
                request.account(),
                number,
                Generation.ofLogin(number),
                request.session(),
                entity,
                request.nowMs());
        return new LoginOutcome.LoggedIn(raised(before, request, number, entity), before);
    }

    private static int entityFor(@Nullable CharacterRow before, LoginRequest request) {
        return before != null && before.session() == request.session() && before.entity() != 0
                ? before.entity()
                : request.entity();
    }

    private static CharacterRow raised(
            @Nullable CharacterRow before, LoginRequest request, int number, int entity) {
        return new CharacterRow(
                request.character(),
                request.account(),
                number,
                Generation.ofLogin(number),
                request.session(),
                entity,
                before == null ? null : before.position());
    }

    private static boolean spend(Connection connection, LoginRequest request) throws SQLException {
        SqliteFile.update(
                connection,
                "DELETE FROM used_token WHERE expires_ms < ?",
                request.nowMs() - SPENT_MARK_GRACE_MS);
        SqliteFile.update(
                connection,
                "INSERT OR IGNORE INTO used_token (token, session, expires_ms) VALUES (?, ?, ?)",
                request.tokenId(),
                request.session(),
                request.tokenExpiresAtMs());
        Long spender =
                SqliteFile.number(
                        connection,
                        "SELECT session FROM used_token WHERE token = ?",
                        request.tokenId());
        return spender != null && spender == request.session();
    }

    static @Nullable CharacterRow rejoin(
            Connection connection, long character, long session, long nowMs) throws SQLException {
        CharacterRow before = find(connection, character);
        if (before == null || session == 0 || before.session() != session) {
            return null;
        }
        int number = before.loginNumber() + 1;
        long generation = Generation.ofLogin(number);
        SqliteFile.update(
                connection,
                "UPDATE character SET login_number = ?, generation = ?, updated_ms = ? WHERE"
                        + " character = ?",
                number,
                generation,
                nowMs,
                character);
        return new CharacterRow(
                character,
                before.account(),
                number,
                generation,
                session,
                before.entity(),
                before.position());
    }

    static void endSession(Connection connection, SessionEnd end) throws SQLException {
        int ended =
                SqliteFile.update(
                        connection,
                        "UPDATE character SET session = 0, entity = 0 WHERE character = ? AND"
                                + " session = ? AND generation <= ?",
                        end.character(),
                        end.session(),
                        end.generation());
        if (ended > 0 && end.position() != null) {
            // A generation of its own: what its cell's node still has to save of it is older.
            long generation = Generation.afterHandover(end.generation());
            PositionSave last =
                    new PositionSave(end.character(), generation, end.position(), end.atMs());
            save(connection, List.of(last));
        }
    }

    static int save(Connection connection, List<PositionSave> saves) throws SQLException {
        String sql =
                "UPDATE character SET generation = ?, map = ?, x = ?, y = ?, z = ?, yaw = ?,"
                        + " updated_ms = ? WHERE character = ? AND generation <= ?";
        int written = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (PositionSave save : saves) {
                Position p = save.position();
                SqliteFile.bind(
                        statement,
                        save.generation(),
                        p.map(),
                        p.x(),
                        p.y(),
                        p.z(),
                        p.yaw(),
                        save.atMs(),
                        save.character(),
                        save.generation());
                written += statement.executeUpdate();
            }
        }
        return written;
    }

    static void seed(Connection connection, List<CharacterSeed> seeds) throws SQLException {
        String sql =
                "INSERT INTO character (character, account, map, x, y, z, yaw) VALUES (?, ?, ?, ?,"
                    + " ?, ?, ?) ON CONFLICT (character) DO UPDATE SET account = excluded.account,"
                    + " map = excluded.map, x = excluded.x, y = excluded.y, z = excluded.z, yaw ="
                    + " excluded.yaw";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (CharacterSeed seed : seeds) {
                Position p = seed.position();
                SqliteFile.bind(
                        statement,
                        seed.character(),
                        seed.account(),
                        p.map(),
                        p.x(),
                        p.y(),
                        p.z(),
                        p.yaw());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
