package dev.shadowland.transport.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

class SwarmSocketsIT {
    private final UnsafeBuffer one = new UnsafeBuffer(new byte[] {1});
    private final Map<Integer, Integer> perHandle = new HashMap<>();
    private DatagramPort server;
    private SwarmSockets swarm;

    SwarmSocketsIT() throws IOException {
        server = DatagramPorts.bind("127.0.0.1", 0, 1, 512 << 10, 512 << 10).getFirst();
        swarm = SwarmSockets.create(0);
    }

    @BeforeEach
    void open() throws IOException {
        for (int i = 0; i < 20; i++) {
            swarm.open(server.localAddress());
        }
    }

    @AfterEach
    void close() {
        swarm.close();
        server.close();
    }

    @Test
    void shouldServeQuietSocketsBesideAChattyOne() {
        serve(1, 200);
        serve(2, 1);

        swarm.poll((_, _, _, _) -> {}, 8, 1000);
        for (int i = 0; i < 3; i++) {
            swarm.poll((handle, _, _, _) -> perHandle.merge(handle, 1, Integer::sum), 8, 1000);
        }

        assertThat(perHandle).containsEntry(2, 1);
    }

    @Test
    void shouldDeliverEverythingThroughSmallLimits() {
        for (int handle = 1; handle <= 20; handle++) {
            serve(handle, 10);
        }

        await().pollInSameThread()
                .until(
                        () -> {
                            swarm.poll(
                                    (handle, _, _, _) -> perHandle.merge(handle, 1, Integer::sum),
                                    7,
                                    1);
                            return perHandle.values().stream().mapToInt(Integer::intValue).sum()
                                    == 200;
                        });

        assertThat(perHandle).hasSize(20).allSatisfy((_, count) -> assertThat(count).isEqualTo(10));
    }

    @Test
    void shouldStopDeliveringWhenTheHandlerClosesTheSocket() {
        serve(3, 50);

        await().pollInSameThread()
                .until(
                        () ->
                                swarm.poll(
                                                (handle, _, _, _) -> {
                                                    perHandle.merge(handle, 1, Integer::sum);
                                                    swarm.close(handle);
                                                },
                                                100,
                                                1)
                                        > 0);

        assertThat(swarm.poll((_, _, _, _) -> {}, 100, 0)).isZero();
        assertThat(perHandle).containsExactly(Map.entry(3, 1));
        assertThat(swarm.send(3, one, 0, 1)).isFalse();
        assertThat(swarm.size()).isEqualTo(19);
    }

    @Test
    void shouldCountInsteadOfThrowingWhenNobodyListens() {
        server.close();

        await().pollInSameThread()
                .until(
                        () -> {
                            swarm.send(1, one, 0, 1);
                            swarm.poll((_, _, _, _) -> {}, 10, 1);
                            return swarm.counters().get(DatagramCount.RECEIVE_ERROR)
                                            + swarm.counters().get(DatagramCount.DROPPED_SEND_ERROR)
                                    > 0;
                        });
        assertThat(swarm.size()).isEqualTo(20);
    }

    private void serve(int handle, int count) {
        InetSocketAddress to = Objects.requireNonNull(swarm.localAddress(handle));
        for (int i = 0; i < count; i++) {
            server.send(
                    Addresses.hi(to.getAddress()),
                    Addresses.lo(to.getAddress()),
                    to.getPort(),
                    one,
                    0,
                    1);
        }
        server.flush();
    }
}
