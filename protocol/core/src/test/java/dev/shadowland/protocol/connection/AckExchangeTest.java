package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.reliability.RttEstimator;
import dev.shadowland.protocol.reliability.SentWindow;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The delay of an ack: how long the newest datagram waited for it, and what it says of a trip. */
class AckExchangeTest {
    private static final long MS = 1_000_000;
    private static final int BODY = 18;

    private final RttEstimator rtt = new RttEstimator(250 * MS);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[AckExchange.FRAME_SIZE]);
    private final AckExchange acks =
            new AckExchange(
                    rtt,
                    new SentWindow.Fate() {
                        @Override
                        public void onAcked(long sequence) {}

                        @Override
                        public void onLost(long sequence) {}
                    });

    @Test
    void shouldCountTheDelayFromTheNewestWhateverCameLate() {
        acks.onReceived(5, 0);
        acks.onReceived(3, 90 * MS);
        acks.write(new WireWriter().wrap(buffer, 0, AckExchange.FRAME_SIZE), 100 * MS);
        WireReader reader = new WireReader().wrap(buffer, 2, BODY);
        assertThat(reader.i64()).isEqualTo(5);
        assertThat(reader.i64()).isEqualTo(0b10);
        assertThat(reader.u16()).as("16 in a millisecond").isEqualTo(1_600);
    }

    @Test
    void shouldMeasureNothingByADelayThatTheFieldCannotHold() {
        acks.onSent(0, 0);
        acks.onSent(1, 0);
        assertThat(acks.onFrame(ack(0, 0xFFFF), 5_000 * MS)).isNull();
        assertThat(rtt.latestNs()).isNegative();
        assertThat(acks.onFrame(ack(1, 16), 5_000 * MS)).isNull();
        assertThat(rtt.latestNs()).isEqualTo(4_999 * MS);
    }

    private static WireReader ack(long newest, int delay) {
        UnsafeBuffer body = new UnsafeBuffer(new byte[BODY]);
        new WireWriter().wrap(body, 0, BODY).i64(newest).i64(newest == 0 ? 0 : 1).u16(delay);
        return new WireReader().wrap(body, 0, BODY);
    }
}
