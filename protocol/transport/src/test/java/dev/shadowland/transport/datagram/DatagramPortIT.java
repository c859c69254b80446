package dev.shadowland.transport.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What every port must do, however it is driven. */
@ParameterizedClass
@EnumSource(names = {"BATCH", "NIO"})
class DatagramPortIT {
    private static final int BUFFER = 512 << 10;

    private static final SocketBuffers WANTED = new SocketBuffers(BUFFER, BUFFER);
    private static final long LOOPBACK_LO = 0xFFFF_7F00_0001L;

    private final List<String> received = new ArrayList<>();

    @Parameter private NetworkIo io = NetworkIo.AUTO;

    @BeforeEach
    void onlyWhereItCanBeHad() {
        assumeTrue(io != NetworkIo.BATCH || DatagramPorts.whyNotBatch() == null);
    }

    @Test
    void shouldSayHowItIsDriven() throws IOException {
        try (DatagramPort port = single("127.0.0.1")) {
            assertThat(port.io()).isEqualTo(io);
        }
    }

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
        List<DatagramPort> ports = DatagramPorts.bind(io, "127.0.0.1", 0, 2, WANTED);
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
        List<DatagramPort> ports = DatagramPorts.bind(io, "127.0.0.1", 0, 2, WANTED);
        try {
            int port = ports.getFirst().localAddress().getPort();
            assertThatThrownBy(() -> DatagramPorts.bind(io, "127.0.0.1", port, 2, WANTED))
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

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 200})
    void shouldSendEveryDatagramWhenManyAreComposedInPlace(int count) throws IOException {
        try (DatagramPort port = single("127.0.0.1");
                SwarmSockets swarm = SwarmSockets.create(0)) {
            int handle = swarm.open(port.localAddress());
            int target = localPort(swarm, handle);
            for (int i = 0; i < count; i++) {
                int at = port.claim();
                port.sendBuffer().putInt(at, i);
                assertThat(port.commit(0, LOOPBACK_LO, target, Integer.BYTES)).isTrue();
            }
            port.flush();

            assertThat(numbersAt(swarm, count)).containsExactlyElementsOf(upTo(count));
            assertThat(port.counters().get(DatagramCount.DATAGRAMS_OUT)).isEqualTo(count);
            assertThat(port.counters().get(DatagramCount.BYTES_OUT)).isEqualTo(4L * count);
        }
    }

    @Test
    void shouldForgetWhatIsClaimedAndNotCommitted() throws IOException {
        try (DatagramPort port = single("127.0.0.1");
                SwarmSockets swarm = SwarmSockets.create(0)) {
            int handle = swarm.open(port.localAddress());
            port.sendBuffer().putInt(port.claim(), 13);
            port.sendBuffer().putInt(port.claim(), 0);
            port.commit(0, LOOPBACK_LO, localPort(swarm, handle), Integer.BYTES);
            port.flush();

            assertThat(numbersAt(swarm, 1)).containsExactly(0);
            assertThat(port.flush()).isZero();
        }
    }

    @Test
    void shouldLoseOnlyTheDatagramToABadDestination() throws IOException {
        try (DatagramPort port = single("127.0.0.1");
                SwarmSockets swarm = SwarmSockets.create(0)) {
            int target = localPort(swarm, swarm.open(port.localAddress()));
            InetAddress far = InetAddress.ofLiteral("192.0.2.1");
            for (int i = 0; i < 10; i++) {
                port.sendBuffer().putInt(port.claim(), i);
                // A socket bound to loopback has no way to anywhere else.
                boolean bad = i == 4;
                port.commit(
                        0, bad ? Addresses.lo(far) : LOOPBACK_LO, bad ? 9 : target, Integer.BYTES);
            }
            port.flush();

            assertThat(numbersAt(swarm, 9)).containsExactly(0, 1, 2, 3, 5, 6, 7, 8, 9);
            assertThat(port.counters().get(DatagramCount.DROPPED_SEND_ERROR)).isOne();
        }
    }

    @Test
    void shouldGoOnWhenAPeerIsGone() throws IOException {
        try (DatagramPort port = single("127.0.0.1");
                SwarmSockets swarm = SwarmSockets.create(0)) {
            int gone = swarm.open(port.localAddress());
            int goneTarget = localPort(swarm, gone);
            swarm.close(gone);
            int target = localPort(swarm, swarm.open(port.localAddress()));
            for (int i = 0; i < 3; i++) {
                port.send(0, LOOPBACK_LO, goneTarget, bytes("?"), 0, 1);
                port.sendBuffer().putInt(port.claim(), i);
                port.commit(0, LOOPBACK_LO, target, Integer.BYTES);
                port.flush();
                port.receive((_, _, _, _, _, _) -> {}, 10);
            }

            assertThat(numbersAt(swarm, 3)).containsExactly(0, 1, 2);
        }
    }

    @Test
    void shouldCountWhatIsTooLongToSend() throws IOException {
        try (DatagramPort port = single("127.0.0.1")) {
            UnsafeBuffer big = new UnsafeBuffer(new byte[DatagramPort.SEND_LENGTH + 1]);

            assertThat(port.send(0, LOOPBACK_LO, 9, big, 0, big.capacity())).isFalse();
            assertThat(port.send(0, LOOPBACK_LO, 9, big, 0, big.capacity() - 1)).isTrue();
            assertThat(port.counters().get(DatagramCount.DROPPED_SEND_ERROR)).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2047, 2048, 2049, 9000})
    void shouldShowALengthOverTheLimitWhenADatagramWasCut(int length) throws IOException {
        List<Integer> lengths = new ArrayList<>();
        try (DatagramPort port = single("127.0.0.1");
                DatagramSocket client = new DatagramSocket()) {
            client.send(new DatagramPacket(new byte[length], length, port.localAddress()));
            await().pollInSameThread()
                    .until(() -> port.receive((_, _, _, _, _, n) -> lengths.add(n), 10) > 0);
        }
        assertThat(lengths).containsExactly(Math.min(length, DatagramPort.RECEIVE_LENGTH));
    }

    @Test
    void shouldKeepWhatFitsAndCountTheKernelsDropsWhenItsBufferRunsOver() throws IOException {
        try (DatagramPort port = single("127.0.0.1");
                DatagramSocket client = new DatagramSocket()) {
            int sent = 4_000;
            for (int i = 0; i < sent; i++) {
                client.send(new DatagramPacket(new byte[1200], 1200, port.localAddress()));
            }
            int taken = drain(port);
            assertThat(taken).isPositive().isLessThan(sent);
            client.send(new DatagramPacket(new byte[1], 1, port.localAddress()));
            await().pollInSameThread().until(() -> port.receive((_, _, _, _, _, _) -> {}, 10) == 1);
            assertThat(port.counters().get(DatagramCount.DROPPED_RECEIVE_BUFFER_FULL))
                    .isEqualTo(port.countsKernelDrops() ? sent - taken : 0);
            for (int i = 0; i < sent; i++) {
                client.send(new DatagramPacket(new byte[1200], 1200, port.localAddress()));
            }
            int takenAgain = drain(port);
            client.send(new DatagramPacket(new byte[1], 1, port.localAddress()));
            await().pollInSameThread().until(() -> port.receive((_, _, _, _, _, _) -> {}, 10) == 1);
            assertThat(port.counters().get(DatagramCount.DROPPED_RECEIVE_BUFFER_FULL))
                    .isEqualTo(port.countsKernelDrops() ? 2 * sent - taken - takenAgain : 0);
        }
    }

    private static int drain(DatagramPort port) {
        int taken = 0;
        int received;
        while ((received = port.receive((_, _, _, _, _, _) -> {}, 256)) > 0) {
            taken += received;
        }
        return taken;
    }

    private static int localPort(SwarmSockets swarm, int handle) {
        InetSocketAddress local = swarm.localAddress(handle);
        assertThat(local).isNotNull();
        return local.getPort();
    }

    private static List<Integer> numbersAt(SwarmSockets swarm, int count) {
        List<Integer> numbers = new ArrayList<>();
        await().pollInSameThread()
                .until(
                        () -> {
                            swarm.poll(
                                    (_, buffer, at, _) -> numbers.add(buffer.getInt(at)), 500, 20);
                            return numbers.size() >= count;
                        });
        return numbers;
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
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
                                                        assertThat(
                                                                        port.send(
                                                                                hi, lo, from,
                                                                                buffer, offset,
                                                                                length))
                                                                .isTrue();
                                                    },
                                                    10)
                                            > 0);
            port.flush();
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

    private DatagramPort single(String host) throws IOException {
        return DatagramPorts.bind(io, host, 0, 1, WANTED).getFirst();
    }

    private static UnsafeBuffer bytes(String text) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[text.length()]);
        buffer.putStringWithoutLengthAscii(0, text);
        return buffer;
    }
}
