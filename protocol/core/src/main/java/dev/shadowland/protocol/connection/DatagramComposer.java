package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.MutableDirectBuffer;

/**
 * Composes datagrams: the connection's own frames first, then the caller's, then as many messages
 * as the room that is left takes; so messages never take a snapshot's room, and when they find none
 * the next datagram is due at once. Owned by the connection's thread.
 */
final class DatagramComposer {
    private final WireWriter writer = new WireWriter();
    private final ConnectionLife life;
    private final DatagramSeal seal;
    private final KeyProof proof;
    private final AckExchange acks;
    private final Heartbeat heartbeat;
    private final MessageOutbox outbox;
    private final PayloadCompression compression;
    private int offset;
    private long nowNs;
    private int flags;

    DatagramComposer(
            ConnectionLife life,
            DatagramSeal seal,
            KeyProof proof,
            AckExchange acks,
            Heartbeat heartbeat,
            MessageOutbox outbox,
            PayloadCompression compression) {
        this.life = life;
        this.seal = seal;
        this.proof = proof;
        this.acks = acks;
        this.heartbeat = heartbeat;
        this.outbox = outbox;
        this.compression = compression;
    }

    /** See {@link PeerConnection#begin}. */
    WireWriter begin(MutableDirectBuffer out, int at, long timeNs) {
        life.requireNotClosed();
        offset = at;
        nowNs = timeNs;
        flags = PacketHeader.SEALED;
        writer.wrap(out, at, PacketHeader.MAX_DATAGRAM - PacketHeader.TAG_LENGTH)
                .padTo(PacketHeader.LENGTH);
        if (acks.write(writer, timeNs)) {
            flags |= PacketHeader.ACKNOWLEDGMENT;
        }
        DisconnectReason reason = life.closedBecause();
        if (reason != null) {
            writer.u8(FrameType.DISCONNECT).u8(1).u8(reason.code());
            return writer;
        }
        if (!life.isEstablished() || proof.answerDue()) {
            proof.write(writer);
            flags |= PacketHeader.RELIABLE_HANDSHAKE;
        }
        heartbeat.write(writer, life.isEstablished(), timeNs);
        return writer;
    }

    /** See {@link PeerConnection#writePathChallenge}. */
    int pathChallenge(MutableDirectBuffer out, int at, long challenge, long timeNs) {
        if (!life.isEstablished()) {
            throw new IllegalStateException("only an established connection moves");
        }
        int plain = 2 + Long.BYTES;
        writer.wrap(out, at, PacketHeader.LENGTH + plain)
                .padTo(PacketHeader.LENGTH)
                .u8(FrameType.CRYPTO_TEST)
                .u8(Long.BYTES)
                .i64(challenge);
        long sequence = seal.nextSequence();
        int asProof = PacketHeader.SEALED | PacketHeader.RELIABLE_HANDSHAKE;
        int length = seal.seal(out, at, PacketHeader.UNRELIABLE, asProof, plain);
        acks.onSent(sequence, timeNs);
        outbox.onSent(sequence, length, true);
        return length;
    }

    /** See {@link PeerConnection#end}. */
    int end() {
        life.requireNotClosed();
        long sequence = seal.nextSequence();
        int channel = PacketHeader.UNRELIABLE;
        if (life.isEstablished()) {
            // Behind the caller's frames: a rekey can wait for the next datagram, a snapshot
            // cannot.
            seal.keys().write(writer, nowNs);
            outbox.write(writer, sequence, nowNs);
            channel = outbox.channelCode();
            flags |= outbox.wroteFragment() ? PacketHeader.FRAGMENT : 0;
        }
        int plain = writer.length() - PacketHeader.LENGTH;
        int payload = plain;
        if (!outbox.wroteSecret()) {
            payload = compression.compress(writer.buffer(), offset + PacketHeader.LENGTH, plain);
            flags |= payload < plain ? PacketHeader.COMPRESSED : 0;
        }
        int length = seal.seal(writer.buffer(), offset, channel, flags, payload);
        int bytes = PacketHeader.LENGTH + plain + PacketHeader.TAG_LENGTH;
        acks.onSent(sequence, nowNs);
        outbox.onSent(sequence, bytes, false);
        life.onSent();
        if (outbox.gaveUp()) {
            life.closeAfterTelling(DisconnectReason.NOT_DELIVERED);
        }
        return length;
    }
}
