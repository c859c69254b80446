package dev.shadowland.protocol.connection;

import dev.shadowland.protocol.crypto.Aead;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.MutableDirectBuffer;

/**
 * No cipher, for simulations that are about other things: the tag is the sequence twice, and what
 * does not carry it does not open.
 */
final class ClearAead implements Aead {
    static final Aead.Provider PROVIDER =
            new Aead.Provider() {
                @Override
                public String name() {
                    return "clear";
                }

                @Override
                public Aead forSealing(byte[] key) {
                    return new ClearAead();
                }

                @Override
                public Aead forOpening(byte[] key) {
                    return new ClearAead();
                }
            };

    @Override
    public int seal(MutableDirectBuffer datagram, int offset, int plaintextLength) {
        long sequence = PacketHeader.sequence(datagram, offset);
        int tag = offset + PacketHeader.LENGTH + plaintextLength;
        datagram.putLong(tag, sequence);
        datagram.putLong(tag + 8, sequence);
        return PacketHeader.LENGTH + plaintextLength + PacketHeader.TAG_LENGTH;
    }

    @Override
    public int open(MutableDirectBuffer datagram, int offset, int length) {
        long sequence = PacketHeader.sequence(datagram, offset);
        int tag = offset + length - PacketHeader.TAG_LENGTH;
        return datagram.getLong(tag) == sequence && datagram.getLong(tag + 8) == sequence
                ? length - PacketHeader.LENGTH - PacketHeader.TAG_LENGTH
                : -1;
    }

    @Override
    public void destroy() {}
}
