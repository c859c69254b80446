package dev.shadowland.shard.interest;

import java.util.Arrays;

/**
 * What is near one viewer, as {@link InterestRefresh#look} found it: a bit for each rank of the
 * view's {@link IdOrder}, 64 to a word. Reused for every viewer; owned by the cell's thread.
 */
public final class Surroundings {
    private static final int PLANES = 6;
    private static final int STAYS = 0;
    private static final int ENTERS = 1;
    private static final int LOW = 2;
    private static final int HIGH = 3;
    private static final int ASKED = 4;
    private static final int BRINK = 5;

    private long[] bits = new long[0];
    private int words;
    private boolean isWhole;

    void beginWhole(int newWords) {
        begin(newWords);
        isWhole = true;
        for (int word = 0; word < words; word++) {
            bits[word * PLANES + ASKED] = -1;
        }
    }

    void beginCheck(int newWords) {
        begin(newWords);
        isWhole = false;
    }

    private void begin(int newWords) {
        words = newWords;
        if (bits.length < words * PLANES) {
            bits = new long[IdOrder.roomOfWords(words) * PLANES];
        } else {
            Arrays.fill(bits, 0, words * PLANES, 0);
        }
    }

    void ask(int word, long ranks) {
        bits[word * PLANES + ASKED] = ranks;
    }

    /** Adds an entity of a zone, see {@link InterestRules#zone}. */
    void add(int rank, int zone) {
        int at = rank / Long.SIZE * PLANES;
        long ring = InterestRules.ring(zone);
        bits[at + STAYS] |= 1L << rank;
        bits[at + ENTERS] |= (InterestRules.isFringe(zone) ? 0L : 1L) << rank;
        bits[at + LOW] |= (ring & 1) << rank;
        bits[at + HIGH] |= ring >> 1 << rank;
    }

    void addBrink(int rank) {
        bits[rank / Long.SIZE * PLANES + BRINK] |= 1L << rank;
    }

    /** Whether everybody was looked at. */
    public boolean isWhole() {
        return isWhole;
    }

    /** Who was looked at; of the others nothing is known, for nothing changed. */
    public long asked(int word) {
        return bits[word * PLANES + ASKED];
    }

    /** Who may change its zone until the next whole look; known from a whole look. */
    public long brink(int word) {
        return bits[word * PLANES + BRINK];
    }

    /** Words of bits. */
    public int words() {
        return words;
    }

    /** Who is near enough to stay in an interest set. */
    public long staying(int word) {
        return bits[word * PLANES + STAYS];
    }

    /** Of them, who is near enough to enter one. */
    public long entering(int word) {
        return bits[word * PLANES + ENTERS];
    }

    /** Low bit of the ring of who is near. */
    public long ringLow(int word) {
        return bits[word * PLANES + LOW];
    }

    /** High bit of the ring of who is near. */
    public long ringHigh(int word) {
        return bits[word * PLANES + HIGH];
    }

    /** Entities near. */
    public int count() {
        int count = 0;
        for (int word = 0; word < words; word++) {
            count += Long.bitCount(staying(word));
        }
        return count;
    }
}
