package dev.shadowland.protocol.rekey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class KeyEpochsTest {
    private static KeyEpochs end(boolean server) {
        byte[] down = RekeyVectors.filled(1);
        byte[] up = RekeyVectors.filled(2);
        return new KeyEpochs(
                server,
                BouncyCastleAead.PROVIDER.forSealing(server ? down : up),
                BouncyCastleAead.PROVIDER.forOpening(server ? up : down));
    }

    private static UnsafeBuffer header(KeyEpochs from, long sequence) {
        UnsafeBuffer datagram = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
        int flags = PacketHeader.SEALED | from.phaseFlag();
        PacketHeader.write(datagram, 0, RekeyEnd.ID, PacketHeader.UNRELIABLE, flags, sequence);
        return datagram;
    }

    /** A key's gigabyte is the same whichever end used it. */
    @Test
    void shouldCountADatagramThatOpensAsTheOneWhoSealedItDoes() {
        KeyEpochs client = end(false);
        KeyEpochs server = end(true);
        for (int payload = 0; payload <= 100; payload++) {
            UnsafeBuffer datagram = header(client, payload);
            int length = client.seal(datagram, 0, payload);

            assertThat(server.open(datagram, 0, length, 0)).isEqualTo(payload);
            assertThat(server.bytesUnderKey()).isEqualTo(client.bytesUnderKey());
        }
    }

    @Test
    void shouldNotCountWhatDoesNotOpen() {
        KeyEpochs client = end(false);
        KeyEpochs server = end(true);
        UnsafeBuffer datagram = header(client, 0);
        int length = client.seal(datagram, 0, 50);
        datagram.putByte(length - 1, (byte) ~datagram.getByte(length - 1));

        assertThat(server.open(datagram, 0, length, 0)).isNegative();
        assertThat(server.bytesUnderKey()).isZero();
    }
}
