package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shadowland.gateway.CapturedLog;
import dev.shadowland.gateway.GatewayFiles;
import dev.shadowland.gateway.GatewayNode;
import dev.shadowland.protocol.connection.ConnectionSettings;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.crypto.BouncyCastleAead;
import dev.shadowland.protocol.handshake.HandshakeSettings;
import dev.shadowland.protocol.message.WorldEntered;
import dev.shadowland.protocol.rekey.RekeySettings;
import dev.shadowland.protocol.weather.WeatherReport;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Faults of earlier implementations, each with the test that would have found it: the edge. */
class EarlierEdgeFaultsIT {
    private static final int COOKIE = 47;
    private static final int COOKIE_DATAGRAM = 99;

    @TempDir private Path folder;
    private final Secrets secrets = new Secrets();

    @Test
    void shouldNotUseAConnectionIdAsAnEntityId() {
        try (WorkerRig rig = WorkerRig.open()) {
            TestClient first = rig.clientInWorld();
            play(rig, first);
            rig.until(() -> !rig.control.rejoining.isEmpty());
            rig.admit(rig.lastSession());
            play(rig, first);
            first.sendFrame(rig.nowNs(), FrameType.DISCONNECT, new byte[] {0});
            TestClient second = rig.clientInWorld();
            play(rig, second);

            assertThat(id(first)).isNotEqualTo(id(second));
            assertThat(entity(first)).as("the world's word").isEqualTo(1000);
            assertThat(entity(second)).as("the world's word").isEqualTo(1000);
            assertThat(rig.shards.sent).hasSizeGreaterThan(10);
            for (TestClient client : new TestClient[] {first, second}) {
                assertThat(rig.shards.sent).noneMatch(frame -> holds(frame, id(client)));
                assertThat(rig.control.entering).noneMatch(session -> hasHalf(session, client));
                assertThat(rig.control.rejoining).noneMatch(session -> hasHalf(session, client));
                assertThat(rig.control.ended).noneMatch(session -> hasHalf(session, client));
            }
        }
    }

    private static void play(WorkerRig rig, TestClient client) {
        client.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]);
        rig.runMs(100);
    }

    private static int id(TestClient client) {
        return client.connection.peer().connectionId();
    }

    private static long entity(TestClient client) {
        byte[] body = client.frames(FrameType.WORLD_ENTERED).getFirst().body();
        WireReader reader = new WireReader().wrap(new UnsafeBuffer(body), 0, body.length);
        return Objects.requireNonNull(WorldEntered.read(reader)).entity();
    }

    private static boolean hasHalf(long session, TestClient client) {
        return (int) session == id(client) || (int) (session >>> 32) == id(client);
    }

    private static boolean holds(byte[] frame, int connectionId) {
        UnsafeBuffer view = new UnsafeBuffer(frame);
        for (int at = 0; at + Integer.BYTES <= frame.length; at++) {
            int value = view.getInt(at, ByteOrder.LITTLE_ENDIAN);
            if (value == connectionId || Integer.reverseBytes(value) == connectionId) {
                return true;
            }
        }
        return false;
    }

    /** A whole gateway: handshake, a good token, a forged one, a broken key file. */
    @Test
    void shouldShowNoKeyAndNoTokenInTheLogsOfAGateway() throws IOException {
        try (CapturedLog log = new CapturedLog()) {
            GatewayFiles files =
                    new GatewayFiles(folder, secrets.noting("long-lived key", new SecureRandom()));
            try (GatewayNode node = GatewayNode.start(files.config(0))) {
                InetSocketAddress gateway =
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port());
                byte[] good = secrets.add("login token", files.token(5, nowNs() / 1_000_000));
                byte[] forged = secrets.add("forged login token", good.clone());
                forged[128] ^= 1;
                try (TestClient client = login(gateway, files.rootKey(), good);
                        TestClient forger = login(gateway, files.rootKey(), forged)) {
                    pumpUntil(forger, () -> !forger.frames(FrameType.ENTER_DENIED).isEmpty());
                    assertThat(client.frames(FrameType.ENTER_DENIED)).isEmpty();
                }
                files.put(files.keyFile(), HexFormat.of().formatHex(good));
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> log.says("the identity stays as it was"));
            }
            assertThat(secrets.names())
                    .contains("cookie", "login token", "session key", "client's random");
            assertThat(log.says("TRACE") || log.says("DEBUG")).isTrue();
            assertThat(secrets.shownIn(String.join("\n", log.lines()))).isEmpty();
        }
    }

    private TestClient login(InetSocketAddress gateway, byte[] root, byte[] token) {
        TestClient client =
                new TestClient(gateway, root, sources(), WeatherReport.CLEAR, 1, nowNs());
        pumpUntil(client, client::isEstablished);
        noteCookies(client);
        client.sendFrame(nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(0, token));
        return client;
    }

    private TestClient.Sources sources() {
        return new TestClient.Sources(
                secrets.noting("client's random", new SecureRandom()),
                secrets.noting("session key", BouncyCastleAead.PROVIDER));
    }

    private void noteCookies(TestClient client) {
        client.plaintexts.stream()
                .filter(datagram -> datagram.length == COOKIE_DATAGRAM)
                .forEach(
                        datagram ->
                                secrets.add(
                                        "cookie",
                                        Arrays.copyOfRange(datagram, COOKIE, COOKIE + 48)));
    }

    private static void pumpUntil(TestClient client, BooleanSupplier claim) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> {
                            client.pump(nowNs());
                            return claim.getAsBoolean();
                        });
    }

    private static long nowNs() {
        return System.currentTimeMillis() * 1_000_000;
    }

    /** A worker whose every random byte is known: cookie secrets, private keys, later epochs. */
    @Test
    void shouldShowNoKeyAndNoTokenInTheLogsOfAWorker() {
        SecuritySettings rekeying =
                new SecuritySettings(
                        new RekeySettings(1L << 40, 500_000_000),
                        SecuritySettings.Addresses.NO_LIMIT,
                        null,
                        null);
        try (CapturedLog log = new CapturedLog();
                WorkerRig rig =
                        new WorkerRig(
                                "127.0.0.1",
                                HandshakeSettings.DEFAULT,
                                rekeying,
                                ConnectionSettings.SERVER,
                                secrets.noting("gateway's random", new SplittableRandom(42)),
                                secrets.noting("gateway's key", BouncyCastleAead.PROVIDER))) {
            TestClient client = rig.client(sources());
            rig.until(client::isEstablished);
            noteCookies(client);
            byte[] token = new byte[129];
            new SplittableRandom(6).nextBytes(token);
            secrets.add("login token", token);
            client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(0, token));
            rig.until(() -> !rig.control.entering.isEmpty());
            rig.admit(rig.lastSession());
            rig.until(() -> client.connection.peer().keyEpoch() == 2);
            client.raw(new byte[1200]);
            client.sendFrame(rig.nowNs(), FrameType.PING, new byte[] {1});
            rig.until(() -> client.closed != null);
            assertThat(client.closed).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
            LoggerFactory.getLogger(getClass()).trace("{} {}", rig.control.tokens, rig.drops());

            assertThat(log.says("token of 129 bytes")).isTrue();
            assertThat(secrets.shownIn(String.join("\n", log.lines()))).isEmpty();
        }
    }

    /** The two tests above would see it. */
    @ParameterizedTest
    @ValueSource(strings = {"in hex", "in base64", "raw", "as a list", "of a cause"})
    void shouldSeeASecretThatIsLogged(String form) {
        byte[] secret = new byte[32];
        new SplittableRandom(7).nextBytes(secret);
        secrets.add("key", secret);
        String hex = HexFormat.of().formatHex(secret);
        String text =
                switch (form) {
                    case "in hex" -> hex.toUpperCase(Locale.ROOT);
                    case "in base64" ->
                            Base64.getEncoder()
                                    .encodeToString(
                                            ("x" + latin(secret))
                                                    .getBytes(StandardCharsets.ISO_8859_1));
                    case "raw" -> latin(secret);
                    case "as a list" -> Arrays.toString(secret);
                    default -> "";
                };
        try (CapturedLog log = new CapturedLog()) {
            LoggerFactory.getLogger("dev.shadowland.gateway.any").trace("it is {}", text);
            LoggerFactory.getLogger("akka.any")
                    .debug("failed", new IllegalStateException(new IOException(hex)));
            String all = String.join("\n", log.lines());
            assertThat(secrets.shownIn(all))
                    .contains("key in hex")
                    .hasSize(text.isEmpty() || form.equals("in hex") ? 1 : 2);
        }
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
