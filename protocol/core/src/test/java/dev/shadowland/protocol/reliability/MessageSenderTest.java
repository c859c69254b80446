package dev.shadowland.protocol.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MessageSenderTest {
    private static final long MS = 1_000_000;

    private final MessageSender sender =
            new MessageSender(
                    Channel.RELIABLE_ORDERED,
                    FrameType.RELIABLE_ORDERED,
                    new BlockPool(),
                    new RttEstimator(250 * MS),
                    new CarriedMessages(),
                    10);

    private int write(long sequence, long nowNs) {
        WireWriter writer = new WireWriter().wrap(new UnsafeBuffer(new byte[1_170]), 0, 1_170);
        return sender.write(writer, sequence, 1_000, nowNs);
    }

    /** Its first datagram's loss is old news once it went again in another. */
    @Test
    void shouldSendNothingAgainForTheLossOfADatagramBeforeTheLastThatCarriedIt() {
        sender.append(10, false).putByte(0, (byte) FrameType.COMMAND);
        assertThat(write(0, 0)).isPositive();
        assertThat(write(1, 300 * MS)).as("its time is over").isPositive();
        sender.onLost(0, 0);
        assertThat(sender.isDue(310 * MS)).isFalse();
        sender.onLost(0, 1);
        assertThat(sender.isDue(310 * MS)).isTrue();
    }
}
