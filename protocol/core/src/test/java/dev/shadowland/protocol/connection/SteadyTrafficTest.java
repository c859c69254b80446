package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import dev.shadowland.protocol.crypto.SessionKeys;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;

/** What connections cost the heap. */
class SteadyTrafficTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MS = 1_000_000;

    private final Counting clientSide = new Counting();
    private final Counting serverSide = new Counting();
    private final ConnectionMemory memory = new ConnectionMemory();
    private final PeerConnection client = connection(true, clientSide);
    private final PeerConnection server = connection(false, serverSide);
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM]);
    private final UnsafeBuffer body = new UnsafeBuffer(new byte[10_000]);
    private long nowNs = 1_800_000_000_000_000_000L;
    private int lossIn;

    /** Reliable messages small and large, fragments, compression, losses, resends and acks. */
    @Test
    void shouldAllocateNothingInSteadyTraffic() {
        run(3_000);
        long messages = serverSide.messages;
        long allocated = Long.MAX_VALUE;
        // A compiler thread may still swap code in the first round.
        for (int round = 0; round < 5 && allocated != 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            run(3_000);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }

        assertThat(allocated).isZero();
        assertThat(serverSide.messages - messages).isGreaterThan(3_000);
        assertThat(client.statistics().messagesResent()).isPositive();
        assertThat(client.statistics().bytesSaved()).isPositive();
        assertThat(client.isEstablished()).isTrue();
    }

    /** An idle connection, its ciphers left out: no stores, no scratch memory. */
    @Test
    void shouldHoldLittleWhenIdle() {
        PeerConnection[] kept = new PeerConnection[1_000];
        connection(false, serverSide);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < kept.length; i++) {
            kept[i] = connection(false, serverSide);
        }
        long each = (THREADS.getCurrentThreadAllocatedBytes() - before) / kept.length;

        assertThat(kept[999].isClosed()).isFalse();
        assertThat(each).as("bytes of one").isLessThan(6_144);
        System.out.println("bytes of an idle connection, as allocated: " + each);
    }

    private void run(int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            nowNs += 16 * MS;
            body.putInt(0, tick);
            client.sendReliable(Channel.RELIABLE_ORDERED, 0x70, body, 0, 40);
            server.sendReliable(Channel.RELIABLE_UNORDERED, 0x70, body, 0, 40);
            if (tick % 20 == 0) {
                client.sendReliable(Channel.RELIABLE_UNORDERED, 0x70, body, 0, 9_000);
                server.sendUnreliable(0x70, body, 0, 3_000);
            }
            exchange(client, server);
            exchange(server, client);
        }
    }

    private void exchange(PeerConnection from, PeerConnection to) {
        from.onTime(nowNs);
        for (int i = 0; i < 3 && from.isSendDue(nowNs); i++) {
            from.begin(out, 0, nowNs);
            int length = from.end();
            if (++lossIn % 7 != 0) {
                to.onDatagram(out, 0, length, nowNs);
            }
        }
    }

    private PeerConnection connection(boolean isClient, ConnectionHandler handler) {
        ConnectionKeys keys =
                ConnectionKeys.ofClient(
                        SessionKeys.split(new byte[64], new byte[32]),
                        ClearAead.PROVIDER,
                        _ -> false);
        return new PeerConnection(
                        7,
                        isClient,
                        keys,
                        isClient ? ConnectionSettings.CLIENT : ConnectionSettings.SERVER,
                        5,
                        1_800_000_000_000_000_000L,
                        handler)
                .share(memory);
    }

    private static final class Counting implements ConnectionHandler {
        private long messages;

        @Override
        public void onFrame(int type, DirectBuffer buffer, int offset, int length) {
            messages++;
        }

        @Override
        public void onEstablished() {}

        @Override
        public void onClosed(DisconnectReason reason, boolean byPeer) {}
    }
}
