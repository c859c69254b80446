package dev.shadowland.actors.store;

import dev.shadowland.protocol.library.UnpackedLibrary;

import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One SQLite file in WAL mode and this process's one connection to it. Other processes have their
 * own: every write transaction therefore starts with BEGIN IMMEDIATE, so that it waits for the
 * write lock at its start and never fails half-way for want of it. synchronous=FULL: an epoch or a
 * spent token that was answered must survive a power cut, or it would be granted twice.
 */
final class SqliteFile implements AutoCloseable {
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);
    private static final int OPEN_ATTEMPTS = 20;
    private static final Duration OPEN_PAUSE = Duration.ofMillis(50);

    private final Path file;
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();

    /** Work within one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private SqliteFile(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens or creates the file. Turning on WAL may meet another process doing the same and is then
     * tried again.
     */
    static SqliteFile open(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(BUSY_TIMEOUT.toMillis()));
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        SQLException last = null;
        for (int attempt = 0;
                attempt < OPEN_ATTEMPTS && !Thread.currentThread().isInterrupted();
                attempt++) {
            try {
                Connection connection = config.createConnection("jdbc:sqlite:" + file);
                UnpackedLibrary.remove("sqlite-");
                return new SqliteFile(file, connection);
            } catch (SQLException e) {
                last = e;
                if (!isBusy(e)) {
                    break;
                }
                java.util.concurrent.locks.LockSupport.parkNanos(OPEN_PAUSE.toNanos());
            }
        }
        throw unavailable(file, last);
    }

    /** Runs the work in a write transaction; rolled back whole when it throws. */
    <T extends @Nullable Object> T write(Work<T> work) {
        return transaction("BEGIN IMMEDIATE", work);
    }

    /** Runs the work against one consistent state of the file. */
    <T extends @Nullable Object> T read(Work<T> work) {
        return transaction("BEGIN", work);
    }

    private <T extends @Nullable Object> T transaction(String begin, Work<T> work) {
        lock.lock();
        try {
            execute(connection, begin);
            boolean done = false;
            try {
                T result = work.run(connection);
                execute(connection, "COMMIT");
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollback();
                }
            }
        } catch (SQLException e) {
            throw unavailable(file, e);
        } finally {
            lock.unlock();
        }
    }

    private void rollback() {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException _) {
            // SQLite has rolled back by itself (disk full, I/O error); the first error is the one
            // to tell.
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs an insert, update or delete with these parameters; returns rows changed. */
    static int update(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** First column of the first row as a long, or null when there is no row. */
    static @Nullable Long number(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : null;
            }
        }
    }

    static void bind(PreparedStatement statement, @Nullable Object... parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    Path path() {
        return file;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw unavailable(file, e);
        } finally {
            lock.unlock();
        }
    }

    private static boolean isBusy(SQLException e) {
        String message = e.getMessage();
        return message != null && (message.contains("SQLITE_BUSY") || message.contains("locked"));
    }

    private static StoreUnavailableException unavailable(Path file, @Nullable SQLException e) {
        String place = file.toString();
        return e == null
                ? new StoreUnavailableException(place, "interrupted while opening")
                : new StoreUnavailableException(place, String.valueOf(e.getMessage()), e);
    }
}
