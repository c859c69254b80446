package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.crypto.ReplayWindow;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a connection's frames and the wire: the keys, the one sequence of what is
 * sent, the one replay window of what arrives. Nothing else in a connection knows a key, so a rekey
 * changes what is in here and numbers stay as they are. Owned by the connection's thread.
 */
final class DatagramSeal {
    private static final long MAX_FAILED_OPENS = 1L << 36;

    private final int connectionId;
    private final Aead sealing;
    private final Aead opening;
    private final ReplayWindow replay;
    private long nextSequence;
    private long failedOpens;
    private int openedLength;

    DatagramSeal(int connectionId, ConnectionKeys keys, int replayWindow) {
        this.connectionId = connectionId;
        sealing = keys.sealing();
        opening = keys.opening();
        replay = new ReplayWindow(replayWindow);
    }

    /**
     * Opens a datagram in place and takes note of its sequence.
     *
     * @return null when it is authentic and new, and then {@link #openedLength} tells its
     *     plaintext; else why it is dropped, and nothing changed
     */
    @Nullable DropReason open(MutableDirectBuffer buffer, int offset, int length) {
        DropReason wrong = PacketHeader.checkSealed(buffer, offset, length);
        if (wrong != null) {
            return wrong;
        }
        long sequence = PacketHeader.sequence(buffer, offset);
        if (!replay.accepts(sequence)) {
            return DropReason.REPLAYED;
        }
        int plaintext = opening.open(buffer, offset, length);
        if (plaintext < 0) {
            failedOpens++;
            return DropReason.NOT_AUTHENTIC;
        }
        replay.mark(sequence);
        openedLength = plaintext;
        return null;
    }

    /** Bytes of plaintext behind the header of the datagram opened last. */
    int openedLength() {
        return openedLength;
    }

    /** Whether so many datagrams failed to open that the key is not to be tried on more. */
    boolean isWornOut() {
        return failedOpens >= MAX_FAILED_OPENS;
    }

    /** The sequence that {@link #seal} takes next. */
    long nextSequence() {
        return nextSequence;
    }

    /**
     * Writes the header, takes a sequence and seals.
     *
     * @param plaintextLength bytes behind the header's room at {@code offset}
     * @return length of the datagram
     */
    int seal(MutableDirectBuffer buffer, int offset, int channel, int flags, int plaintextLength) {
        PacketHeader.write(buffer, offset, connectionId, channel, flags, nextSequence++);
        return sealing.seal(buffer, offset, plaintextLength);
    }

    /** Zeroes the keys; no call may follow. */
    void destroy() {
        sealing.destroy();
        opening.destroy();
    }
}
