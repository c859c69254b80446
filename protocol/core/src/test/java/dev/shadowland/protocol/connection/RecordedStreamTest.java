package dev.shadowland.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.checker.Checker;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.message.Benchmark;
import dev.shadowland.protocol.message.Command;
import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.message.Message;
import dev.shadowland.protocol.message.Water;
import dev.shadowland.protocol.message.WorldEntered;
import dev.shadowland.protocol.message.WorldEvent;
import dev.shadowland.protocol.reliability.Channel;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What two real ends send through bad weather, read by the checker that knows the document alone.
 */
class RecordedStreamTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int TICKS = 300;

    @TempDir private Path directory;

    /** A datagram as it was sent, whether or not it arrived. */
    private record Sent(String from, byte[] bytes) {}

    private final ConnectionPair pair = new ConnectionPair();
    private final List<Sent> sent = new ArrayList<>();
    private long command;
    private long event;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldAgreeWithTheDocumentWhateverTheWeather(long seed) throws IOException {
        talk(seed);
        Path file = directory.resolve("stream.json");
        Files.writeString(file, json(sent));

        String verdict = Checker.verdict(Files.readString(file));

        assertThat(verdict).as("seed %d", seed).startsWith("agrees: " + sent.size() + " datagrams");
        assertThat(verdict)
                .contains("0x04=", "0x05=", "0x07=", "0x08=", "0x09=", "0x0a=", "0x0b=")
                .contains("0x0d=", "0x0e=", "0x41=", "0x67=", "0x68=", "0x69=", "whole=")
                .endsWith("epochs of server 2 and client 2");
        assertThat(sent.stream().map(RecordedStreamTest::phase).distinct())
                .as("both key phases")
                .containsExactlyInAnyOrder(0, 1);
    }

    private static int phase(Sent datagram) {
        return (datagram.bytes[5] & PacketHeader.REKEY) == 0 ? 0 : 1;
    }

    /** The checker has no key of a later epoch but by what the ends said. */
    @ParameterizedTest
    @ValueSource(strings = {"server", "client", "secret"})
    void shouldNotReadOnAfterARekeyWithoutTheRightSecrets(String changed) {
        talk(5);
        String good = json(sent);
        int at =
                good.indexOf(
                        "\"" + changed + "\": \"", changed.equals("secret") ? 0 : rekeys(good));
        int digit = good.indexOf(": \"", at) + 3 + 10;
        char other = good.charAt(digit) == '0' ? '1' : '0';
        String bad = good.substring(0, digit) + other + good.substring(digit + 1);

        assertThat(Checker.verdict(good)).startsWith("agrees");
        assertThat(Checker.verdict(bad)).startsWith("disagrees");
    }

    private static int rekeys(String json) {
        return json.indexOf("\"rekeys\"");
    }

    @Test
    void shouldBeToldOfAnyDatagramThatIsChangedMissingOrOutOfTurn() {
        talk(4);
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 40; i++) {
            int at = random.nextInt(sent.size() - 8);
            List<Sent> changed = new ArrayList<>(sent);
            byte[] bytes = sent.get(at).bytes.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            changed.set(at, new Sent(sent.get(at).from, bytes));
            assertThat(Checker.verdict(json(changed)))
                    .startsWith("disagrees at byte ")
                    .contains("datagram " + at + ":");

            List<Sent> missing = new ArrayList<>(sent);
            missing.remove(at);
            assertThat(Checker.verdict(json(missing))).startsWith("disagrees ");

            List<Sent> twice = new ArrayList<>(sent);
            twice.add(at, sent.get(at));
            assertThat(Checker.verdict(json(twice))).startsWith("disagrees ");
        }
        List<Sent> reversed = new ArrayList<>(sent);
        Collections.reverse(reversed);
        assertThat(Checker.verdict(json(reversed))).startsWith("disagrees ");
    }

    private void talk(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int tick = 0; tick < TICKS; tick++) {
            pair.nowNs += 16 * ConnectionPair.MS;
            if (pair.client.isEstablished() && pair.server.isEstablished() && tick % 10 == 0) {
                messages(random);
            }
            if (tick == 100 || tick == 200) {
                pair.server.forceRekey();
            }
            carry(pair.client, pair.server, "client", random);
            carry(pair.server, pair.client, "server", random);
        }
        assertThat(pair.client.isClosed() || pair.server.isClosed()).isFalse();
        assertThat(pair.client.keyEpoch()).isEqualTo(2);
    }

    private void messages(SplittableRandom random) {
        byte[] body = new byte[random.nextInt(600)];
        random.nextBytes(body);
        reliable(pair.client, Channel.RELIABLE_ORDERED, new Command(++command, 1, 0, 7, body));
        reliable(pair.client, Channel.RELIABLE_UNORDERED, new Command(++command, 1, 0, 8, body));
        reliable(pair.server, Channel.RELIABLE_ORDERED, new WorldEvent(++event, 1, 9, body));
        reliable(pair.server, Channel.RELIABLE_UNORDERED, new Benchmark(event, 1, 1100));
        byte[] soft = body(new Benchmark(event, 2, 1100));
        pair.server.sendUnreliable(FrameType.BENCHMARK, new UnsafeBuffer(soft), 0, soft.length);
        byte[] ticket = new byte[768];
        random.nextBytes(ticket);
        List<Water> waters = Collections.nCopies(Water.MOST, new Water(-5, -6, 7, 8));
        WorldEntered entered =
                new WorldEntered(
                        1, 2, 60, 3, 4, 0, 0, 0, 1, 1, 1, 0, 0, 0, 500, command, ticket, waters);
        byte[] large = body(entered);
        pair.server.sendUnreliable(
                FrameType.WORLD_ENTERED, new UnsafeBuffer(large), 0, large.length);
        reliable(pair.server, Channel.RELIABLE_UNORDERED, entered);
    }

    private static void reliable(PeerConnection from, Channel channel, Message message) {
        byte[] body = body(message);
        if (from.canSend(channel, body.length)) {
            from.sendReliable(channel, message.type(), new UnsafeBuffer(body), 0, body.length);
        }
    }

    private static byte[] body(Message message) {
        byte[] body = new byte[message.size()];
        message.write(new WireWriter().wrap(new UnsafeBuffer(body), 0, body.length));
        return body;
    }

    private void carry(
            PeerConnection from, PeerConnection to, String name, SplittableRandom random) {
        from.onTime(pair.nowNs);
        boolean input = name.equals("client") && from.isEstablished();
        if (!from.isSendDue(pair.nowNs) && !input) {
            return;
        }
        byte[] datagram = pair.send(from, input ? RecordedStreamTest::input : _ -> {});
        sent.add(new Sent(name, datagram));
        if (random.nextInt(4) > 0) {
            pair.give(to, datagram);
        }
    }

    private static void input(WireWriter writer) {
        FrameWriter.head(writer, FrameType.SYNC_ENTITY_QUANTIZED, InputFrame.size(1));
        InputFrame.writeHead(writer, 5, 1);
        InputFrame.writeInput(writer, InputCommand.of(1, -1, 2, 3, 1));
    }

    private static String json(List<Sent> datagrams) {
        byte[] keys = new byte[64];
        new SplittableRandom(11).nextBytes(keys); // as ConnectionPair
        StringBuilder json = new StringBuilder("{\"format\": \"shadowland stream v1\",\n");
        json.append(" \"keys\": {\"server\": \"")
                .append(HEX.formatHex(Arrays.copyOf(keys, 32)))
                .append("\", \"client\": \"")
                .append(HEX.formatHex(keys, 32, 64))
                .append("\"},\n \"secret\": \"")
                .append("00".repeat(32))
                .append("\",\n \"rekeys\": [")
                .append(privateKeys())
                .append("],\n \"datagrams\": [");
        String comma = "\n  ";
        for (Sent datagram : datagrams) {
            json.append(comma)
                    .append("{\"from\": \"")
                    .append(datagram.from)
                    .append("\", \"hex\": \"")
                    .append(HEX.formatHex(datagram.bytes))
                    .append("\"}");
            comma = ",\n  ";
        }
        return json.append("]}\n").toString();
    }

    /** Of two epochs, as the ends of ConnectionPair draw them. */
    private static String privateKeys() {
        SplittableRandom client = new SplittableRandom(12);
        SplittableRandom server = new SplittableRandom(13);
        StringBuilder keys = new StringBuilder();
        for (int epoch = 1; epoch <= 2; epoch++) {
            keys.append(epoch == 1 ? "" : ", ")
                    .append("{\"server\": \"")
                    .append(HEX.formatHex(Curves.newPrivateKey(server)))
                    .append("\", \"client\": \"")
                    .append(HEX.formatHex(Curves.newPrivateKey(client)))
                    .append("\"}");
        }
        return keys.toString();
    }
}
