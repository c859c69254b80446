package dev.shadowland.transport.datagram.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;

class LinuxSocketIT {
    private static final int BUFFER = 512 << 10;
    private static final long SECOND_NS = 1_000_000_000L;

    private final Deque<AutoCloseable> closing = new ArrayDeque<>();

    @BeforeEach
    void onlyOnLinux() {
        assumeTrue(LinuxSocket.whyUnsupported() == null, LinuxSocket.whyUnsupported());
    }

    @AfterEach
    void close() throws Exception {
        while (!closing.isEmpty()) {
            closing.pop().close();
        }
    }

    private LinuxSocket socket(String host) throws IOException {
        LinuxSocket socket =
                LinuxSocket.bind(
                        new InetSocketAddress(InetAddress.ofLiteral(host), 0),
                        BUFFER,
                        BUFFER,
                        false);
        closing.push(socket);
        return socket;
    }

    private DatagramBatch batch(LinuxSocket socket, int capacity) {
        DatagramBatch batch = socket.batch(capacity);
        closing.push(batch);
        return batch;
    }

    private DatagramSocket client() throws IOException {
        DatagramSocket client = new DatagramSocket();
        client.setSoTimeout(5_000);
        closing.push(client);
        return client;
    }

    private static DatagramPacket packet(String text, InetSocketAddress to) {
        byte[] bytes = text.getBytes(US_ASCII);
        return new DatagramPacket(bytes, bytes.length, to);
    }

    private static InetSocketAddress at(String host, LinuxSocket socket) throws IOException {
        return new InetSocketAddress(InetAddress.ofLiteral(host), socket.localAddress().getPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void shouldSendABatchBackFromWhereItLiesWhenItIsReplied(String host) throws IOException {
        LinuxSocket server = socket("::");
        DatagramBatch batch = batch(server, 8);
        DatagramSocket client = client();
        for (int i = 0; i < 3; i++) {
            client.send(packet("hello" + i, at(host, server)));
        }
        assertThat(server.awaitReadable(5 * SECOND_NS)).isTrue();

        int received = server.receive(batch, 8);
        for (int i = 0; i < received; i++) {
            batch.packets().putByte(batch.offset(i), (byte) 'H');
            batch.prepareReply(i, batch.length(i));
        }
        assertThat(received).isEqualTo(3);
        assertThat(server.send(batch, 0, received)).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            DatagramPacket answer = new DatagramPacket(new byte[64], 64);
            client.receive(answer);
            assertThat(new String(answer.getData(), 0, answer.getLength(), US_ASCII))
                    .isEqualTo("Hello" + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void shouldReceiveAgainWhenTheBatchIsExpectedAnew(String host) throws IOException {
        LinuxSocket server = socket("::");
        DatagramBatch batch = batch(server, 2);
        DatagramSocket client = client();
        for (int i = 0; i < 5; i++) {
            client.send(packet("x".repeat(i + 1), at(host, server)));
            assertThat(server.awaitReadable(5 * SECOND_NS)).isTrue();
            assertThat(server.receive(batch, 2)).isEqualTo(1);
            assertThat(batch.length(0)).isEqualTo(i + 1);
            assertThat(batch.port(0)).isEqualTo(client.getLocalPort());
            assertThat(batch.isTruncated(0)).isFalse();
            assertThat(batch.hasDropped(0)).isFalse();
            batch.prepareReply(0, 1);
            assertThat(server.send(batch, 0, 1)).isEqualTo(1);
            batch.expect(1);
        }
    }

    @Test
    void shouldReadBothKindsOfAddressAsTwoLongs() throws IOException {
        LinuxSocket server = socket("::");
        DatagramBatch batch = batch(server, 2);
        DatagramSocket client = client();
        client.send(packet("4", at("127.0.0.1", server)));
        client.send(packet("6", at("::1", server)));
        assertThat(server.awaitReadable(5 * SECOND_NS)).isTrue();

        assertThat(server.receive(batch, 2)).isEqualTo(2);

        assertThat(batch.addressHi(0)).isZero();
        assertThat(batch.addressLo(0)).isEqualTo(0xFFFF_7F00_0001L);
        assertThat(batch.addressHi(1)).isZero();
        assertThat(batch.addressLo(1)).isEqualTo(1);
    }

    @Test
    void shouldFlagWhatIsLongerThanASlot() throws IOException {
        LinuxSocket server = socket("127.0.0.1");
        DatagramBatch batch = batch(server, 2);
        DatagramSocket client = client();
        for (int length : new int[] {DatagramBatch.SLOT_LENGTH, DatagramBatch.SLOT_LENGTH + 1}) {
            client.send(new DatagramPacket(new byte[length], length, server.localAddress()));
        }
        assertThat(server.awaitReadable(5 * SECOND_NS)).isTrue();

        assertThat(server.receive(batch, 2)).isEqualTo(2);

        assertThat(batch.isTruncated(0)).isFalse();
        assertThat(batch.isTruncated(1)).isTrue();
        assertThat(batch.length(1)).isEqualTo(DatagramBatch.SLOT_LENGTH);
    }

    @Test
    void shouldTellTheKernelsDropsWhenItsBufferRanOver() throws IOException {
        LinuxSocket server = socket("127.0.0.1");
        assumeTrue(server.countsDrops(), "what passes for a kernel here does not tell its drops");
        DatagramBatch batch = batch(server, 64);
        DatagramSocket client = client();
        int sent = 4_000;
        for (int i = 0; i < sent; i++) {
            client.send(new DatagramPacket(new byte[1200], 1200, server.localAddress()));
        }
        int taken = drain(server, batch);
        client.send(packet("after", server.localAddress()));
        assertThat(server.awaitReadable(5 * SECOND_NS)).isTrue();

        assertThat(server.receive(batch, 1)).isEqualTo(1);

        assertThat(batch.hasDropped(0)).isTrue();
        assertThat(batch.dropped(0)).isPositive().isEqualTo(sent - taken);
    }

    private static int drain(LinuxSocket server, DatagramBatch batch) {
        int taken = 0;
        int received;
        while ((received = server.receive(batch, 64)) > 0) {
            taken += received;
            batch.expect(received);
        }
        assertThat(received).isEqualTo(-Errno.EAGAIN);
        return taken;
    }

    @Test
    void shouldSayThereIsNothingWhenNothingCame() throws IOException {
        LinuxSocket server = socket("127.0.0.1");

        assertThat(server.receive(batch(server, 1), 1)).isEqualTo(-Errno.EAGAIN);
        assertThat(server.awaitReadable(1_000)).isFalse();
    }

    @Test
    void shouldRefuseOnlyWhatTheFamilyCannotReach() throws IOException {
        DatagramBatch four = batch(socket("127.0.0.1"), 1);
        DatagramBatch six = batch(socket("::"), 1);

        assertThat(four.prepare(0, 0, 1, 9, 0)).isFalse();
        assertThat(four.prepare(0, 0, 0xFFFF_7F00_0001L, 9, 0)).isTrue();
        assertThat(six.prepare(0, 0, 1, 9, 0)).isTrue();
        assertThat(six.prepare(0, 0, 0xFFFF_7F00_0001L, 9, 0)).isTrue();
    }

    @Test
    void shouldSayThatThePortIsTaken() throws IOException {
        InetSocketAddress taken = socket("127.0.0.1").localAddress();

        assertThatThrownBy(() -> LinuxSocket.bind(taken, BUFFER, BUFFER, false))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("in use");
    }

    @Test
    void shouldDoWithoutAnOptionThatTheKernelHasNot() throws IOException {
        LinuxSocket server = socket("127.0.0.1");

        assertThat(server.offers(Libc.SOL_SOCKET, 9_999, 1)).isFalse();
        assertThat(server.offers(Libc.SOL_SOCKET, Libc.SO_RXQ_OVFL, 1))
                .isEqualTo(server.countsDrops());
        assertThat(server.localAddress().getPort()).isPositive();
    }

    @Test
    void shouldGrantTheBuffersAskedForWhenTheKernelAllows() throws IOException {
        LinuxSocket server = socket("127.0.0.1");

        assertThat(server.grantedReceiveBytes()).isPositive().isLessThanOrEqualTo(BUFFER);
        assertThat(server.grantedSendBytes()).isPositive().isLessThanOrEqualTo(BUFFER);
    }
}
