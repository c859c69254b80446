package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.reliability.Resends;
import dev.shadowland.protocol.weather.WeatherReport;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Objects;
import java.util.SplittableRandom;

class ReliableChannelTest {
    private static final long MS = MessagePair.MS;
    private static final Channel ORDERED = Channel.RELIABLE_ORDERED;
    private static final Channel UNORDERED = Channel.RELIABLE_UNORDERED;

    private final MessagePair pair = new MessagePair(MessagePair.WIDE);

    @Test
    void shouldRepairALostAck() {
        pair.clientSide.send(pair.client, ORDERED, 20);
        assertThat(pair.carry(pair.client, pair.server)).isEqualTo(1);
        pair.nowNs += 25 * MS;
        assertThat(pair.lose(pair.server)).as("the ack").isEqualTo(1);
        assertThat(pair.client.statistics().messagesAcked()).isZero();

        pair.nowNs += pair.client.statistics().rtoNs();
        pair.carry(pair.client, pair.server);
        pair.nowNs += 25 * MS;
        pair.carry(pair.server, pair.client);

        assertThat(pair.serverSide.deliveredOf(ORDERED)).isEqualTo(1);
        assertThat(pair.server.statistics().duplicates()).isEqualTo(1);
        assertThat(pair.client.statistics().messagesAcked()).isEqualTo(1);
        assertThat(pair.client.statistics().messagesResent()).isEqualTo(1);
        assertThat(pair.client.statistics().queuedBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNRELIABLE")
    void shouldBringALargeMessageThroughLoss(Channel channel) {
        MessageSimulation world = new MessageSimulation(WeatherReport.STORM, 4).established();
        world.clientSide.send(world.client, channel, 65_535);
        world.clientSide.send(world.client, channel, 5);

        assertThat(world.settle(60_000 * MS)).isTrue();

        world.assertAllArrived();
        assertThat(world.client.statistics().messagesResent()).isPositive();
        assertThat(world.client.statistics().messagesSent()).isEqualTo(65);
        assertThat(world.server.statistics().messagesDelivered()).isEqualTo(2);
    }

    @Test
    void shouldNotStallOneChannelByAGapInTheOther() {
        pair.clientSide.send(pair.client, ORDERED, 1_000);
        pair.lose(pair.client);
        for (int i = 0; i < 20; i++) {
            pair.clientSide.send(pair.client, ORDERED, 20);
            pair.clientSide.send(pair.client, UNORDERED, 20);
            pair.carry(pair.client, pair.server);
        }
        assertThat(pair.serverSide.deliveredOf(ORDERED)).isZero();
        assertThat(pair.serverSide.deliveredOf(UNORDERED)).isEqualTo(20);

        pair.nowNs += 500 * MS;
        pair.exchange();
        assertThat(pair.serverSide.deliveredOf(ORDERED)).isEqualTo(21);
    }

    /** A lost one in the unordered channel keeps back nothing of its own channel either. */
    @Test
    void shouldDeliverUnorderedMessagesAtOnce() {
        pair.clientSide.send(pair.client, UNORDERED, 20);
        pair.lose(pair.client);
        pair.clientSide.send(pair.client, UNORDERED, 20);
        pair.carry(pair.client, pair.server);

        assertThat(pair.serverSide.delivered.get(UNORDERED)).containsExactly(1);
    }

    /** Regression: resend of the same sequence after the window moved on. */
    @Test
    void shouldTakeANewSequenceForEachResend() {
        pair.clientSide.send(pair.client, ORDERED, 20);
        byte[] first = Objects.requireNonNull(pair.poll(pair.client));
        pair.nowNs += 250 * MS;
        byte[] second = Objects.requireNonNull(pair.poll(pair.client));

        assertThat(MessagePair.sequence(second)).isEqualTo(MessagePair.sequence(first) + 1);
        pair.give(pair.server, second);
        pair.give(pair.server, first);
        assertThat(pair.serverSide.deliveredOf(ORDERED)).isEqualTo(1);
    }

    /** Regression: reliable delivery that needs gapless packet sequences. */
    @Test
    void shouldNotMindGapsInTheSequence() {
        for (int i = 0; i < 50; i++) {
            pair.send(pair.client, writer -> writer.u8(0x41).u8(0));
            pair.clientSide.send(pair.client, ORDERED, 20);
            pair.carry(pair.client, pair.server);
        }
        assertThat(pair.serverSide.deliveredOf(ORDERED)).isEqualTo(50);
    }

    @Test
    void shouldGiveUpAfterTenTries() {
        pair.clientSide.send(pair.client, ORDERED, 20);
        int tries = 0;
        long startNs = pair.nowNs;
        while (pair.client.closedBecause() == null) {
            tries += pair.lose(pair.client);
            pair.nowNs += 10 * MS;
            assertThat(pair.nowNs - startNs).isLessThan(20_000 * MS);
        }

        assertThat(pair.client.closedBecause()).isEqualTo(DisconnectReason.NOT_DELIVERED);
        assertThat(pair.client.statistics().messagesResent()).isEqualTo(9);
        // Ten tries, the datagram that found it out, and three that tell.
        assertThat(tries).isEqualTo(10 + 1 + 3);
        assertThat(pair.nowNs - startNs).isBetween(10_000 * MS, 17_000 * MS);
        assertThat(pair.clientSide.closed).isEqualTo(DisconnectReason.NOT_DELIVERED);
    }

    @Test
    void shouldGiveUpAfterTheTriesThatAreSet() {
        MessagePair strict =
                new MessagePair(MessagePair.WIDE.withResends(new Resends(250 * MS, 3)));
        strict.clientSide.send(strict.client, ORDERED, 20);
        long startNs = strict.nowNs;
        while (strict.client.closedBecause() == null) {
            strict.lose(strict.client);
            strict.nowNs += 10 * MS;
            assertThat(strict.nowNs - startNs).isLessThan(3_000 * MS);
        }
        assertThat(strict.client.closedBecause()).isEqualTo(DisconnectReason.NOT_DELIVERED);
        assertThat(strict.client.statistics().messagesResent()).isEqualTo(2);
    }

    @Test
    void shouldWaitAsLongAsIsSetUntilARoundTripWasMeasured() {
        ConnectionSettings patient =
                ConnectionSettings.SERVER.withResends(new Resends(900 * MS, 10));
        ConnectionPair unmeasured = new ConnectionPair(ConnectionSettings.CLIENT, patient, null);
        assertThat(unmeasured.server.rtt().rtoNs()).isEqualTo(900 * MS);
        assertThat(unmeasured.client.rtt().rtoNs()).isEqualTo(250 * MS);
        unmeasured.established();
        assertThat(unmeasured.server.rtt().rtoNs()).isLessThan(900 * MS);
        unmeasured.server.onPathChanged(unmeasured.nowNs);
        assertThat(unmeasured.server.rtt().rtoNs()).isEqualTo(900 * MS);
    }

    @Test
    void shouldAcknowledgeReliableContentWithin25Milliseconds() {
        pair.clientSide.send(pair.client, UNORDERED, 20);
        pair.carry(pair.client, pair.server);

        assertThat(pair.server.isSendDue(pair.nowNs + 25 * MS - 1)).isFalse();
        assertThat(pair.server.isSendDue(pair.nowNs + 25 * MS)).isTrue();
        pair.nowNs += 25 * MS;
        assertThat(pair.carry(pair.server, pair.client)).isEqualTo(1);
        pair.nowNs += 10_000 * MS;
        assertThat(pair.exchange()).as("acks of acks").isZero();
    }

    @Test
    void shouldTakeTheRoundTripFromAcksWithoutThePeersDelay() {
        pair.nowNs += 1_000 * MS;
        for (int i = 0; i < 100; i++) {
            pair.clientSide.send(pair.client, ORDERED, 20);
            byte[] message = Objects.requireNonNull(pair.poll(pair.client));
            pair.nowNs += 30 * MS;
            pair.give(pair.server, message);
            pair.nowNs += 25 * MS;
            byte[] ack = Objects.requireNonNull(pair.poll(pair.server));
            pair.nowNs += 30 * MS;
            pair.give(pair.client, ack);
        }
        assertThat(pair.client.statistics().rttNs()).isBetween(59 * MS, 61 * MS);
        assertThat(pair.client.statistics().rtoNs()).isBetween(100 * MS, 120 * MS);
    }

    @Test
    void shouldLeaveTheCallersRoomAloneAndSendMessagesOfTheirOwn() {
        pair.clientSide.send(pair.client, ORDERED, 500);
        byte[] noise = new byte[1_100];
        new SplittableRandom(1).nextBytes(noise);

        byte[] snapshot = pair.send(pair.client, writer -> frame(writer, 0x26, noise));

        assertThat(snapshot.length).isGreaterThan(1_100);
        assertThat(pair.client.statistics().messagesSent()).isZero();
        assertThat(pair.client.isSendDue(pair.nowNs)).isTrue();
        byte[] message = Objects.requireNonNull(pair.poll(pair.client));
        pair.give(pair.server, message);
        assertThat(pair.serverSide.deliveredOf(ORDERED)).isEqualTo(1);

        pair.clientSide.send(pair.client, ORDERED, 500);
        byte[] both = pair.send(pair.client, writer -> frame(writer, 0x41, new byte[100]));
        pair.give(pair.server, both);
        assertThat(pair.serverSide.deliveredOf(ORDERED)).isEqualTo(2);
    }

    @Test
    void shouldShowTheHighestClassAndFragmentsInTheHeader() {
        pair.clientSide.send(pair.client, Channel.UNRELIABLE, 10);
        assertThat(header(pair)).containsExactly(PacketHeader.UNRELIABLE, 0);
        pair.clientSide.send(pair.client, ORDERED, 10);
        assertThat(header(pair)).containsExactly(PacketHeader.RELIABLE_ORDERED, 0);
        pair.clientSide.send(pair.client, UNORDERED, 10);
        pair.clientSide.send(pair.client, ORDERED, 10);
        assertThat(header(pair)).containsExactly(PacketHeader.RELIABLE_UNORDERED, 0);
        pair.clientSide.send(pair.client, ORDERED, 1_024);
        assertThat(header(pair))
                .containsExactly(PacketHeader.RELIABLE_ORDERED, PacketHeader.FRAGMENT);
    }

    private static int[] header(MessagePair pair) {
        byte[] datagram = Objects.requireNonNull(pair.poll(pair.client));
        return new int[] {datagram[4], datagram[5] & PacketHeader.FRAGMENT};
    }

    @Test
    void shouldCarryUnreliableMessagesInFragmentsOnce() {
        pair.clientSide.send(pair.client, Channel.UNRELIABLE, 65_535);
        pair.clientSide.send(pair.client, Channel.UNRELIABLE, 1_024);
        pair.carry(pair.client, pair.server);
        assertThat(pair.serverSide.delivered.get(Channel.UNRELIABLE)).containsExactly(0, 1);

        pair.clientSide.send(pair.client, Channel.UNRELIABLE, 3_000);
        pair.poll(pair.client);
        pair.carry(pair.client, pair.server);
        pair.nowNs += 5_000 * MS;
        pair.exchange();
        assertThat(pair.serverSide.deliveredOf(Channel.UNRELIABLE)).as("no repair").isEqualTo(2);
        assertThat(pair.server.statistics().heldBytes()).isPositive();
        pair.nowNs += 5_000 * MS;
        pair.server.onTime(pair.nowNs);
        assertThat(pair.server.statistics().heldBytes()).isZero();
        assertThat(pair.server.statistics().setsExpired()).isEqualTo(1);
    }

    /** Three later datagrams overtook it; it was late, not lost, and the resend is spared. */
    @Test
    void shouldTakeALateAckForAnAck() {
        pair.clientSide.send(pair.client, ORDERED, 20);
        byte[] late = Objects.requireNonNull(pair.poll(pair.client));
        for (int i = 0; i < 3; i++) {
            pair.give(
                    pair.server,
                    pair.send(pair.client, writer -> frame(writer, 0x41, new byte[1])));
        }
        pair.give(pair.client, pair.send(pair.server, _ -> {}));
        assertThat(pair.client.statistics().datagramsLost()).isEqualTo(1);
        pair.give(pair.server, late);
        pair.give(pair.client, pair.send(pair.server, _ -> {}));

        assertThat(pair.client.statistics().datagramsLate()).isEqualTo(1);
        assertThat(pair.client.statistics().messagesAcked()).isEqualTo(1);
        assertThat(pair.client.isSendDue(pair.nowNs)).isFalse();
    }

    private static void frame(WireWriter writer, int type, byte[] body) {
        FrameWriter.head(writer, type, body.length).bytes(body);
    }
}
