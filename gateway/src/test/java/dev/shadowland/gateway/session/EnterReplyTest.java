package dev.shadowland.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.message.EnterDenied;
import dev.shadowland.protocol.message.WorldEntered;

import org.junit.jupiter.api.Test;

import java.util.List;

class EnterReplyTest {
    private static final EnterDenied DENIED = new EnterDenied(EnterDenied.Reason.UNAVAILABLE);
    private static final WorldEntered ENTERED =
            new WorldEntered(
                    1000,
                    500,
                    60,
                    0,
                    100,
                    0,
                    0,
                    0,
                    200,
                    200,
                    200,
                    1,
                    2,
                    3,
                    600,
                    0,
                    new byte[0],
                    List.of());

    private final EnterReply reply = new EnterReply();

    @Test
    void shouldNotTakeALateAckOfADenialForOneOfTheEntrance() {
        reply.onDenied(DENIED, 1);
        reply.onSent(5, true);
        reply.onEntered(ENTERED, 2);
        reply.onSent(6, true);

        reply.onAcked(5);
        assertThat(reply.isAcked()).isFalse();
        reply.onAcked(6);
        assertThat(reply.isAcked()).isTrue();
    }

    @Test
    void shouldBeAckedByAnyDatagramThatCarriedIt() {
        reply.onEntered(ENTERED, 1);
        reply.onSent(5, true);
        reply.onSent(6, false);
        assertThat(reply.isDue()).isFalse();
        reply.onAcked(6);
        assertThat(reply.isAcked()).isFalse();
        reply.onAcked(5);
        assertThat(reply.isAcked()).isTrue();
    }
}
