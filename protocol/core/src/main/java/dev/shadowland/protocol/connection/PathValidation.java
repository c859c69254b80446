package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.wire.PacketHeader;

import java.util.random.RandomGenerator;

/**
 * Whether a client that seems to have moved is really there (WIRE "Address change"). Until it says
 * so from there, everything goes to the address that it had, and the new one gets challenges only,
 * of no more bytes than came from it.
 *
 * <p>Rules: only an authentic datagram with the highest sequence so far starts a validation, for
 * copies and replays never have one. One that comes from the present address afterwards ends it:
 * the other was a copy that won a race. A third address replaces the candidate only once the
 * candidate had a round-trip timeout to answer. Owned by the connection's thread.
 */
public final class PathValidation {
    /** Bytes of a challenge: header, one CryptoTest, tag. */
    public static final int CHALLENGE_DATAGRAM =
            PacketHeader.LENGTH + 2 + Long.BYTES + PacketHeader.TAG_LENGTH;

    /** Challenges to one candidate. */
    static final int MOST_CHALLENGES = 8;

    /** How long at least a candidate may take. */
    static final long LEAST_TIME_NS = 3_000_000_000L;

    private static final int TIME_RTOS = 3;

    private final RandomGenerator random;
    private boolean isActive;
    private long hi;
    private long lo;
    private int port;
    private long challenge;
    private long startedNs;
    private long nextChallengeNs;
    private int challenges;
    private long bytesReceived;
    private long bytesSent;

    /** Nothing to validate; {@code random} is secure outside of tests. */
    public PathValidation(RandomGenerator random) {
        this.random = random;
    }

    /** Whether there is a candidate. */
    public boolean isActive() {
        return isActive;
    }

    /** Upper half of the candidate's address. */
    public long hi() {
        return hi;
    }

    /** Lower half of the candidate's address. */
    public long lo() {
        return lo;
    }

    /** The candidate's port. */
    public int port() {
        return port;
    }

    /** The 8 bytes that the candidate is to send back. */
    public long challenge() {
        return challenge;
    }

    /**
     * An authentic datagram came from another address than the present one.
     *
     * @param isNewest whether no higher sequence came before
     * @return whether a new validation starts with it
     */
    public boolean onElsewhere(
            long fromHi,
            long fromLo,
            int fromPort,
            int length,
            boolean isNewest,
            long nowNs,
            long rtoNs) {
        if (isCandidate(fromHi, fromLo, fromPort)) {
            bytesReceived += length;
            return false;
        }
        boolean hasItsTime = isActive && nowNs - startedNs < rtoNs;
        if (!isNewest || hasItsTime) {
            return false;
        }
        isActive = true;
        hi = fromHi;
        lo = fromLo;
        port = fromPort;
        challenge = random.nextLong();
        startedNs = nowNs;
        nextChallengeNs = nowNs;
        challenges = 0;
        bytesReceived = length;
        bytesSent = 0;
        return true;
    }

    /**
     * An authentic datagram came from the present address; true when that ends a validation.
     *
     * @param isNewest whether no higher sequence came before
     */
    public boolean onPresent(boolean isNewest) {
        boolean ends = isActive && isNewest;
        isActive &= !ends;
        return ends;
    }

    /** Whether the candidate is to be sent a challenge now. */
    public boolean isChallengeDue(long nowNs) {
        return isActive
                && challenges < MOST_CHALLENGES
                && nowNs - nextChallengeNs >= 0
                && bytesSent + CHALLENGE_DATAGRAM <= bytesReceived;
    }

    /** A challenge went out. */
    public void onChallengeSent(long nowNs, long rtoNs) {
        bytesSent += CHALLENGE_DATAGRAM;
        challenges++;
        nextChallengeNs = nowNs + rtoNs;
    }

    /** 8 bytes came back; true when they are the candidate's own, from there: it is the address. */
    public boolean onEcho(long echo, long fromHi, long fromLo, int fromPort) {
        boolean isThere = isCandidate(fromHi, fromLo, fromPort) && echo == challenge;
        isActive &= !isThere;
        return isThere;
    }

    /** Gives a candidate up that took too long; true when it did. */
    public boolean onTime(long nowNs, long rtoNs) {
        long most = Math.max(TIME_RTOS * rtoNs, LEAST_TIME_NS);
        boolean isLate = isActive && nowNs - startedNs >= most;
        isActive &= !isLate;
        return isLate;
    }

    private boolean isCandidate(long otherHi, long otherLo, int otherPort) {
        return isActive && lo == otherLo && port == otherPort && hi == otherHi;
    }
}
