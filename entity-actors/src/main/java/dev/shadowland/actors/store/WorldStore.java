package dev.shadowland.actors.store;

import java.util.List;
import java.util.Optional;

/**
 * The durable facts of one world, shared by all its nodes. Every call blocks: never call it from a
 * tick, a packet path or an actor's own thread. Safe for many threads. Every method throws {@link
 * StoreUnavailableException} when the store cannot answer.
 */
public interface WorldStore extends AutoCloseable {
    /**
     * The explicit, one-time initialisation of a cluster, run by whoever starts a world, before its
     * nodes. Creates the row when there is none; otherwise keeps id and origin. Either way the
     * forming claim is free again afterwards.
     *
     * @throws IllegalStateException when the stored world has another tick rate or map than the
     *     plan
     */
    ClusterRow initialise(ClusterPlan plan);

    /** The cluster, or empty when nobody initialised it. */
    Optional<ClusterRow> cluster();

    /**
     * True for exactly one node after each initialisation: that one forms the cluster, all others
     * join it.
     */
    boolean claimForming(int node);

    /**
     * Raises the cell's epoch and returns it: the caller owns the cell until somebody else calls
     * this.
     */
    long takeCell(long cell, int node);

    /**
     * First of {@code count} entity ids that nobody else gets; ids are 1..2^31−1.
     *
     * @throws EntityIdsUsedUpException when there are not so many any more
     */
    int leaseEntityIds(int count);

    /**
     * Logs a character in: spends the token, raises the login number, remembers the session, in one
     * transaction. The session that spent the token may repeat it and keeps its entity id.
     */
    LoginOutcome login(LoginRequest request);

    /**
     * Raises the login number for the session that is the character's living one; empty when it is
     * not.
     */
    Optional<CharacterRow> rejoin(long character, long session, long nowMs);

    /**
     * The session left the world in order: saves the last position, forgets session and entity.
     * Fenced like a save; after it, a save of the same generation is older and left alone.
     */
    void endSession(SessionEnd end);

    /** The character, or empty. */
    Optional<CharacterRow> character(long character);

    /**
     * Saves positions in one transaction; a row that knows a higher generation is left alone.
     * Returns rows written.
     */
    int savePositions(List<PositionSave> saves);

    /**
     * Creates characters for a development world; existing ones keep their login number and get the
     * position.
     */
    void seedCharacters(List<CharacterSeed> seeds);

    @Override
    void close();
}
