package dev.shadowland.protocol.congestion;

import dev.shadowland.protocol.reliability.RttEstimator;

/**
 * How many bytes a connection may send: a rate that grows by one datagram per round trip and round,
 * and is cut when datagrams are lost or, where this connection may be the cause, late (additive
 * increase, multiplicative decrease; RFC 9002's recovery period: one cut per round trip). The rate
 * fills two buckets, one for the caller's frames and one for messages: while both want more each
 * gets half, and what one leaves the other takes. Owned by one thread.
 */
public final class SendBudget {
    /** Least rate, bytes per second: a datagram of 300 bytes each 100 ms. */
    public static final int FLOOR = 3_000;

    private static final int DATAGRAM = 1_200;
    private static final double CUT_BY_LOSS = 0.7;
    private static final double CUT_BY_DELAY = 0.85;

    /** Delay alone cuts no deeper, lest the queues of others starve this connection. */
    private static final int LEAST_BY_DELAY = 24 * 1024;

    private static final long DELAY_SLACK_NS = 50_000_000;
    private static final long LEAST_ROUND_NS = 10_000_000;
    private static final long LEAST_RTT_HOLDS_NS = 10_000_000_000L;
    private static final double BURST_SECONDS = 0.05;
    private static final double NS = 1e-9;
    private static final long NONE = -1;

    private final RttEstimator rtt;
    private final int start;
    private final int ceiling;
    private double rate;
    private double callerBytes;
    private double messageBytes;
    private long filledNs;
    private long roundStartedNs;
    private long roundEnd;
    private long roundBytes;
    private boolean roundLost;
    private long cutUntil;
    private long cutBecauseOf = NONE;
    private double rateBeforeCut;
    private long nextSequence;
    private long leastRttNs = Long.MAX_VALUE;
    private long leastRttBeforeNs = Long.MAX_VALUE;
    private long leastRttSinceNs;

    /**
     * A budget with its first burst at hand.
     *
     * @param start bytes per second until the path is known
     * @param ceiling most bytes per second
     */
    public SendBudget(RttEstimator rtt, int start, int ceiling, long nowNs) {
        if (ceiling < FLOOR) {
            throw new IllegalArgumentException("a ceiling of " + ceiling + " bytes per second");
        }
        this.rtt = rtt;
        this.start = Math.clamp(start, FLOOR, ceiling);
        this.ceiling = ceiling;
        reset(nowNs);
    }

    /** Begins anew, on a path of which nothing is known. */
    public void reset(long nowNs) {
        rate = start;
        callerBytes = burst();
        messageBytes = burst();
        filledNs = nowNs;
        roundStartedNs = nowNs;
        roundEnd = nextSequence;
        roundBytes = 0;
        roundLost = false;
        cutUntil = nextSequence;
        cutBecauseOf = NONE;
        leastRttNs = Long.MAX_VALUE;
        leastRttBeforeNs = Long.MAX_VALUE;
        leastRttSinceNs = nowNs;
    }

    private double burst() {
        return Math.max(2 * DATAGRAM, rate * BURST_SECONDS);
    }

    /** Fills the buckets; {@code messagesWait} when messages would take what they get. */
    public void fill(boolean messagesWait, long nowNs) {
        double fresh = Math.max(0, nowNs - filledNs) * NS * rate;
        filledNs = nowNs;
        double most = burst();
        double forMessages = messagesWait ? fresh / 2 : 0;
        callerBytes += fresh - forMessages;
        messageBytes += forMessages + Math.max(0, callerBytes - most);
        callerBytes += Math.max(0, messageBytes - most);
        callerBytes = Math.min(callerBytes, most);
        messageBytes = Math.min(messageBytes, most);
    }

    /** Bytes that the caller's frames may take now, 0 or more. */
    public int forCaller() {
        return (int) Math.max(0, callerBytes);
    }

    /** Bytes that messages may take now, 0 or more. */
    public int forMessages() {
        return (int) Math.max(0, messageBytes);
    }

    /** A datagram goes out; both counts before compression. */
    public void onSent(long sequence, int bytesOfMessages, int bytesElse) {
        nextSequence = sequence + 1;
        roundBytes += bytesOfMessages + bytesElse;
        messageBytes = Math.max(messageBytes - bytesOfMessages, -burst());
        callerBytes = Math.max(callerBytes - bytesElse, -burst());
    }

    /** A datagram arrived. */
    public void onAcked(long sequence, long nowNs) {
        noteLeastRtt(nowNs);
        if (sequence >= roundEnd) {
            endRound(nowNs);
        }
    }

    /** A datagram is lost: the rate is cut, unless it was since that datagram was sent. */
    public void onLost(long sequence) {
        roundLost = true;
        if (sequence >= cutUntil) {
            rateBeforeCut = rate;
            cutBecauseOf = sequence;
            cut(CUT_BY_LOSS, FLOOR);
        }
    }

    /** A datagram reported lost was only late: a cut because of it is taken back. */
    public void onAckedLate(long sequence) {
        if (sequence == cutBecauseOf) {
            rate = Math.max(rate, rateBeforeCut);
            cutBecauseOf = NONE;
        }
    }

    private void endRound(long nowNs) {
        long lastedNs = Math.max(LEAST_ROUND_NS, nowNs - roundStartedNs);
        boolean wasUsed = roundBytes >= rate * lastedNs * NS / 2;
        if (wasUsed && isLate()) {
            cut(CUT_BY_DELAY, (int) Math.min(rate, LEAST_BY_DELAY));
        } else if (wasUsed && !roundLost) {
            double roundTrip = Math.max(LEAST_ROUND_NS, rtt.smoothedNs()) * NS;
            rate = Math.min(ceiling, rate + DATAGRAM / roundTrip);
        }
        roundStartedNs = nowNs;
        roundEnd = nextSequence;
        roundBytes = 0;
        roundLost = false;
    }

    private void cut(double factor, int least) {
        rate = Math.max(least, rate * factor);
        cutUntil = nextSequence;
    }

    private boolean isLate() {
        long least = Math.min(leastRttNs, leastRttBeforeNs);
        return least != Long.MAX_VALUE && rtt.smoothedNs() > least + least / 2 + DELAY_SLACK_NS;
    }

    private void noteLeastRtt(long nowNs) {
        if (nowNs - leastRttSinceNs >= LEAST_RTT_HOLDS_NS) {
            leastRttBeforeNs = leastRttNs;
            leastRttNs = Long.MAX_VALUE;
            leastRttSinceNs = nowNs;
        }
        if (rtt.latestNs() >= 0) {
            leastRttNs = Math.min(leastRttNs, rtt.latestNs());
        }
    }

    /** Present rate, bytes per second. */
    public int bytesPerSecond() {
        return (int) rate;
    }
}
