package dev.shadowland.shard.replication;

import dev.shadowland.shard.interest.IdOrder;
import dev.shadowland.shard.interest.Surroundings;

import java.util.Arrays;

/**
 * Whom one viewer is told of, and in which ring: bits by rank of the cell's {@link IdOrder}. A
 * member is settled when there is nothing about it but what changed since its last turn, as with
 * all viewers to whom it is settled: its create and its quadrant are acknowledged, nothing is due
 * besides, and it was looked at in the last turn of its ring, or in the one that {@link Arrears}
 * names. The {@link KnownTable} need not be read for it then, nor written. Owned by the cell's
 * thread.
 */
final class InterestSet {
    static final int PLANES = 5;
    static final int MEMBER = 0;
    static final int LOW = 1;
    static final int HIGH = 2;
    static final int SETTLED = 3;
    private static final int BRINK = 4;

    /** Who of the members has its turn when. */
    final TurnLists lists;

    private long[] bits = new long[IdOrder.USUAL_CAPACITY / Long.SIZE * PLANES];

    /** A bit for each word that may have members who are not settled; words 64 apart share one. */
    private long open;

    InterestSet(TableRoom room) {
        lists = new TurnLists(room);
    }

    /** The bits: word w of plane p is at w × {@link #PLANES} + p. */
    long[] bits() {
        return bits;
    }

    /** Members of a word, one bit each. */
    long members(int word) {
        return bits[word * PLANES + MEMBER];
    }

    /** Who of them is settled. */
    long settled(int word) {
        return bits[word * PLANES + SETTLED];
    }

    boolean isMember(int rank) {
        int at = rank / Long.SIZE * PLANES + MEMBER;
        return at < bits.length && (bits[at] >>> rank & 1) != 0;
    }

    boolean isSettled(int rank) {
        int at = rank / Long.SIZE * PLANES + SETTLED;
        return at < bits.length && (bits[at] >>> rank & 1) != 0;
    }

    /** Members of a word that are in a ring. */
    long inRing(int word, int ring) {
        int at = word * PLANES;
        long low = (ring & 1) != 0 ? bits[at + LOW] : ~bits[at + LOW];
        long high = (ring & 2) != 0 ? bits[at + HIGH] : ~bits[at + HIGH];
        return bits[at + MEMBER] & low & high;
    }

    /** Ring of a member. */
    int ring(int rank) {
        int at = rank / Long.SIZE * PLANES;
        return ring(bits[at + LOW], bits[at + HIGH], rank);
    }

    /** The same from the bits of its word. */
    static int ring(long low, long high, int rank) {
        return (int) (low >>> rank & 1) | (int) (high >>> rank & 1) << 1;
    }

    /** Makes room for the order's ranks. */
    void fit(IdOrder order) {
        int needed = order.words() * PLANES;
        if (bits.length < needed) {
            bits = Arrays.copyOf(bits, needed + needed / 2);
        }
    }

    /** Moves the bits to where the tick's changes of the order put them. */
    void follow(IdOrder order) {
        for (int i = 0; i < order.removed(); i++) {
            int rank = order.removedRank(i);
            if (isMember(rank)) {
                lists.strike(order.removedId(i), ring(rank));
            }
        }
        fit(order);
        bits = order.carry(bits, PLANES);
        open = -1;
    }

    /** Takes somebody in as it is, in the last ring. */
    void seat(int rank) {
        int at = rank / Long.SIZE * PLANES;
        bits[at + MEMBER] |= 1L << rank;
        bits[at + LOW] |= 1L << rank;
        bits[at + HIGH] |= 1L << rank;
        lists.clear();
        open = -1;
    }

    void settle(int rank) {
        bits[rank / Long.SIZE * PLANES + SETTLED] |= 1L << rank;
    }

    void unsettle(int rank) {
        bits[rank / Long.SIZE * PLANES + SETTLED] &= ~(1L << rank);
        open |= 1L << (rank / Long.SIZE);
    }

    void unsettleAll() {
        open = -1;
        for (int at = SETTLED; at < bits.length; at += PLANES) {
            bits[at] = 0;
        }
    }

    /** A bit for each word that may have members who are not settled; words 64 apart share one. */
    long open() {
        return open;
    }

    /** A word has none; only if no other shares its bit. */
    void close(int word) {
        open &= ~(1L << word);
    }

    void clear() {
        lists.clear();
        Arrays.fill(bits, 0);
    }

    /** Who may change its zone until the next whole look. */
    long brink(int word) {
        return bits[word * PLANES + BRINK];
    }

    /**
     * The members of a word and their rings become what is around, as far as it was looked at.
     *
     * @param isByRing whether who changes its ring unsettles
     */
    void renew(int word, long members, Surroundings around, IdOrder order, boolean isByRing) {
        int at = word * PLANES;
        long asked = around.asked(word);
        long low = (bits[at + LOW] & ~asked) | around.ringLow(word);
        long high = (bits[at + HIGH] & ~asked) | around.ringHigh(word);
        long moved = (bits[at + LOW] ^ (low & members)) | (bits[at + HIGH] ^ (high & members));
        long changed = moved | (bits[at + MEMBER] ^ members);
        strike(word, changed & bits[at + MEMBER], order);
        bits[at + SETTLED] &= members & (isByRing ? ~moved : -1);
        bits[at + MEMBER] = members;
        bits[at + LOW] = low & members;
        bits[at + HIGH] = high & members;
        strike(word, changed & members, order);
        open |= (changed == 0 ? 0L : 1L) << word;
        if (around.isWhole()) {
            bits[at + BRINK] = around.brink(word);
        }
    }

    /** Members of a word are no longer in their turns' lists, or not yet. */
    private void strike(int word, long members, IdOrder order) {
        for (long left = lists.isEmpty() ? 0 : members; left != 0; left &= left - 1) {
            int rank = word * Long.SIZE + Long.numberOfTrailingZeros(left);
            lists.strike(order.id(rank), ring(rank));
        }
    }

    /** Reads what the next turn needs, to have it near: of its list or, without, of the bits. */
    long touch(Schedule schedule) {
        return lists.isEmpty() ? bits[0] + bits[bits.length / 2] : lists.touch(schedule);
    }
}
