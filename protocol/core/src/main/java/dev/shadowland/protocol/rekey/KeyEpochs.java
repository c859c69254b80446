package dev.shadowland.protocol.rekey;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The ciphers of one end and which of them opens a datagram: the key phase flag says odd or even
 * epoch, and an old key opens only sequences below those seen under its successor. At most two keys
 * open at any time and one key is tried per datagram. Owned by one thread; a key is zeroed the
 * moment it has no use.
 *
 * <pre>
 *              install               first datagram          retire
 *              (keys agreed)         under the next          (max(3 RTO, 1 s) later)
 *   opens      current, next    →    previous, current   →   current
 *   seals      server: next          next
 *              client: current
 * </pre>
 */
final class KeyEpochs {
    /** {@link #open} found no key for this phase and sequence; nothing was tried. */
    static final int NO_KEY = -2;

    /** How long at least an old key opens. */
    static final long LEAST_RETENTION_NS = 1_000_000_000L;

    private static final int RETENTION_RTOS = 3;

    private final boolean server;
    private Aead sealing;
    private Aead opening;
    private @Nullable Aead nextSealing;
    private @Nullable Aead nextOpening;
    private @Nullable Aead previousOpening;
    private int sealingEpoch;
    private int openingEpoch;
    private long lowestUnderCurrent;
    private long promotedAtNs;
    private long bytesSealed;
    private long bytesOpened;

    /** The keys of the handshake, epoch 0. */
    KeyEpochs(boolean server, Aead sealing, Aead opening) {
        this.server = server;
        this.sealing = sealing;
        this.opening = opening;
    }

    /** Header flag of what is sealed next. */
    int phaseFlag() {
        return flag(sealingEpoch);
    }

    /** Epoch under which this end seals. */
    int sealingEpoch() {
        return sealingEpoch;
    }

    /** Newest epoch that the peer is known to seal under. */
    int openingEpoch() {
        return openingEpoch;
    }

    /** Whether keys are installed that the peer has not used yet. */
    boolean hasNext() {
        return nextOpening != null;
    }

    /** Whether an old key still opens. */
    boolean hasPrevious() {
        return previousOpening != null;
    }

    /** Bytes of whole datagrams sealed or opened under the present keys, whichever is more. */
    long bytesUnderKey() {
        return Math.max(bytesSealed, bytesOpened);
    }

    int seal(MutableDirectBuffer datagram, int offset, int plaintextLength) {
        int length = sealing.seal(datagram, offset, plaintextLength);
        bytesSealed += length;
        return length;
    }

    /** Opens in place: bytes of plaintext, -1 when it is not authentic, or {@link #NO_KEY}. */
    int open(MutableDirectBuffer datagram, int offset, int length, long nowNs) {
        boolean ofCurrent =
                (PacketHeader.flags(datagram, offset) & PacketHeader.REKEY) == flag(openingEpoch);
        long sequence = PacketHeader.sequence(datagram, offset);
        int plaintext =
                ofCurrent
                        ? openCurrent(datagram, offset, length, sequence)
                        : openOther(datagram, offset, length, sequence, nowNs);
        bytesOpened += plaintext >= 0 ? length : 0;
        return plaintext;
    }

    private int openCurrent(MutableDirectBuffer datagram, int offset, int length, long sequence) {
        int plaintext = opening.open(datagram, offset, length);
        if (plaintext >= 0 && sequence < lowestUnderCurrent) {
            lowestUnderCurrent = sequence;
        }
        return plaintext;
    }

    private int openOther(
            MutableDirectBuffer datagram, int offset, int length, long sequence, long nowNs) {
        Aead next = nextOpening;
        if (next != null) {
            int plaintext = next.open(datagram, offset, length);
            if (plaintext >= 0) {
                promote(next, sequence, nowNs);
            }
            return plaintext;
        }
        Aead previous = previousOpening;
        return previous != null && sequence < lowestUnderCurrent
                ? previous.open(datagram, offset, length)
                : NO_KEY;
    }

    private void promote(Aead next, long sequence, long nowNs) {
        previousOpening = opening;
        opening = next;
        nextOpening = null;
        openingEpoch++;
        lowestUnderCurrent = sequence;
        promotedAtNs = nowNs;
        bytesOpened = 0;
        Aead ownNext = nextSealing;
        if (ownNext != null) {
            nextSealing = null;
            sealUnder(ownNext);
        }
    }

    /**
     * Takes the keys of the next epoch. A server seals under them from here on, a client from the
     * first datagram that opens under them.
     */
    void install(Aead newSealing, Aead newOpening) {
        if (nextOpening != null) {
            throw new IllegalStateException("the peer has not used epoch " + (openingEpoch + 1));
        }
        forgetPrevious();
        nextOpening = newOpening;
        if (server) {
            sealUnder(newSealing);
        } else {
            nextSealing = newSealing;
        }
    }

    private void sealUnder(Aead key) {
        sealing.destroy();
        sealing = key;
        sealingEpoch++;
        bytesSealed = 0;
    }

    /** Zeroes the old key when its time is over; call it now and then. */
    void onTime(long nowNs, long rtoNs) {
        long retentionNs = Math.max(RETENTION_RTOS * rtoNs, LEAST_RETENTION_NS);
        if (previousOpening != null && nowNs - promotedAtNs >= retentionNs) {
            forgetPrevious();
        }
    }

    private void forgetPrevious() {
        if (previousOpening != null) {
            previousOpening.destroy();
            previousOpening = null;
        }
    }

    /** Zeroes every key. */
    void destroy() {
        sealing.destroy();
        opening.destroy();
        forgetPrevious();
        destroy(nextSealing);
        destroy(nextOpening);
    }

    private static void destroy(@Nullable Aead key) {
        if (key != null) {
            key.destroy();
        }
    }

    private static int flag(int epoch) {
        return (epoch & 1) == 0 ? 0 : PacketHeader.REKEY;
    }
}
