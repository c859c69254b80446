package dev.shadowland.gateway.session;

import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongArrayQueue;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/**
 * A worker's sessions, by connection id for the client's side and by session id for the world's,
 * and in a row for the sweep of timers. Removing moves the last of the row into the gap. Owned by
 * the worker's thread.
 */
public final class SessionTable {
    static final int NOT_IN_TABLE = -1;

    private final Int2ObjectHashMap<Session> byConnectionId = new Int2ObjectHashMap<>();
    private final Long2ObjectHashMap<Session> byId = new Long2ObjectHashMap<>();
    private final ArrayList<Session> row = new ArrayList<>();

    /** Ids in the order in which sessions came, of some that are over or in the world, too. */
    private final LongArrayQueue arrivals = new LongArrayQueue();

    /** Takes a session. */
    public void add(Session session) {
        session.tableIndex = row.size();
        row.add(session);
        byConnectionId.put(session.connection().connectionId(), session);
        byId.put(session.id(), session);
        arrivals.addLong(session.id());
    }

    /** Whoever is outside of the world for longest, once; null when nobody is. */
    public @Nullable Session takeLongestOutside() {
        forgetArrivals();
        return arrivals.isEmpty() ? null : byId.get(arrivals.pollLong());
    }

    /** Forgets in which order those came who are outside no more; call it now and then. */
    public void forgetArrivals() {
        while (!arrivals.isEmpty() && !isOutside(byId.get(arrivals.peekLong()))) {
            arrivals.pollLong();
        }
    }

    private static boolean isOutside(@Nullable Session session) {
        return session != null
                && session.state() != SessionState.IN_WORLD
                && session.state() != SessionState.CLOSED;
    }

    /** Forgets a session; false when it is not here. */
    public boolean remove(Session session) {
        int index = session.tableIndex;
        if (index == NOT_IN_TABLE) {
            return false;
        }
        session.tableIndex = NOT_IN_TABLE;
        Session last = row.removeLast();
        if (last != session) {
            row.set(index, last);
            last.tableIndex = index;
        }
        byConnectionId.remove(session.connection().connectionId());
        byId.remove(session.id());
        return true;
    }

    /** The session of a connection id. */
    public @Nullable Session byConnectionId(int connectionId) {
        return byConnectionId.get(connectionId);
    }

    /** The session of a session id. */
    public @Nullable Session byId(long id) {
        return byId.get(id);
    }

    /** The session at a place in the row, 0..{@link #size} − 1. */
    public Session at(int index) {
        return row.get(index);
    }

    /** Number of sessions. */
    public int size() {
        return row.size();
    }
}
