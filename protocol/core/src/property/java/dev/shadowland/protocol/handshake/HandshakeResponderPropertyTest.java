package dev.shadowland.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.Arrays;

class HandshakeResponderPropertyTest {
    @Property(tries = 500)
    void shouldAnswerArbitraryBytesWithNothing(@ForAll @Size(max = 1300) byte[] bytes) {
        Handshakes world = new Handshakes();

        assertThat(world.knock(Handshakes.CLIENT, bytes)).isEmpty();

        assertThat(world.drops).hasSize(1);
        assertThat(world.responder.halfOpenCount()).isZero();
    }

    /**
     * A well-formed plaintext head and checksum around anything: the reply never exceeds the
     * request.
     */
    @Property(tries = 500)
    void shouldNeverAnswerMoreThanItGot(
            @ForAll @Size(max = 1300) byte[] body,
            @ForAll @IntRange(max = 4) int type,
            @ForAll boolean padded,
            @ForAll boolean cookieless) {
        Handshakes world = new Handshakes();
        byte[] datagram =
                Arrays.copyOf(new byte[15], padded ? 1200 : Math.min(1200, 19 + body.length));
        System.arraycopy(body, 0, datagram, 15, Math.min(body.length, datagram.length - 19));
        datagram[14] = (byte) type;
        if (cookieless && datagram.length > 60) {
            datagram[49] = 0;
        }

        byte[] answer = world.knock(Handshakes.CLIENT, Handshakes.mended(datagram));

        assertThat(answer.length).isLessThanOrEqualTo(datagram.length);
        assertThat(answer.length > 0 && datagram.length < 1200).isFalse();
        assertThat(world.responder.halfOpenCount()).isZero();
        assertThat(world.work).isEmpty();
    }
}
