package dev.shadowland.transport.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class DatagramPortIT {
    private static final int BUFFER = 512 << 10;

    private final List<String> received = new ArrayList<>();

    @Test
    void shouldEchoOverIpv4WhenBoundToTheDualStackWildcard() throws IOException {
        echo("::", "127.0.0.1");

        assertThat(received).containsExactly("hello");
    }

    @Test
    void shouldEchoOverIpv6WhenBoundToTheDualStackWildcard() throws IOException {
        echo("::", "::1");

        assertThat(received).containsExactly("hello");
    }

    @Test
    void shouldEchoWhenBoundToOneIpv4Address() throws IOException {
        echo("127.0.0.1", "127.0.0.1");

        assertThat(received).containsExactly("hello");
    }

    @Test
    void shouldShareOnePortAndServeEveryClientWhenThereAreTwoWorkers() throws IOException {
        List<DatagramPort> ports = DatagramPorts.bind("127.0.0.1", 0, 2, BUFFER, BUFFER);
        try (SwarmSockets swarm = SwarmSockets.create(0)) {
            assertThat(ports.getFirst().localAddress()).isEqualTo(ports.getLast().localAddress());
            UnsafeBuffer hello = bytes("x");
            for (int i = 0; i < 64; i++) {
                assertThat(swarm.send(swarm.open(ports.getFirst().localAddress()), hello, 0, 1))
                        .isTrue();
            }
            int[] perWorker = new int[2];
            await().pollInSameThread()
                    .until(
                            () -> {
                                for (int i = 0; i < 2; i++) {
                                    perWorker[i] +=
                                            ports.get(i).receive((_, _, _, _, _, _) -> {}, 100);
                                }
                                return perWorker[0] + perWorker[1] == 64;
                            });
            assertThat(perWorker).doesNotContain(0);
        } finally {
            ports.forEach(DatagramPort::close);
        }
    }

    @Test
    void shouldSayWhichPortIsTakenEvenWhenTheOtherSharesIt() throws IOException {
        List<DatagramPort> ports = DatagramPorts.bind("127.0.0.1", 0, 2, BUFFER, BUFFER);
        try {
            int port = ports.getFirst().localAddress().getPort();
            assertThatThrownBy(() -> DatagramPorts.bind("127.0.0.1", port, 2, BUFFER, BUFFER))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("UDP port " + port)
                    .hasMessageContaining("shadowland.network.port")
                    .hasMessageNotContaining("\n");
        } finally {
            ports.forEach(DatagramPort::close);
        }
    }

    @Test
    void shouldPassOversizeDatagramsWithTheirRealLength() throws IOException {
        DatagramPort port = single("127.0.0.1");
        Set<Integer> lengths = new HashSet<>();
        try (port;
                SwarmSockets swarm = SwarmSockets.create(0)) {
            swarm.send(swarm.open(port.localAddress()), new UnsafeBuffer(new byte[1999]), 0, 1999);
            await().pollInSameThread()
                    .until(
                            () ->
                                    port.receive((_, _, _, _, _, length) -> lengths.add(length), 10)
                                            > 0);
        }
        assertThat(lengths).containsExactly(1999);
    }

    @Test
    void shouldCountInsteadOfThrowingWhenItCannotSend() throws IOException {
        try (DatagramPort port = single("127.0.0.1")) {
            InetAddress far = InetAddress.ofLiteral("2001:db8::1");
            UnsafeBuffer hello = bytes("x");

            assertThat(port.send(Addresses.hi(far), Addresses.lo(far), 9, hello, 0, 1)).isFalse();
            assertThat(port.send(0, 0, 0, hello, 0, 1)).isFalse();
            assertThat(port.counters().get(DatagramCount.DROPPED_SEND_ERROR)).isEqualTo(2);
            assertThat(port.receive((_, _, _, _, _, _) -> {}, 10)).isZero();
        }
    }

    @Test
    void shouldReceiveNoMoreThanTheLimit() throws IOException {
        DatagramPort port = single("127.0.0.1");
        try (port;
                SwarmSockets swarm = SwarmSockets.create(0)) {
            int handle = swarm.open(port.localAddress());
            for (int i = 0; i < 5; i++) {
                swarm.send(handle, bytes("x"), 0, 1);
            }
            await().pollInSameThread().until(() -> port.receive((_, _, _, _, _, _) -> {}, 2) == 2);
            await().pollInSameThread()
                    .untilAsserted(
                            () -> {
                                assertThat(port.receive((_, _, _, _, _, _) -> {}, 2))
                                        .isLessThanOrEqualTo(2);
                                assertThat(port.counters().get(DatagramCount.DATAGRAMS_IN))
                                        .isEqualTo(5);
                            });
        }
    }

    private void echo(String bind, String target) throws IOException {
        DatagramPort port = single(bind);
        try (port;
                SwarmSockets swarm = SwarmSockets.create(0)) {
            int handle =
                    swarm.open(
                            new InetSocketAddress(
                                    InetAddress.ofLiteral(target), port.localAddress().getPort()));
            swarm.send(handle, bytes("hello"), 0, 5);
            await().pollInSameThread()
                    .until(
                            () ->
                                    port.receive(
                                                    (hi, lo, from, buffer, offset, length) -> {
                                                        assertThat(
                                                                        Addresses.of(hi, lo)
                                                                                .getHostAddress())
                                                                .isEqualTo(
                                                                        InetAddress.ofLiteral(
                                                                                        target)
                                                                                .getHostAddress());
                                                        port.send(
                                                                hi, lo, from, buffer, offset,
                                                                length);
                                                    },
                                                    10)
                                            > 0);
            await().pollInSameThread()
                    .until(
                            () ->
                                    swarm.poll(
                                                    (_, buffer, offset, length) ->
                                                            received.add(
                                                                    buffer
                                                                            .getStringWithoutLengthAscii(
                                                                                    offset,
                                                                                    length)),
                                                    10,
                                                    50)
                                            > 0);
        }
    }

    private static DatagramPort single(String host) throws IOException {
        return DatagramPorts.bind(host, 0, 1, BUFFER, BUFFER).getFirst();
    }

    private static UnsafeBuffer bytes(String text) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[text.length()]);
        buffer.putStringWithoutLengthAscii(0, text);
        return buffer;
    }
}
