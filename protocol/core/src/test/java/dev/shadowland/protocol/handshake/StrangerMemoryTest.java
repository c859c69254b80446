package dev.shadowland.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;

/** What a stranger's datagrams cost in memory before he shows a good cookie. */
class StrangerMemoryTest {
    private static final int WARMUP = 40_000;
    private static final int MEASURED = 100_000;

    /** What the platform's HMAC makes itself. */
    private static final int HMAC_BYTES = 200;

    private static final int COOKIE_AT = PacketHeader.LENGTH + 1 + 2 + 32 + 1;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Handshakes world = new Handshakes();
    private final SplittableRandom random = new SplittableRandom(7);
    private DropReason watched = DropReason.BAD_CRC;
    private int seen;
    private final HandshakeResponder responder =
            new HandshakeResponder(
                    HandshakeSettings.DEFAULT,
                    random,
                    world.ids,
                    _ -> {
                        throw new AssertionError("public-key work for a stranger");
                    },
                    reason -> seen += reason == watched ? 1 : 0);

    @Test
    void shouldAllocateNothingForFirstConnectsBeyondTheThrottle() {
        byte[] connect = world.poll(world.client());

        assertThat(bytesEach(connect, DropReason.COOKIE_THROTTLED)).isLessThan(1);
        assertThat(seen).isGreaterThan(WARMUP);
    }

    @Test
    void shouldAllocateNothingForGarbage() {
        byte[] garbage = new byte[PacketHeader.MAX_DATAGRAM];

        assertThat(bytesEach(garbage, DropReason.BAD_CRC)).isLessThan(1);
        assertThat(seen).isEqualTo(WARMUP + MEASURED);
    }

    @Test
    void shouldAllocateNoMoreThanTheMacDoesForForgedCookies() {
        HandshakeInitiator client = world.client();
        byte[] forged = world.connectWithCookie(client, Handshakes.CLIENT);
        forged[COOKIE_AT] ^= 1;

        byte[] datagram = Handshakes.mended(forged);
        assertThat(bytesEach(datagram, DropReason.BAD_COOKIE)).isLessThan(HMAC_BYTES);
        assertThat(seen).isEqualTo(WARMUP + MEASURED);
    }

    private double bytesEach(byte[] datagram, DropReason reason) {
        watched = reason;
        UnsafeBuffer in = new UnsafeBuffer(datagram);
        knock(in, WARMUP);
        long thread = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(thread);
        knock(in, MEASURED);
        return (double) (threads.getThreadAllocatedBytes(thread) - before) / MEASURED;
    }

    private void knock(UnsafeBuffer in, int times) {
        for (int i = 0; i < times; i++) {
            responder.onDatagram(
                    world.nowNs, 0, 0xFFFF_0A00_0001L, 4000, in, 0, in.capacity(), world.reply);
        }
    }
}
