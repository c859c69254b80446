package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A peer that has the key and sends anything. */
class PeerConnectionPropertyTest {
    @Property(tries = 300)
    void shouldNeverThrowOnAuthenticPayloadsOfAnyBytes(
            @ForAll @Size(max = 60) byte[] payload,
            @ForAll boolean established,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ConnectionPair pair = new ConnectionPair();
        if (established) {
            pair.established();
        }
        for (int i = 0; i < 40; i++) {
            byte[] body = i == 0 ? payload : framed(random);
            long sequence = random.nextInt(20) == 0 ? random.nextLong() & Long.MAX_VALUE : 100 + i;
            pair.give(pair.server, pair.forgeFromClient(sequence, writer -> writer.bytes(body)));
            pair.give(pair.client, pair.forgeFromServer(sequence, writer -> writer.bytes(body)));
            pair.nowNs += random.nextInt(100) * ConnectionPair.MS;
            for (PeerConnection end : new PeerConnection[] {pair.client, pair.server}) {
                end.onTime(pair.nowNs);
                if (end.isSendDue(pair.nowNs)) {
                    assertThat(pair.send(end).length).isBetween(30, 1200);
                }
            }
        }
        assertThat(established || !pair.serverSide.established)
                .as("established by rubbish")
                .isTrue();
    }

    /** A frame of a known type, its length right, wrong by one, or anything. */
    private static byte[] framed(SplittableRandom random) {
        int known = random.nextInt(0x13);
        int type = known < 0x10 ? known : known - 0x10 + 0x67;
        type = random.nextInt(16) == 0 ? random.nextInt(256) : type;
        int[] lengths = {0, 1, 8, 18, random.nextInt(50)};
        byte[] body = new byte[2 + lengths[random.nextInt(lengths.length)]];
        random.nextBytes(body);
        body[0] = (byte) type;
        body[1] = (byte) (body.length - 2);
        return random.nextInt(5) == 0 ? Arrays.copyOf(body, random.nextInt(body.length + 3)) : body;
    }
}
